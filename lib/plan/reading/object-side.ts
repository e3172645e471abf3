import { isRecord, listOf, recordOf } from "./json-value";
import type { Values } from "./terraform-plan";
import { type PlannedValue, known } from "./planned-value";

/** One side of an object: its attributes, and trees that say which of them are not told. */
export interface ObjectSide {
  readonly values: Values;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

/** Where an attribute stands: `["metadata", 0, "name"]`. */
type AttributePath = readonly (string | number)[];

/** What a side tells of an attribute; everything inside has to be told too. */
export function plannedValue(side: ObjectSide, path: AttributePath): PlannedValue<unknown> {
  if (marked(side.sensitive, path)) return { kind: "sensitive" };
  if (marked(side.unknown, path)) return { kind: "unknown" };
  const value = valueAt(side.values, path);
  return value === undefined || value === null ? { kind: "unset" } : known(value);
}

/** As {@link plannedValue}, of an attribute that holds a text; anything else counts as not known. */
export function plannedText(side: ObjectSide, path: AttributePath): PlannedValue<string> {
  const one = plannedValue(side, path);
  if (one.kind !== "value") return one;
  return typeof one.value === "string" ? known(one.value) : { kind: "unknown" };
}

/** As {@link plannedValue}, of a list of texts; null elements and others count as not known. */
export function plannedTexts(side: ObjectSide, path: AttributePath): PlannedValue<readonly string[]> {
  const one = plannedValue(side, path);
  if (one.kind !== "value") return one;
  const texts = listOf(one.value).filter((text) => typeof text === "string");
  return Array.isArray(one.value) && texts.length === one.value.length ? known(texts) : { kind: "unknown" };
}

/** The value at a path, or undefined. */
export function valueAt(value: unknown, path: AttributePath): unknown {
  return path.reduce<unknown>((inner, step) => childOf(inner, step), value);
}

/** Whether a tree of marks covers a path, or something inside it. */
function marked(tree: unknown, path: AttributePath): boolean {
  let inner = tree;
  for (const step of path) {
    if (inner === true) return true;
    inner = childOf(inner, step);
  }
  return hasMark(inner);
}

/** Whether something in a tree of marks is marked. */
export function hasMark(tree: unknown): boolean {
  if (tree === true) return true;
  if (Array.isArray(tree)) return tree.some(hasMark);
  return isRecord(tree) && Object.values(tree).some(hasMark);
}

/** The member of an object or element of a list, or undefined. */
export function childOf(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return typeof step === "number" ? listOf(value)[step] : undefined;
  return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Marks of either tree: what is sensitive on one side of a change is on the other, where the same value can stand. */
export function mergedMarks(a: unknown, b: unknown): unknown {
  if (a === true || b === true) return true;
  if (!hasMark(a)) return b;
  if (!hasMark(b)) return a;
  if (Array.isArray(a) && Array.isArray(b)) {
    return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => mergedMarks(childOf(a, i), childOf(b, i)));
  }
  const keys = [...new Set([...Object.keys(recordOf(a)), ...Object.keys(recordOf(b))])];
  return Object.fromEntries(keys.map((key) => [key, mergedMarks(childOf(a, key), childOf(b, key))]));
}
