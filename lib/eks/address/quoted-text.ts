/**
 * Characters that join with the one after them (`Grapheme_Cluster_Break=Prepend`). Terraform reads JSON and templates by
 * joined characters: after one of these it sees no `"` that ends a text, and no `$${` that keeps one from being evaluated.
 * @see https://www.unicode.org/reports/tr29/#Prepend
 */
const PREPENDED =
  /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u0D4E\u{110BD}\u{110CD}\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}]/u;
const NOT_ASCII = /[\x7f-\u{10ffff}]/gu;

/** Terraform takes what follows a carriage return as it stands, with the `$` that escapes another. */
const AFTER_RETURN = /\r[^]*[$%]\{/;

/** Whether Terraform would not read a text back from a template in which `${` alone is escaped. */
export function needsQuotes(text: string): boolean {
  return PREPENDED.test(text) || AFTER_RETURN.test(text);
}

/** A text in quotes of Terraform's own syntax, in ASCII alone: nothing in it joins, and nothing is evaluated. */
export function quotedText(text: string): string {
  const quoted = JSON.stringify(text).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
  return quoted
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{")
    .replace(NOT_ASCII, escaped);
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}
