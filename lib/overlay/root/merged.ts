import { parse } from "@cdktf/hcl2json";
import { type HclValue, hclValue } from "./hcl-value";
import { quotedAt } from "./quoted";
import { soleExpression } from "./template";

/** Objects that stand within expressions `merge(...)`, by their texts. */
export type MergedObjects = ReadonlyMap<string, HclValue>;

/** The arguments of `merge(...)`, each as it is written; undefined for any other value. */
export function mergeArguments(value: unknown): readonly string[] | undefined {
  const sole = typeof value === "string" ? soleExpression(value)?.trim() : undefined;
  const inner = /^merge\s*\(([^]*)\)$/.exec(sole ?? "")?.[1];
  return inner === undefined ? undefined : splitAtCommas(inner);
}

/** Reads every object that a `merge(...)` within some values names, those within them too. */
export async function mergedObjects(json: unknown): Promise<MergedObjects> {
  const found = new Map<string, HclValue>();
  for (const text of objectTexts(json)) {
    const value = await parsedObject(text);
    if (value === undefined) continue;
    found.set(text, value);
    for (const [inner, own] of await mergedObjects(value)) found.set(inner, own);
  }
  return found;
}

function objectTexts(json: unknown): string[] {
  if (typeof json === "string") return (mergeArguments(json) ?? []).filter((each) => each.startsWith("{"));
  if (typeof json !== "object" || json === null) return [];
  return Object.values(json).flatMap((each: unknown) => objectTexts(each));
}

async function parsedObject(text: string): Promise<HclValue | undefined> {
  try {
    const read: unknown = await parse("merge.tf", `value = ${text}\n`);
    const value = typeof read === "object" && read !== null && "value" in read ? hclValue(read.value) : undefined;
    return typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** At commas outside of brackets, strings and comments; undefined where the brackets do not pair, as in `merge(a).b(c)`. */
function splitAtCommas(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length;) {
    const quoted = quotedAt(text, at);
    const one = quoted === undefined ? text.charAt(at) : "";
    if (/[{[(]/.test(one)) depth += 1;
    if (/[}\])]/.test(one)) depth -= 1;
    if (depth < 0) return undefined;
    if (one === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
    at = quoted === undefined ? at + 1 : (quoted.end ?? text.length);
  }
  return [...parts, text.slice(start)].map(withoutComments).filter((part) => part !== "");
}

/** An argument without what is commented before and after it. */
function withoutComments(text: string): string {
  const own = text.trim();
  const rest = own.replace(/^(?:#|\/\/)[^\n]*(?:\n|$)|^\/\*[^]*?\*\//, "");
  return rest === own ? own : withoutComments(rest);
}
