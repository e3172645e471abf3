/** A kind of difference that was meant: where it is, by the name of an output, and which lines it has. */
export interface IntendedDifference {
  readonly kind: string;
  readonly where: RegExp;
  readonly lines: RegExp;
}

/**
 * The sections of docs/intended-differences.md: `## kind`, then `Where: \`pattern\`` and `Lines: \`pattern\`` beside the reason.
 * A pattern matches a name of an output, a line with its mark (`-` before, `+` now).
 */
export function intendedDifferences(page: string): readonly IntendedDifference[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [kind = ""] = section.split("\n");
      const [where, lines] = ["Where", "Lines"].map((key) => new RegExp(`^${key}: \`(.+)\`$`, "m").exec(section)?.[1]);
      if (where === undefined || lines === undefined) throw new Error(`${kind}: Where and Lines are expected`);
      return { kind, where: new RegExp(where), lines: new RegExp(lines) };
    });
}

/** The kind that covers a line of an output, or undefined. */
export function kindOf(known: readonly IntendedDifference[], where: string, line: string): string | undefined {
  return known.find((one) => one.where.test(where) && one.lines.test(line))?.kind;
}
