/** An argument, or an item of an object: its name, and the lines of its value. */
export type Assignment = readonly [name: string, value: readonly string[]];

/**
 * Assignments in the layout of `terraform fmt`: those that follow each other with values on one line have their `=` in one column,
 * and one with a value of several lines stands by itself.
 */
export function aligned(assignments: readonly Assignment[]): string[] {
  return assignments.flatMap(([name, [first = "null", ...rest]], i) => [
    `${name.padEnd(widthAt(assignments, i))} = ${first}`,
    ...rest,
  ]);
}

/** The longest name among the neighbours that are aligned with an assignment. */
function widthAt(assignments: readonly Assignment[], at: number): number {
  const [name = ""] = assignments[at] ?? [];
  if (!isAligned(assignments[at])) return name.length;
  let [first, last] = [at, at];
  while (isAligned(assignments[first - 1])) first -= 1;
  while (isAligned(assignments[last + 1])) last += 1;
  return Math.max(...assignments.slice(first, last + 1).map(([each]) => each.length));
}

function isAligned(assignment: Assignment | undefined): boolean {
  if (assignment === undefined) return false;
  const [, [first = "", ...rest]] = assignment;
  return rest.length === 0 && !first.includes("\n");
}

/** Lines moved inwards; one that is empty stays so, and one that holds a heredoc has its own. */
export function inward(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? line : `  ${line}`));
}

/** The lines of an expression; a heredoc is one, for its text would change with its indent. */
export function expressionLines(text: string): readonly string[] {
  return text.includes("<<") ? [text] : text.split("\n");
}
