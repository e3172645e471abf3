/**
 * The codes that a value names: a text that is one, `[row-dead]` in a text or a pattern, `"code": "row-dead"` in JSON, in
 * whatever it holds. Codes of what is accepted (`accept`, with its reason) are no findings.
 */
export function namedCodes(
  value: unknown,
  codes: ReadonlySet<string>,
  inside: readonly object[] = [],
): ReadonlySet<string> {
  if (typeof value === "string") return codes.has(value) ? new Set([value]) : new Set(inText(value, codes));
  if (value instanceof RegExp || isPattern(value)) return new Set(inText(value.source.replaceAll("\\", ""), codes));
  if (typeof value !== "object" || value === null || inside.includes(value) || "reason" in value) return new Set();
  const parts: readonly unknown[] =
    value instanceof Map ? [...value.values()] : value instanceof Set ? [...value] : Object.values(value);
  return new Set(parts.flatMap((part) => [...namedCodes(part, codes, [...inside, value])]));
}

/** A pattern of another realm. */
function isPattern(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

function inText(text: string, codes: ReadonlySet<string>): string[] {
  const printed = text.matchAll(/\[([a-z-]+)\]|"(?:code|ruleId)": ?"([a-z-]+)"|title=([a-z-]+)::/g);
  return [...printed]
    .map(([, ...found]) => found.find((one) => one !== undefined) ?? "")
    .filter((one) => codes.has(one));
}
