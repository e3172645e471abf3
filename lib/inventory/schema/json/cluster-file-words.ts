import { clusterJsonSchema } from "./json-schema";

/** Every key that a cluster file may have, and every word of a closed set that may stand in it. */
export function clusterFileWords(): ReadonlySet<string> {
  const words = new Set<string>();
  const schema: unknown = JSON.parse(clusterJsonSchema());
  walk(schema, words);
  return words;
}

function walk(schema: unknown, words: Set<string>): void {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties" && isRecord(value)) for (const name of Object.keys(value)) words.add(name);
    if (key === "enum" || key === "const")
      for (const word of [value].flat()) if (typeof word === "string") words.add(word);
    walk(value, words);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
