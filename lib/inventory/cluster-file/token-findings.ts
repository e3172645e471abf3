import type { PlacedFinding } from "../finding/located-finding";
import { shorten } from "../../finding/shorten";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { keyPlaceOf, printPath, type YamlNode, type YamlPath } from "../../yaml/yaml-node";

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

/** Every negative number with an exponent, more than cdktf looks for: `-1.8881545897087827e+289`. */
const NUMBERS = /-[\d.]+e[+-]?\d+/gi;

/**
 * Placeholders of CDK for Terraform in the texts, keys and numbers of a file. cdktf replaces each of them, wherever it stands,
 * by what it stands for: an attribute of another resource. No escape keeps it as it is written.
 */
export function tokenFindings(root: YamlNode): PlacedFinding[] {
  return findingsIn(root, root, []);
}

function findingsIn(root: YamlNode, node: YamlNode, path: YamlPath): PlacedFinding[] {
  switch (node.kind) {
    case "scalar":
      return holdsToken(node.value) ? [{ at: node.at, finding: tokenIn(path, String(node.value)) }] : [];
    case "list":
      return node.items.flatMap((item, i) => findingsIn(root, item, [...path, i]));
    case "map":
      return [...node.entries].flatMap(([key, { value }]) => {
        const at: YamlPath = [...path, key];
        const own = holdsToken(key) ? [{ at: keyPlaceOf(root, at), finding: tokenIn(at, key) }] : [];
        return [...own, ...findingsIn(root, value, at)];
      });
  }
}

function holdsToken(value: string | number | boolean | null): boolean {
  if (typeof value === "number") return isNumberToken(value);
  if (typeof value !== "string") return false;
  if (PLACEHOLDER.test(value) || MAP_PLACEHOLDERS.includes(value)) return true;
  return (value.match(NUMBERS) ?? []).some((number) => isNumberToken(Number.parseFloat(number)));
}

function isNumberToken(value: number): boolean {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return NUMBER_PLACEHOLDERS.includes(bytes.getUint16(0));
}

function tokenIn(path: YamlPath, got: string) {
  return finding("token-in-text", printPath(path), {
    message: `a placeholder of CDK for Terraform, expected text that stands for itself, got \`${shorten(got)}\``,
    help: "write the text or number out: CDK for Terraform would put an attribute of another resource in its place",
  });
}
