import { printable } from "./printable";

/**
 * Text of strangers in an XML attribute or element: no markup, and no character that XML 1.0 does not know.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function xmlText(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, "?")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
