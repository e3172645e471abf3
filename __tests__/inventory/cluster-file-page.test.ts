import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EXAMPLES } from "../support/pages/cluster-file-examples";
import { clusterFilePage, everyProperty, exampleOf, withDefinitions } from "../support/pages/cluster-file-page";

describe("docs/cluster-file.md", () => {
  const properties = everyProperty();

  test("is what the schema says", () => {
    expect(readFileSync(join(__dirname, "../../docs/cluster-file.md"), "utf8")).toBe(clusterFilePage());
  });

  test("has a meaning for every key", () => {
    expect(
      properties.filter(({ schema }) => (schema.description ?? "").replace(/^Default: .*$/, "") === "").map(named),
    ).toEqual([]);
  });

  test("has an example for every key, but for maps whose keys stand below them", () => {
    const without = properties.filter(({ path, schema }) => exampleOf(path, schema) === undefined);
    expect(
      without.filter((it) => !properties.some(({ path }) => named({ path }).startsWith(`${named(it)}.`))).map(named),
    ).toEqual([]);
  });

  test("has no example that the schema refuses", () => {
    const refused = properties.filter(({ path, schema }) => {
      const example = exampleOf(path, schema);
      const whole = withDefinitions(schema);
      return example !== undefined && isSchema(whole) && !z.fromJSONSchema(whole).safeParse(example).success;
    });
    expect(refused.map(named)).toEqual([]);
  });

  test("has no example of a key that is gone", () => {
    const keys = new Set(properties.flatMap((property) => [named(property), property.path.at(-1)]));
    expect(Object.keys(EXAMPLES).filter((key) => !keys.has(key))).toEqual([]);
  });
});

function named({ path }: { readonly path: readonly string[] }): string {
  return path.join(".");
}

function isSchema(value: unknown): value is z.core.JSONSchema.JSONSchema {
  return typeof value === "object" && value !== null;
}
