import type { Finding } from "../../finding/finding";
import { shorten } from "../../finding/shorten";
import { printPath, type YamlPath } from "../../yaml/yaml-node";
import { inventoryFinding as finding } from "./inventory-finding";

/** Texts by which cdktf marks a map as a placeholder: it throws where one of them stands by itself. */
const MAP_PLACEHOLDERS: readonly string[] = ["String Map Token Value", "Any Map Token Value"];

/** The first 16 bits of a double that stands for a number, or for a list of numbers. */
const NUMBER_PLACEHOLDERS: readonly number[] = [0xfdff, 0xfbff];

/**
 * What cdktf takes for a placeholder within a text, and the beginning of one at a text's end, which a name that is joined to it
 * could complete. `TfToken[` by itself, or with what no placeholder holds, is a text like others.
 * @see cdktf/lib/tokens/private/encoding.js: STRING_TOKEN_REGEX, LIST_TOKEN_REGEX, MAP_TOKEN_REGEX
 */
const PLACEHOLDER = /[$#&]\{TfToken\[(?:[\w:.-]+\]\}|[\w:.-]*\]?$)/;

/** One that is whole: a text or a list. Those of maps stand in keys. */
const REFERENCE = /[$#]\{TfToken\[[\w:.-]+\]\}/g;

/** Every negative number with an exponent, more than cdktf looks for: `-1.8881545897087827e+289`. */
const NUMBERS = /-[\d.]+e[+-]?\d+/gi;

/** Whether cdktf would take a value, or something in it, for a placeholder. */
export function holdsToken(value: string | number | boolean | null): boolean {
  if (typeof value === "number") return isNumberToken(value);
  if (typeof value !== "string") return false;
  if (PLACEHOLDER.test(value) || MAP_PLACEHOLDERS.includes(value)) return true;
  return value.includes("-") && (value.match(NUMBERS) ?? []).some((number) => isNumberToken(Number.parseFloat(number)));
}

/** A text with each of its references, whole placeholders, taken out. */
export function withoutReferences(text: string): string {
  return text.replace(REFERENCE, " ");
}

function isNumberToken(value: number): boolean {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return NUMBER_PLACEHOLDERS.includes(bytes.getUint16(0));
}

/** What is said of a placeholder. */
export function tokenFinding(path: YamlPath, got: string): Finding {
  return finding("token-in-text", printPath(path), {
    message: `a placeholder of CDK for Terraform, expected text that stands for itself, got \`${shorten(got)}\``,
    help: "write the text or number out: CDK for Terraform would put an attribute of another resource in its place",
  });
}
