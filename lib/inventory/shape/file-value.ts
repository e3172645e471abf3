import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { unknownKeyMessage } from "../finding/unknown-key";
import { camelCase } from "../schema/camel-keys";
import { EMPTY_IS_NONE, isEmptyMap } from "../schema/empty-sections";
import { childOf, keysOf, type Schema } from "../schema/schema-walk";
import { printPath, type YamlPath } from "../../yaml/yaml-node";
import { DEEPEST_NESTING } from "../../yaml/yaml-nesting";

/** A definition as its cluster file would have it, ready for the schema; keys that no file has are told, and left out. */
export interface FileValue {
  readonly value: unknown;
  readonly unknown: readonly Finding[];
  /** What holds itself, or others too deep: left out, as no file could have it. */
  readonly endless: readonly Finding[];
}

/** Takes a definition back to the words of its file: `accessEntries` to `access_entries`, names that somebody chose as they are. */
export function fileValue(definition: unknown, schema: Schema): FileValue {
  const found: Pick<Place, "unknown" | "endless"> = { unknown: [], endless: [] };
  return { value: read(definition, schema, { path: [], ...found }), ...found };
}

interface Place {
  readonly path: YamlPath;
  readonly unknown: Finding[];
  readonly endless: Finding[];
}

function read(value: unknown, schema: Schema, { path, unknown, endless }: Place): unknown {
  if (path.length > DEEPEST_NESTING) {
    endless.push(nestedTooDeep(path));
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item, i) => read(item, childOf(schema, i), { path: [...path, i], unknown, endless }));
  }
  if (typeof value !== "object" || value === null) return value;
  const names = namesOf(schema);
  const entries = Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const name = names === undefined ? key : names.get(key);
    if (name === undefined) unknown.push(unknownKey([...path, key], [...(names ?? new Map<string, string>()).keys()]));
    if (name === undefined || item === undefined) return [];
    if (path.length === 0 && EMPTY_IS_NONE.includes(name) && isEmptyMap(item)) return [];
    return [[name, read(item, childOf(schema, name), { path: [...path, name], unknown, endless })] as const];
  });
  return Object.fromEntries(entries);
}

/** Keys of a section as a definition has them, and as a file has them; undefined where people choose them. */
function namesOf(schema: Schema): ReadonlyMap<string, string> | undefined {
  const keys = keysOf(schema);
  return keys && new Map(keys.map((name) => [camelCase(name), name] as const));
}

function nestedTooDeep(path: YamlPath): Finding {
  return finding("yaml-nesting", printPath(path.slice(0, 1)), {
    message: `nested too deep, expected at most ${DEEPEST_NESTING} levels`,
    help: "write values that hold no others of their own kind: nothing in a cluster file needs that many",
  });
}

function unknownKey(path: YamlPath, known: readonly string[]): Finding {
  const key = String(path.at(-1));
  const near = didYouMean(key, known);
  return finding("key-unknown", printPath(path), {
    message: unknownKeyMessage(key, known),
    help: near === undefined ? "delete it" : `did you mean \`${near}\`?`,
  });
}
