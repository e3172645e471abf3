import { compareText } from "../../lib/finding/text-order";

/**
 * JSON as cdktf writes it: keys sorted, two spaces deeper with each level, a line even for what an empty list or map does not
 * hold.
 */
export function jsonText(value: unknown, indent = "\n"): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${jsonText(item ?? null, inner)}`);
    return `[${items.join(",")}${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([one], [other]) => compareText(one, other))
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${jsonText(item, inner)}`);
  return `{${fields.join(",")}${indent}}`;
}
