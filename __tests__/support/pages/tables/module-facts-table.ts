import { parse } from "@cdktf/hcl2json";

/** What one version of a module passes on, and which Terraform and providers it needs. */
export interface Facts {
  readonly version: string;
  readonly outputs: readonly string[];
  /** By name, `terraform` among the providers: `{ terraform: ">= 1.3.2", aws: ">= 5.95, < 6.0.0" }`. */
  readonly needs: Readonly<Record<string, string>>;
}

/** The names of the `output` blocks of a text. */
export async function outputsIn(text: string): Promise<string[]> {
  return Object.keys(mapOf((await read("outputs.tf", text)).output)).sort();
}

/** What a text says of Terraform's version and of providers. */
export async function requirementsIn(text: string): Promise<Record<string, string>> {
  const needs: Record<string, string> = {};
  for (const block of listOf((await read("versions.tf", text)).terraform).map(mapOf)) {
    if (typeof block.required_version === "string") needs.terraform = block.required_version;
    for (const [name, provider] of listOf(block.required_providers).flatMap((one) => Object.entries(mapOf(one)))) {
      const { version } = mapOf(provider);
      if (typeof version === "string") needs[name] = version;
    }
  }
  return needs;
}

/** One line per output: `[first version, last version]` for each time it came and went. */
export function encodeOutputs(versions: readonly Facts[]): string {
  const names = [...new Set(versions.flatMap(({ outputs }) => outputs))].sort();
  const lines = names.map((name) => {
    const spans = spansOf(versions, ({ outputs }) => (outputs.includes(name) ? [] : undefined));
    return `    ${JSON.stringify(name)}: [${spans.map((span) => JSON.stringify(span)).join(", ")}]`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
}

/** One line per change: `[first version, last version, what they need]`. */
export function encodeRequirements(versions: readonly Facts[]): string {
  return `[\n${spansOf(versions, ({ needs }) => [needs])
    .map((span) => `    ${JSON.stringify(span)}`)
    .join(",\n")}\n  ]`;
}

/** Versions in a row of which the same is true. */
function spansOf(versions: readonly Facts[], valueOf: (facts: Facts) => readonly unknown[] | undefined): unknown[][] {
  const spans: { readonly first: string; last: string; readonly value: readonly unknown[] }[] = [];
  let before: string | undefined;
  for (const facts of versions) {
    const value = valueOf(facts);
    const key = value === undefined ? undefined : JSON.stringify(value);
    const open = spans.at(-1);
    if (value !== undefined && key === before && open !== undefined) open.last = facts.version;
    else if (value !== undefined) spans.push({ first: facts.version, last: facts.version, value });
    before = key;
  }
  return spans.map(({ first, last, value }) => [first, last, ...value]);
}

async function read(name: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  return mapOf(await parse(name, text));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
