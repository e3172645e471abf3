import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { camelCase } from "../schema/camel-keys";
import { childOf, keysOf, type Schema } from "../schema/schema-walk";
import { printPath, type YamlPath } from "../../yaml/yaml-node";

/** A definition as its cluster file would have it, ready for the schema; keys that no file has are told, and left out. */
export interface FileValue {
  readonly value: unknown;
  readonly unknown: readonly Finding[];
}

/** Takes a definition back to the words of its file: `accessEntries` to `access_entries`, names that somebody chose as they are. */
export function fileValue(definition: unknown, schema: Schema): FileValue {
  const unknown: Finding[] = [];
  return { value: read(definition, schema, { path: [], unknown }), unknown };
}

interface Place {
  readonly path: YamlPath;
  readonly unknown: Finding[];
}

function read(value: unknown, schema: Schema, { path, unknown }: Place): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) => read(item, childOf(schema, i), { path: [...path, i], unknown }));
  }
  if (typeof value !== "object" || value === null) return value;
  const names = namesOf(schema);
  const entries = Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const name = names === undefined ? key : names.get(key);
    if (name === undefined) unknown.push(unknownKey([...path, key], [...(names ?? new Map<string, string>()).keys()]));
    if (name === undefined || item === undefined) return [];
    return [[name, read(item, childOf(schema, name), { path: [...path, name], unknown })] as const];
  });
  return Object.fromEntries(entries);
}

/** Keys of a section as a definition has them, and as a file has them; undefined where people choose them. */
function namesOf(schema: Schema): ReadonlyMap<string, string> | undefined {
  const keys = keysOf(schema);
  return keys && new Map(keys.map((name) => [camelCase(name), name] as const));
}

function unknownKey(path: YamlPath, known: readonly string[]): Finding {
  const key = String(path.at(-1));
  const near = didYouMean(key, known);
  return finding("key-unknown", printPath(path), {
    message: `unknown key, expected one that a definition has, got \`${key}\``,
    help: near === undefined ? "delete it" : `did you mean \`${near}\`?`,
  });
}
