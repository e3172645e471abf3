/** As `\s`, but for a byte order mark: it has no width, and is written out. */
const BLANKS = /[^\S\ufeff]+/g;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** At most `most` characters, on one line, without backticks; what steers a terminal or has no width is written out. */
export function shorten(text: string, most = 60): string {
  const line = text.replace(BLANKS, " ").replaceAll("`", "'").replace(UNPRINTABLE, writtenOut);
  return cut(line, most);
}

/** As {@link shorten}, for an ARN or what may be one: they are longer, and differ at their ends. */
export function shortenArn(text: string): string {
  return shorten(text, 200);
}

const LONGEST_VALUE = 200;
const LONGEST_SENTENCE = 2000;

/**
 * As {@link shorten}, for a sentence about values: each value in backticks alone, then the whole. All findings go through
 * it, so that no input, however long, fills a log or a pull request.
 */
export function shortenSentence(sentence: string, longestValue = LONGEST_VALUE): string {
  if (sentence.length <= longestValue) return sentence;
  const quoted = sentence.replace(/`([^`]+)`/g, (whole, value: string) =>
    value.length > longestValue ? `\`${cut(value, longestValue)}\`` : whole,
  );
  return cut(quoted, LONGEST_SENTENCE);
}

/** As {@link shortenSentence}, for advice: the longest ARN of AWS stands whole in a command that somebody is to type. */
export function shortenAdvice(sentence: string): string {
  return shortenSentence(sentence, 800);
}

/** As {@link shorten}, for the path of a finding, or a Terraform address: keys can be of any length. */
export function shortenPath(path: string): string {
  return cut(path, 500);
}

/** At most `most` characters, and nothing else changed. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}

function writtenOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
