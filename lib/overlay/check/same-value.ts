import { escaped } from "../root/hcl-scan";
import { type HclValue, hclValue, literalText } from "../root/hcl-value";
import { templateParts } from "../root/template";

/**
 * Whether a value of a root module is what a cluster file has, as far as it is literal: what Terraform would have to evaluate
 * may be anything, within a text too. Lists are compared without their order; what is empty or null is not there.
 */
export function sameValue(own: HclValue | undefined, wanted: unknown): boolean {
  if (isNothing(own) || isNothing(wanted)) return isNothing(own) && isNothing(wanted);
  if (typeof own === "string") {
    const text = literalText(own);
    return text === undefined ? mayBe(own, String(wanted)) : text === String(wanted);
  }
  if (Array.isArray(own)) return Array.isArray(wanted) && sameItems(own.map(hclValue), wanted);
  if (isMap(own)) return isMap(wanted) && sameKeys(own, wanted);
  return own === wanted;
}

/** The first way in a value of a root module to what differs from the cluster file's; undefined where nothing does. */
export function differingHclPath(own: HclValue | undefined, wanted: unknown): readonly string[] | undefined {
  if (sameValue(own, wanted)) return undefined;
  if (!isMap(own) || !isMap(wanted)) return [];
  const names = [...new Set([...Object.keys(own), ...Object.keys(wanted)])].sort();
  const name = names.find((each) => !sameValue(hclValue(own[each] ?? null), wanted[each]));
  if (name === undefined) return [];
  return [name, ...(differingHclPath(hclValue(own[name] ?? null), wanted[name]) ?? [])];
}

function sameItems(own: readonly HclValue[], wanted: readonly unknown[]): boolean {
  const left = [...wanted];
  for (const item of own) {
    const at = left.findIndex((other) => sameValue(item, other));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

/** Whether a text with expressions in it may come to another: what stands around them is there as it is. */
function mayBe(template: string, text: string): boolean {
  const parts = templateParts(template);
  // Directives, marks that trim, and texts with escapes of HCL come to something else than what stands there.
  if (parts === undefined || parts.some(({ kind, text: part }) => kind === "directive" || /^~|~$|[\\\n]/.test(part)))
    return true;
  const pieces = parts.map(({ kind, text: part }) => (kind === "text" ? escaped(withoutEscapes(part)) : ".*"));
  return new RegExp(`^${pieces.join("")}$`, "s").test(text);
}

function withoutEscapes(text: string): string {
  return text.replaceAll("$${", () => "${").replaceAll("%%{", "%{");
}

/** A key that Terraform would have to evaluate may be any. */
function sameKeys(own: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(own).map((key) => literalText(key));
  if (keys.includes(undefined)) return true;
  return [...new Set([...Object.keys(own), ...Object.keys(wanted)])].every((key) =>
    sameValue(hclValue(own[key] ?? null), wanted[key]),
  );
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isMap(value) && Object.values(value).every(isNothing);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
