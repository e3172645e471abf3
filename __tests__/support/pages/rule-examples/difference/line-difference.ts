/** How many lines that are alike stand around those that differ. */
const AROUND = 2;
/** More lines than these say no more. */
const MOST = 24;
/** Longer lines are cut. */
const WIDTH = 150;

/** What differs between two texts, as lines of a diff: `-` is gone, `+` is new, two lines around; `…` where lines are left out. */
export function lineDifference(before: string, after: string): string[] {
  const all = compared(linesOf(before), linesOf(after));
  const near = all.map((_, i) =>
    all.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((line) => !line.startsWith(" ")),
  );
  const lines = all.flatMap((line, i) => {
    if (near[i] === true) return [line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line];
    return i > 0 && near[i - 1] === true && near.slice(i).includes(true) ? ["  …"] : [];
  });
  return lines.length > MOST ? [...lines.slice(0, MOST), `  … ${lines.length - MOST} more lines`] : lines;
}

/** The lines of a text; a value of JSON that holds lines has one for each. */
function linesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => (line.length > WIDTH ? line.split(/(?<=\\n)/) : [line]));
}

/** All lines with their signs: the longest common part stays, after the ends that are alike. */
function compared(left: readonly string[], right: readonly string[]): string[] {
  const start = left.findIndex((line, i) => line !== right[i]);
  const head = start < 0 ? left.length : start;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  return [
    ...left.slice(0, head).map((line) => ` ${line}`),
    ...middle(left.slice(head, left.length - tail), right.slice(head, right.length - tail)),
    ...left.slice(left.length - tail).map((line) => ` ${line}`),
  ];
}

function middle(left: readonly string[], right: readonly string[]): string[] {
  const longest = lengths(left, right);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(` ${left[i] ?? ""}`);
      [i, j] = [i + 1, j + 1];
    } else if (i < left.length && (j === right.length || (longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0))) {
      lines.push(`-${left[i] ?? ""}`);
      i += 1;
    } else {
      lines.push(`+${right[j] ?? ""}`);
      j += 1;
    }
  }
  return lines;
}

/** How long the longest common part is from each pair of lines on. */
function lengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const [row, next] = [table[i] ?? [], table[i + 1] ?? []];
      row[j] = left[i] === right[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
