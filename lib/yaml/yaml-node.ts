import type { FilePlace } from "./file-place";

/** A value of a YAML file, with its places. Aliases stand for what they name. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

/** A map: its values by the text of their keys. */
export interface YamlMap extends Sized {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

/** A key of a map and its value. */
export interface YamlEntry {
  readonly at: FilePlace;
  readonly value: YamlNode;
}

/** A list. */
export interface YamlList extends Sized {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

/** A text, number, truth value or nothing. */
export interface YamlScalar extends Sized {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As it is written: `1.30`. */
  readonly source: string;
  /**
   * Whether it is a literal block (`|`), each line of which is a line of the file, the first after this one.
   * @default false
   */
  readonly isBlock?: boolean;
}

interface Sized {
  readonly at: FilePlace;
  /** How many values it is, itself counted. */
  readonly size: number;
}

/** Keys and positions from the top of a file: `["access_entries", "admin", "kubernetes_groups", 0]`. */
export type YamlPath = readonly (string | number)[];

/** The node at a path; undefined where there is none. */
export function nodeAt(root: YamlNode | undefined, path: YamlPath): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((node, step) => childOf(node, step), root);
}

/** `access_entries.admin.kubernetes_groups[0]` */
export function printPath(path: YamlPath): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}

/** The path that a text names: keys may hold dots, so the longest key that fits is taken. The rest finds no node. */
export function parsePath(root: YamlNode, text: string): YamlPath {
  const index = /^\[(\d+)\]\.?/.exec(text);
  const step = root.kind === "list" && index ? Number(index[1]) : keyIn(root, text);
  const child = step === undefined ? undefined : childOf(root, step);
  if (step === undefined || child === undefined) return text === "" ? [] : [text];
  const rest = index && typeof step === "number" ? text.slice(index[0].length) : afterKey(text, String(step));
  return [step, ...parsePath(child, rest)];
}

/**
 * Where to point for a path: at a scalar's value; at the key of a map or list, or of nothing. What is not there stands
 * for what it would be in.
 */
export function placeOf(root: YamlNode, path: YamlPath): FilePlace {
  let place = root.at;
  let node: YamlNode | undefined = root;
  for (const step of path) {
    const key: FilePlace | undefined = node.kind === "map" ? node.entries.get(String(step))?.at : undefined;
    const child: YamlNode | undefined = childOf(node, step);
    if (child === undefined) return place;
    node = child;
    place = key !== undefined && !isWritten(child) ? key : child.at;
  }
  return place;
}

/** Where the key at the end of a path stands. */
export function keyPlaceOf(root: YamlNode, path: YamlPath): FilePlace {
  const parent = nodeAt(root, path.slice(0, -1));
  const entry = parent?.kind === "map" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.at ?? placeOf(root, path);
}

function isWritten(node: YamlNode): boolean {
  return node.kind === "scalar" && node.source !== "";
}

function childOf(node: YamlNode | undefined, step: string | number): YamlNode | undefined {
  if (node?.kind === "map") return node.entries.get(String(step))?.value;
  return node?.kind === "list" && typeof step === "number" ? node.items[step] : undefined;
}

/** The longest key that a text begins with: asked by its possible ends, which are few, for maps have thousands of keys. */
function keyIn(node: YamlNode, text: string): string | undefined {
  if (node.kind !== "map") return undefined;
  const ends = [...text.matchAll(/[.[]/g)].map(({ index }) => index).reverse();
  return [text, ...ends.map((end) => text.slice(0, end))].find((key) => node.entries.has(key));
}

function afterKey(text: string, key: string): string {
  const rest = text.slice(key.length);
  return rest.startsWith(".") ? rest.slice(1) : rest;
}

/** A tree as plain values: texts, numbers, lists, objects. */
export function plainOf(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainOf);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
  }
}
