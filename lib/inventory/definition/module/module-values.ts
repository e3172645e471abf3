import { didYouMean } from "../../../finding/did-you-mean";
import type { Finding } from "../../../finding/finding";
import type { Shape } from "../../../module/module-shape";
import { nameAmong } from "../../../module/other-version-names";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { misspeltReference, moduleReference } from "./module-reference";

/** A value that goes to a module, and where it stands: `eks_managed_node_groups.blue.min_size`. */
export interface ModuleValue {
  readonly value: unknown;
  readonly path: string;
  /** What the module takes there. */
  readonly shape: Shape;
  /**
   * Whether the version declares it: a list is no map then, whatever its elements.
   * @default false: `any`, whose elements the module goes over
   */
  readonly isDeclared?: boolean;
}

/** Above this many, a message does not list the keys that are known. */
const FEW_KEYS = 10;

/**
 * What a module would drop without a word, or refuse: keys that it does not read, at any depth, and values of another kind. Texts,
 * numbers and truth values become each other where Terraform makes them so; lists of objects and maps of them serve alike where
 * the module declares `any`, for it goes over both.
 */
export function moduleValueFindings({ value, path, shape, isDeclared = false }: ModuleValue): Finding[] {
  if (value === null || value === undefined || moduleReference(value) !== undefined) return [];
  const misspelt = misspeltReference(value, shape);
  if (misspelt !== undefined) return [keyUnknown(`${path}.${misspelt.key}`, misspelt.key, misspelt.known)];
  if (shape.kind === "any") return [];
  switch (shape.kind) {
    case "list":
    case "map":
      return collectionFindings({ value, path, shape, isDeclared });
    case "object":
      return objectFindings({ value, path, shape, isDeclared });
    case "bool":
      return /^(?:true|false)$/.test(scalarText(value)) ? [] : [typeWrong(path, "true or false", value)];
    case "number":
      return isNumber(value) ? [] : [typeWrong(path, "a number", value)];
    case "string":
      return typeof value === "object" ? [typeWrong(path, "text", value)] : [];
  }
}

function collectionFindings({ value, path, shape, isDeclared = false }: ModuleValue): Finding[] {
  if (shape.kind !== "list" && shape.kind !== "map") return [];
  const isList = Array.isArray(value);
  const isEither = !isDeclared && shape.of.kind === "object" && typeof value === "object";
  if (!isEither && isList !== (shape.kind === "list"))
    return [typeWrong(path, shape.kind === "list" ? "a list" : "a map", value)];
  if (typeof value !== "object") return [typeWrong(path, shape.kind === "list" ? "a list" : "a map", value)];
  return itemsOf(value, path).flatMap((item) => moduleValueFindings({ ...item, shape: shape.of, isDeclared }));
}

function objectFindings({ value, path, shape, isDeclared = false }: ModuleValue): Finding[] {
  if (shape.kind !== "object") return [];
  if (Array.isArray(value) && value.length === 0 && !isDeclared && isArgument(path)) return [];
  if (typeof value !== "object" || Array.isArray(value)) return [typeWrong(path, "a map", value)];
  return itemsOf(value, path).flatMap(({ key, ...item }) => {
    const field = shape.fields.get(key);
    if (field === undefined) return [keyUnknown(item.path, key, [...shape.fields.keys()])];
    return moduleValueFindings({ ...item, shape: field, isDeclared });
  });
}

/** Whether it is an argument itself, and not what groups share: v18 had `[]` where v20 has `{}`, and v20 takes both as none. */
function isArgument(path: string): boolean {
  return /^(?:modules\.[^.]+\.)?[^.]+$/.test(path) && !path.endsWith("_defaults");
}

interface Item {
  readonly key: string;
  readonly value: unknown;
  readonly path: string;
}

function itemsOf(value: unknown, path: string): Item[] {
  if (Array.isArray(value))
    return value.map((item: unknown, i) => ({ key: String(i), value: item, path: `${path}[${i}]` }));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, item]: [string, unknown]) => ({ key, value: item, path: `${path}.${key}` }));
}

/** Of names that begin with what is written, so many are told. */
const FEW_LONGER = 3;

/** What is said of a key that a module does not read. */
export function keyUnknown(path: string, key: string, known: readonly string[]): Finding {
  const near = nameAmong(key, known) ?? didYouMean(key, known);
  const expected = known.length <= FEW_KEYS ? `one of ${known.join(", ")}` : "one that the module reads";
  return finding("key-unknown", path, {
    message: `unknown key, expected ${expected}, got \`${key}\``,
    help: near === undefined ? longerNames(key, known) : `did you mean \`${near}\`?`,
  });
}

/** Of `resolve_conflicts` those that say it in two. */
function longerNames(key: string, known: readonly string[]): string {
  const longer = known.filter((name) => name.startsWith(`${key}_`)).slice(0, FEW_LONGER);
  return longer.length === 0
    ? "delete it: the module drops what it does not read, without a word"
    : `did you mean ${longer.map((name) => `\`${name}\``).join(" or ")}?`;
}

function typeWrong(path: string, expected: string, value: unknown): Finding {
  const got = typeof value !== "object" ? `\`${scalarText(value)}\`` : Array.isArray(value) ? "a list" : "a map";
  return finding("type-wrong", path, { message: `wrong type, expected ${expected}, got ${got}` });
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value));
}

function scalarText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
