/** A part of a text that may be cut: its items go one by one from the end, its head and tail with the last of them. */
export interface Part {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail: string;
  /** What goes first: the highest. Rank 0 is never cut. */
  readonly rank: number;
  /** What its items are, `other change`; how much was cut is said in these words. */
  readonly noun: readonly [one: string, many: string];
}

/** A text that fits, and what had to go: `12 other changes`. */
interface Fitted {
  readonly text: string;
  readonly cut: readonly string[];
}

/**
 * Joins parts within a number of characters: items of the highest rank go first, of one rank the last ones. What is of rank 0
 * stays, whatever its length.
 */
export function fit(parts: readonly Part[], limit: number): Fitted {
  const left = parts.map(({ items }) => items.length);
  let length = parts.reduce((sum, part) => sum + lengthOf(part, part.items.length), 0);
  for (const i of cuttingOrder(parts)) {
    const part = parts[i];
    if (part === undefined || length <= limit) break;
    const kept = keptItems(part, length - limit);
    length -= lengthOf(part, part.items.length) - lengthOf(part, kept);
    left[i] = kept;
  }
  const text = parts.map((part, i) => print(part, left[i] ?? 0)).join("");
  return { text, cut: tally(parts, left) };
}

function cuttingOrder(parts: readonly Part[]): number[] {
  return parts
    .map(({ rank }, i) => ({ rank, i }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || b.i - a.i)
    .map(({ i }) => i);
}

/** How many of the items stay when at least `excess` characters have to go. */
function keptItems(part: Part, excess: number): number {
  let [kept, saved] = [part.items.length, 0];
  while (kept > 0 && saved < excess) {
    kept -= 1;
    saved += part.items[kept]?.length ?? 0;
  }
  return kept;
}

function lengthOf(part: Part, kept: number): number {
  return print(part, kept).length;
}

function print({ head, items, tail, rank }: Part, kept: number): string {
  return kept === 0 && rank > 0 ? "" : [head, ...items.slice(0, kept), tail].join("");
}

function tally(parts: readonly Part[], left: readonly number[]): string[] {
  const cut = new Map<string, { count: number; noun: Part["noun"] }>();
  parts.forEach(({ items, noun }, i) => {
    const count = items.length - (left[i] ?? 0);
    if (count > 0) cut.set(noun[0], { count: count + (cut.get(noun[0])?.count ?? 0), noun });
  });
  return [...cut.values()].map(({ count, noun: [one, many] }) => `${count} ${count === 1 ? one : many}`);
}
