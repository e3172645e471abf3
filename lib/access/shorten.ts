const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** At most `most` characters, on one line, without backticks; what steers a terminal or has no width is written out. */
export function shorten(text: string, most = 60): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'").replace(UNPRINTABLE, writtenOut);
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
}

/** As {@link shorten}, for an ARN or what may be one: they are longer, and differ at their ends. */
export function shortenArn(text: string): string {
  return shorten(text, 200);
}

function writtenOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
