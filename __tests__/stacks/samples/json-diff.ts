import { type DiffLine, lineDiff } from "./line-diff";

/** What changes from one JSON text to another, line by line: each run of changed lines under `@@ the keys that it is in @@`. */
export function jsonDiff(before: string, after: string): readonly string[] {
  const keys: string[] = [];
  const lines: readonly DiffLine[] = lineDiff(before, after, isSame);
  return lines.flatMap(({ mark, text }, i) => {
    const depth = text.search(/\S/) / 2;
    const place = `@@ ${keys.slice(1, depth).join(".")} @@`;
    keys[depth] = /^ *"([^"]+)": [{[]$/.exec(text)?.[1] ?? "";
    if (mark === " ") return [];
    const isFirst = lines[i - 1]?.mark === " ";
    return [...(isFirst ? [place] : []), `${mark}${text}`];
  });
}

/** The comma after the last key of a block comes and goes with what follows. */
function isSame(a: string, b: string): boolean {
  return a.replace(/,$/, "") === b.replace(/,$/, "");
}
