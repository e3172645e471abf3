/** A line of what `upgrade-module` prints: where, which argument, what to do. */
export interface PrintedEdit {
  readonly line: number;
  readonly argument: string;
  readonly does: string;
}

/** What it says of main.tf, in the order of its lines. */
export function printedEdits(told: string): PrintedEdit[] {
  return [...told.matchAll(/^ {2}stack\/main\.tf:(\d+) +(\S+): (.*)$/gm)].map(([, line, argument = "", does = ""]) => ({
    line: Number(line),
    argument,
    does,
  }));
}

/**
 * The text with those edits made that say everything themselves: names, the version of the module, null, what is gone. What goes into
 * each group is for a person, who takes the values of the state.
 */
export function withEdits(text: string, edits: readonly PrintedEdit[]): string {
  const lines = text
    .split("\n")
    .map((line, index) => edits.filter((edit) => edit.line === index + 1).reduce<string | undefined>(edited, line));
  return lines.filter((line) => line !== undefined).join("\n");
}

function edited(line: string | undefined, { argument, does }: PrintedEdit): string | undefined {
  const path = argument.split(".");
  const name = path.at(-1) ?? "";
  const isField = path.length > 2 && path[0] !== "module";
  if (line === undefined) return undefined;
  if (does.startsWith("delete it") || name === "platform")
    return isField ? line.replace(new RegExp(`, ${name} = [^,}]+`), "") : undefined;
  const [, now] = /^rename it to (\S+)$/.exec(does) ?? [];
  if (now !== undefined) return line.replace(new RegExp(`\\b${name}\\b`), now);
  if (does.startsWith("write null in place of {}")) return line.replace("{}", "null");
  const [, version] = /^write "([\d.]+)"$/.exec(does) ?? [];
  return version === undefined ? line : line.replace(/"\d+\.\d+\.\d+"/, `"${version}"`);
}

/** `module.eks.aws_eks_cluster.this[0] updated` of each change of a plan. */
export function changesIn(plan: string): string[] {
  const found = plan.matchAll(/^ {2}# (\S+) (?:will be|must be) (created|destroyed|replaced|updated)/gm);
  return [...found].map(([, address = "", action = ""]) => `${address} ${action}`).sort();
}
