import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";

/** What an expression of Terraform gives. */
export type HclValue = unknown;

/** What makes Terraform stop, and `try` and `can` go on. */
export class HclError extends Error {}

/** Functions by name, `try` and `can` aside. */
export const FUNCTIONS: Readonly<Record<string, (...args: readonly HclValue[]) => HclValue>> = {
  base64decode: (value) => Buffer.from(textOf(value), "base64").toString("utf8"),
  concat: (...lists) => lists.flatMap(listOf),
  contains: (list, item) => listOf(list).some((one) => isSame(one, item)),
  distinct: (list) => listOf(list).filter((one, i, all) => all.findIndex((other) => isSame(other, one)) === i),
  floor: (value) => Math.floor(Number(value)),
  flatten: (list) => flattened(listOf(list)),
  jsondecode: (text) => parsed(textOf(text)),
  jsonencode: (value) => encoded(value),
  keys: (map) => Object.keys(mapOf(map)).sort(byText),
  length: (value) => (typeof value === "string" ? Array.from(value).length : Object.keys(collectionOf(value)).length),
  lower: (value) => textOf(value).toLowerCase(),
  join: (separator, list) => listOf(list).map(printed).join(textOf(separator)),
  max: (...numbers) => Math.max(...numbers.map(Number)),
  min: (...numbers) => Math.min(...numbers.map(Number)),
  range: (count) => Array.from({ length: Number(count) }, (_, i) => i),
  regex: (pattern, value) => matched(pattern, value),
  regexall: (pattern, value) => [...textOf(value).matchAll(patternOf(textOf(pattern)))].map(([found]) => found),
  replace: (value, old, by) => replaced(textOf(value), textOf(old), textOf(by)),
  reverse: (list) => [...listOf(list)].reverse(),
  sha256: (value) => createHash("sha256").update(textOf(value)).digest("hex"),
  sort: (list) => listOf(list).map(textOf).sort(byText),
  split: (separator, value) => textOf(value).split(textOf(separator)),
  startswith: (value, start) => textOf(value).startsWith(textOf(start)),
  substr: (value, start, length) => textOf(value).slice(Number(start), Number(start) + Number(length)),
  timecmp: (one, other) => Math.sign(timeOf(one) - timeOf(other)),
  toset: (list) => [...new Set(listOf(list).map(textOf))].sort(byText),
  trimspace: (value) => textOf(value).trim(),
  upper: (value) => textOf(value).toUpperCase(),
  values: (map) =>
    Object.entries(mapOf(map))
      .sort(([a], [b]) => byText(a, b))
      .map(([, value]) => value),
  yamldecode: (text) => decoded(textOf(text)),
};

export function isSame(one: HclValue, other: HclValue): boolean {
  return isDeepStrictEqual(one, other);
}

/** A value within a text. */
export function printed(value: HclValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new HclError("only texts, numbers and truths have a text");
}

export function listOf(value: HclValue): readonly HclValue[] {
  if (Array.isArray(value)) return value;
  throw new HclError("a list is expected");
}

export function mapOf(value: HclValue): Readonly<Record<string, HclValue>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new HclError("a map is expected");
}

/** Maps go in order of their keys. */
export function byText(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function collectionOf(value: HclValue): object {
  return Array.isArray(value) ? value : mapOf(value);
}

function textOf(value: HclValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new HclError("a text is expected");
}

function flattened(list: readonly HclValue[]): readonly HclValue[] {
  return list.flatMap((one) => (Array.isArray(one) ? flattened(one) : [one]));
}

function timeOf(value: HclValue): number {
  const time = Date.parse(textOf(value));
  if (Number.isNaN(time)) throw new HclError("a time is expected");
  return time;
}

/** As Go writes it: keys in order, `<`, `>` and `&` escaped. */
function encoded(value: HclValue): string {
  if (Array.isArray(value)) return `[${value.map(encoded).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value).sort(byText);
    const own = mapOf(value);
    return `{${keys.map((key) => `${encoded(key)}:${encoded(own[key])}`).join(",")}}`;
  }
  return JSON.stringify(value).replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`);
}

const parsed: (text: string) => HclValue = JSON.parse;

function decoded(text: string): HclValue {
  try {
    return parse(text);
  } catch {
    throw new HclError("no YAML");
  }
}

/** Go's pattern as one of JavaScript, as far as guards use what differs. */
function patternOf(pattern: string): RegExp {
  const isOfLines = pattern.startsWith("(?m)");
  const own = pattern.replace("(?m)", "").replaceAll("\\z", "$(?![\\s\\S])");
  return new RegExp(own, isOfLines ? "gm" : "g");
}

function matched(pattern: HclValue, value: HclValue): HclValue {
  const found = patternOf(textOf(pattern)).exec(textOf(value));
  if (found === null) throw new HclError("nothing matches");
  return found.length === 1 ? found[0] : found.slice(1);
}

function replaced(value: string, old: string, by: string): string {
  const isPattern = old.length > 1 && old.startsWith("/") && old.endsWith("/");
  return isPattern ? value.replace(patternOf(old.slice(1, -1)), by) : value.replaceAll(old, () => by);
}
