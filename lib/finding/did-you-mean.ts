import { compareText } from "./text-order";
/** The known name that is nearest to what was typed, if one is near: at most a third of its letters differ. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  const near = known
    .filter((name) => Math.abs(typed.length - name.length) <= most(name))
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= most(name))
    .sort((a, b) => a.distance - b.distance || compareText(a.name, b.name));
  return near[0]?.name;
}

/** A difference in length is one in letters: most names are told apart by it, and a text of a megabyte at once. */
function most(name: string): number {
  return Math.max(1, Math.floor(name.length / 3));
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}
