/**
 * Text from files and clouds, without what could steer a terminal or hide: control characters, line breaks, bidi marks
 * and whatever else has no width become `\u{…}`.
 * @see https://www.unicode.org/reports/tr44/#General_Category_Values
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
