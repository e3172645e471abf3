/** By code units: the same order on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each text once, in the order of {@link compareText}. */
export function sortedTexts(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText);
}

/** Whether two lists hold the same texts, in whatever order and however often. */
export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [sortedTexts(a), sortedTexts(b)];
  return left.length === right.length && left.every((text, i) => text === right[i]);
}
