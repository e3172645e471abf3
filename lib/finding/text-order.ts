/** By code units: the same order on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each text once, in the order of {@link compareText}. */
export function sortedTexts(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText);
}
