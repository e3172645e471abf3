import { nameInVersion } from "../../module/name-in-version";
import { type Shape, variableShape } from "../../module/module-shape";
import { isModuleVariable } from "../definition/module/module-variables";
import type { PlacedFinding } from "../finding/located-finding";
import { heldVersion } from "../schema/sections/module";
import { nodeAt, placeOf, type YamlEntry, type YamlNode, type YamlPath, type YamlScalar } from "../../yaml/yaml-node";
import { losesText } from "./plain-value";

/** A file with `render: module`: its variables of the module as plain values, and the rest of it. */
export interface SplitFile {
  /** By name, as the module has them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly rest: YamlNode;
  readonly findings: readonly PlacedFinding[];
}

/** Takes what goes to the module as it is out of a file that calls it; undefined for any other file. */
export function splitModuleFile(root: YamlNode): SplitFile | undefined {
  const render = nodeAt(root, ["render"]);
  if (root.kind !== "map" || render?.kind !== "scalar" || render.value !== "module") return undefined;
  const [version, source] = ["version", "source"].map((key) => textAt(root, ["module", key]));
  const called = heldVersion({
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { source }),
  });
  const findings: PlacedFinding[] = [];
  const [own, rest] = [new Map<string, unknown>(), new Map<string, YamlEntry>()];
  for (const [key, entry] of root.entries) {
    if (!isModuleVariable(key) && !(key === "tags" && isReferring(entry.value))) {
      rest.set(key, entry);
      continue;
    }
    const shape = variableShape("eks", called, nameInVersion(key, called) ?? key);
    own.set(key, plainOf({ root, findings }, entry.value, { shape, path: [key] }));
  }
  return { variables: Object.fromEntries(own), rest: { ...root, entries: rest }, findings };
}

/** Whether tags are a reference, or one of them is: the module gets them as they are. */
function isReferring(tags: YamlNode): boolean {
  const entries = tags.kind === "map" ? [...tags.entries] : [];
  return entries.some(([key, { value }]) => value.kind === "map" || (/^(?:from|module)$/.test(key) && isPaired(tags)));
}

function isPaired(tags: YamlNode): boolean {
  return tags.kind === "map" && tags.entries.size === 2 && tags.entries.has("output");
}

function textAt(root: YamlNode, path: YamlPath): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === "scalar" ? node.source.replace(/^["']|["']$/g, "") : undefined;
}

interface Reading {
  readonly root: YamlNode;
  readonly findings: PlacedFinding[];
}

interface Expected {
  readonly shape: Shape | undefined;
  readonly path: YamlPath;
}

function plainOf(reading: Reading, node: YamlNode, { shape, path }: Expected): unknown {
  switch (node.kind) {
    case "scalar":
      return scalarOf(reading, node, { shape, path });
    case "list":
      return node.items.map((item, i) => plainOf(reading, item, { shape: within(shape, i), path: [...path, i] }));
    case "map":
      return Object.fromEntries(
        [...node.entries].map(([key, { value }]) => [
          key,
          plainOf(reading, value, { shape: within(shape, key), path: [...path, key] }),
        ]),
      );
  }
}

/** Numbers in the place of texts as written. */
function scalarOf({ root, findings }: Reading, { value, source }: YamlScalar, { shape, path }: Expected): unknown {
  if (typeof value !== "number" || shape?.kind !== "string") return value;
  if (String(value) !== source) findings.push({ finding: losesText(path, source, value), at: placeOf(root, path) });
  return source;
}

function within(shape: Shape | undefined, step: string | number): Shape | undefined {
  if (shape?.kind === "list" || shape?.kind === "map") return shape.of;
  if (shape?.kind !== "object") return undefined;
  return typeof step === "number" ? shape : shape.fields.get(step);
}
