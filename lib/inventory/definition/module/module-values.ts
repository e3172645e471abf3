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
  /**
   * Whether it is one of a list or map: `{}` is none of what an argument or a field makes, where the version declares `any`.
   * @default false
   */
  readonly isItem?: boolean;
}

/** Above this many, a message does not list the keys that are known. */
const FEW_KEYS = 10;

/**
 * What a module would drop without a word, or refuse: keys that it does not read, at any depth, keys that it needs and that are
 * missing, and values of another kind. Texts,
 * numbers and truth values become each other where Terraform makes them so; lists of objects and maps of them serve alike where
 * the module declares `any`, for it goes over both.
 */
export function moduleValueFindings(written: ModuleValue): Finding[] {
  const { value, path, shape } = written;
  if (value === null || value === undefined || moduleReference(value) !== undefined) return [];
  const misspelt = misspeltReference(value, shape);
  if (misspelt !== undefined) return [keyUnknown(`${path}.${misspelt.key}`, misspelt.key, misspelt.known)];
  if (shape.kind === "any") return [];
  switch (shape.kind) {
    case "list":
    case "map":
      return collectionFindings(written);
    case "object":
      return objectFindings(written);
    case "bool":
      return /^(?:true|false)$/.test(scalarText(value)) ? [] : [typeWrong(path, kindWords(shape), value)];
    case "number":
      return isNumber(value) ? [] : [typeWrong(path, kindWords(shape), value)];
    case "string":
      return typeof value === "object" ? [typeWrong(path, kindWords(shape), value)] : [];
  }
}

function collectionFindings({ value, path, shape, isDeclared = false }: ModuleValue): Finding[] {
  if (shape.kind !== "list" && shape.kind !== "map") return [];
  const isList = Array.isArray(value);
  const isEither = !isDeclared && shape.of.kind === "object" && typeof value === "object";
  if (!isEither && isList !== (shape.kind === "list")) return [typeWrong(path, kindWords(shape), value)];
  if (typeof value !== "object") return [typeWrong(path, kindWords(shape), value)];
  return itemsOf(value, path).flatMap((item) =>
    moduleValueFindings({ ...item, shape: shape.of, isDeclared, isItem: true }),
  );
}

function objectFindings({ value, path, shape, isDeclared = false, isItem = false }: ModuleValue): Finding[] {
  if (shape.kind !== "object") return [];
  if (Array.isArray(value) && value.length === 0 && !isDeclared && isArgument(path)) return [];
  if (typeof value !== "object" || Array.isArray(value)) return [typeWrong(path, kindWords(shape), value)];
  const [known, keys] = [[...shape.fields.keys()], Object.keys(value ?? {})];
  const isNone = keys.length === 0 && !isDeclared && !isItem;
  return [
    ...itemsOf(value, path).flatMap(({ key, ...item }) => {
      const field = shape.fields.get(key);
      return field === undefined
        ? [keyUnknown(item.path, key, known)]
        : moduleValueFindings({ ...item, shape: field, isDeclared });
    }),
    ...(isNone ? [] : keysMissing(shape, path, keys)),
  ];
}

/** Keys that an object needs, unless one that is written is meant to be it. */
function keysMissing(shape: ObjectShape, path: string, keys: readonly string[]): Finding[] {
  const known = [...shape.fields.keys()];
  const meant = keys.filter((key) => !shape.fields.has(key)).map((key) => nearest(key, known));
  return [...shape.fields].flatMap(([key, field]) => {
    if (shape.required?.has(key) !== true || keys.includes(key) || meant.includes(key)) return [];
    const help = `write \`${key}: ${placeholder(field)}\``;
    return [finding("key-missing", `${path}.${key}`, { message: `missing, expected ${kindWords(field)}`, help })];
  });
}

type ObjectShape = Extract<Shape, { kind: "object" }>;

const KIND_WORDS = { any: "a value", bool: "true or false", number: "a number", string: "text" } as const;
const PLACEHOLDERS = { any: "VALUE", bool: "true", number: "NUMBER", string: "TEXT" } as const;

function kindWords(shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return "a list";
    case "map":
    case "object":
      return "a map";
    case "any":
    case "bool":
    case "number":
    case "string":
      return KIND_WORDS[shape.kind];
  }
}

/** What stands for a value in a line to type, with the keys that it needs itself: `{ type: TEXT }`. */
function placeholder(shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return `[${placeholder(shape.of)}]`;
    case "map":
      return `{ NAME: ${placeholder(shape.of)} }`;
    case "object": {
      const needed = [...shape.fields].filter(([key]) => shape.required?.has(key));
      return needed.length === 0
        ? "{}"
        : `{ ${needed.map(([key, field]) => `${key}: ${placeholder(field)}`).join(", ")} }`;
    }
    case "any":
    case "bool":
    case "number":
    case "string":
      return PLACEHOLDERS[shape.kind];
  }
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
  const near = nearest(key, known);
  const expected = known.length <= FEW_KEYS ? `one of ${known.join(", ")}` : "one that the module reads";
  return finding("key-unknown", path, {
    message: `unknown key, expected ${expected}, got \`${key}\``,
    help: near === undefined ? longerNames(key, known) : `did you mean \`${near}\`?`,
  });
}

function nearest(key: string, known: readonly string[]): string | undefined {
  return nameAmong(key, known) ?? didYouMean(key, known);
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
