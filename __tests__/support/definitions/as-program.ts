import { parse } from "yaml";
import { camelCase } from "../../../lib/inventory/schema/camel-keys";
import { clusterFile } from "../../../lib/inventory/schema/cluster-file";
import { childOf, keysOf, type Schema } from "../../../lib/inventory/schema/schema-walk";

/** What a cluster file says as a program would write it, whether a stack takes it or not: keys in camelCase, names as they are. */
export function asProgram(text: string): object {
  const program = inProgram(parse(text), clusterFile);
  return typeof program === "object" && program !== null ? program : {};
}

function inProgram(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item, i) => inProgram(item, childOf(schema, i)));
  if (typeof value !== "object" || value === null) return value;
  const keys = keysOf(schema) === undefined ? (key: string) => key : camelCase;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [keys(key), inProgram(item, childOf(schema, key))]));
}
