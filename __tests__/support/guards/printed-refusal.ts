import type { TerraformResult } from "../terraform/terraform";

/** What a person sees at once: 24 lines of 80 characters. */
export const SCREEN = { lines: 24, columns: 80 } as const;

/** What one guard prints of a refused plan. */
export interface PrintedRefusal {
  /** Its code, or where the provider speaks the data source, without the key of its instance. */
  readonly guard: string;
  /** Lines of a terminal as wide as {@link SCREEN}, of all its errors. */
  readonly lines: number;
  /** The sentences of ours among them, or the provider's own first lines. */
  readonly said: readonly string[];
}

/** What Terraform printed of each guard that refuses, in the order in which it prints them. */
export function printedRefusals({ stderr }: TerraformResult): readonly PrintedRefusal[] {
  const errors = stderr
    .split(/^(?=\s*Error: )/m)
    .filter((text) => text.trimStart().startsWith("Error: "))
    .map((text) => ({ ...saidIn(text.replaceAll(/\s+/g, " ").trim()), lines: linesOf(text) }));
  return [...new Set(errors.map(({ guard }) => guard))].map((guard) => {
    const own = errors.filter((error) => error.guard === guard);
    return { guard, lines: own.reduce((sum, { lines }) => sum + lines, 0), said: own.map(({ said }) => said) };
  });
}

/** Our sentence ends with its code; it stands behind the values that Terraform prints of its condition. */
function saidIn(error: string): { readonly guard: string; readonly said: string } {
  const code = /\[([a-z-]+)\]\.$/.exec(error)?.[1];
  const address = /with (data\.[\w.]+)/.exec(error)?.[1];
  if (code === undefined && address === undefined) throw new Error(`an error of no guard: ${error}`);
  return { guard: code ?? address ?? "", said: error };
}

function linesOf(error: string): number {
  const wide = (line: string): number => Math.max(1, Math.ceil(line.length / SCREEN.columns));
  return error
    .trimEnd()
    .split("\n")
    .reduce((sum, line) => sum + wide(line), 0);
}
