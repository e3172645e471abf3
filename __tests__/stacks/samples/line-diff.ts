/** A line that both texts have, or one of them. */
export interface DiffLine {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** Whether two lines count as one. */
export type SameLine = (a: string, b: string) => boolean;

/** The shortest way from one text to another, line by line: removed lines before added ones. */
export function lineDiff(before: string, after: string, same: SameLine = (a, b) => a === b): readonly DiffLine[] {
  const [old, young] = [before.split("\n"), after.split("\n")];
  const common = commonLengths(old, young, same);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [removed, added] = [old[i], young[j]];
    if (removed === undefined && added === undefined) return lines;
    if (removed !== undefined && added !== undefined && same(removed, added)) {
      lines.push({ mark: " ", text: added });
      [i, j] = [i + 1, j + 1];
    } else if (removed !== undefined && at(common, i + 1, j) >= at(common, i, j + 1)) {
      lines.push({ mark: "-", text: removed });
      i += 1;
    } else {
      lines.push({ mark: "+", text: added ?? "" });
      j += 1;
    }
  }
}

/** Only what changed. */
export function changedLines(before: string, after: string): readonly string[] {
  return lineDiff(before, after)
    .filter(({ mark }) => mark !== " ")
    .map(({ mark, text }) => `${mark}${text}`);
}

/** How many lines two texts have in common from each pair of lines on. */
function commonLengths(
  old: readonly string[],
  young: readonly string[],
  same: SameLine,
): readonly (readonly number[])[] {
  const table: number[][] = [Array<number>(young.length + 1).fill(0)];
  for (const line of [...old].reverse()) {
    const below = table[0] ?? [];
    const row = Array<number>(young.length + 1).fill(0);
    for (let j = young.length - 1; j >= 0; j -= 1) {
      const isSame = same(line, young[j] ?? "");
      row[j] = isSame ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
    table.unshift(row);
  }
  return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? -1;
}
