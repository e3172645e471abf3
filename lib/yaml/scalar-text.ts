/** What stays itself without quotes, in blocks and in brackets, to YAML 1.1 and 1.2. */
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./@+=-]*(?::+[A-Za-z0-9_./@+=-]+)*$/;
/** In a block, braces of a template stay themselves too. */
const PLAIN_IN_BLOCK = /^[A-Za-z_/][A-Za-z0-9_./@+={}-]*(?::+[A-Za-z0-9_./@+={}-]+)*$/;
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text as a YAML scalar: plain where that is safe, in double quotes everywhere else. */
export function scalarText(text: string, isInFlow = false): string {
  const isPlain = (isInFlow ? PLAIN : PLAIN_IN_BLOCK).test(text) && !WORDS.test(text);
  return isPlain ? text : quoted(text);
}

/** In double quotes: account IDs, versions. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
  );
}

/** Texts in brackets. */
export function flowList(texts: readonly string[]): string {
  return `[${texts.map((text) => scalarText(text, true)).join(", ")}]`;
}
