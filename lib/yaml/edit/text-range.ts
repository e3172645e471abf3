/** A part of a text: offsets of its first character and of the one after its last. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text with something else in the place of a part; every other byte stays. */
export function splice(text: string, { start, end }: TextRange, put: string): string {
  return text.slice(0, start) + put + text.slice(end);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line of an offset ends: before its line break, however that is written. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found === -1) return text.length;
  return found > offset && text[found - 1] === "\r" ? found - 1 : found;
}

/** The line break of a text, so that what is added has the same. */
export function lineBreakIn(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}
