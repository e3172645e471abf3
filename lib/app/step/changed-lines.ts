/** Lines of a text that another has in their place. */
export interface LineChange {
  /** Of the first line in the old text, counted from 1. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What changed between two texts that have most lines in common, from top to bottom. */
export function changedLines(before: string, after: string): LineChange[] {
  const [old, now] = [before, after].map((text) => text.split(/\r?\n/));
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (old !== undefined && now !== undefined && (i < old.length || j < now.length)) {
    const [di, dj] =
      old[i] === now[j] && i < old.length && j < now.length ? [0, 0] : nextMatch(old.slice(i), now.slice(j));
    if (di + dj > 0) changes.push({ line: i + 1, removed: old.slice(i, i + di), added: now.slice(j, j + dj) });
    [i, j] = [i + di + 1, j + dj + 1];
  }
  return changes;
}

/** How many lines to leave on each side until two are equal again, as few as possible. */
function nextMatch(old: readonly string[], now: readonly string[]): [number, number] {
  for (let sum = 1; sum < old.length + now.length; sum++) {
    for (let dj = Math.max(0, sum - old.length); dj <= Math.min(sum, now.length); dj++) {
      const di = sum - dj;
      if (di < old.length && dj < now.length && old[di] === now[dj]) return [di, dj];
    }
  }
  return [old.length, now.length];
}
