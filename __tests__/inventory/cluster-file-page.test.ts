import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EXAMPLES } from "../support/pages/cluster-file-examples";
import { clusterFilePage, everyProperty, exampleOf, typeOf, withDefinitions } from "../support/pages/cluster-file-page";

/** What tells a type in a schema. */
const KNOWN = ["type", "enum", "const", "anyOf", "$ref"];

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

  test("says a type for every key, `any` only where the schema takes anything", () => {
    const known = properties.filter(({ schema }) => KNOWN.some((word) => schema[word] !== undefined));
    expect(known.filter(({ schema }) => /\bany\b/.test(typeOf(schema))).map(named)).toEqual([]);
    expect(known.length).toBeGreaterThan(250);
  });

  test.each([
    ["subnet_ids", "list of text or a reference"],
    ["create_iam_role", "true or false or a reference"],
    ["cluster_ip_family", "`ipv4`, `ipv6` or a reference"],
    ["cluster_tags", "map of text or a reference"],
    ["eks_managed_node_groups", "map of maps or list of maps or a reference"],
    ["fargate_profile_defaults", "map or a reference"],
    ["cloudwatch_log_group_retention_in_days", "whole number from 0 or a reference"],
    ["leaving", "list of text"],
    ["migration.waves", "list of lists of text"],
    ["authentication_mode", "`CONFIG_MAP`, `API_AND_CONFIG_MAP`, `API`"],
  ])("says that %s is %s", (key, words) => {
    expect(properties.filter((it) => named(it) === key).map(({ schema }) => typeOf(schema))).toEqual([words]);
  });

  test("has an example for every key, whole, but for sections with a table of their own", () => {
    const without = properties.filter(({ path, schema }) => exampleOf(path, schema) === undefined).map(named);
    expect(without.filter((key) => !clusterFilePage().includes(`## \`${key}\`\n`))).toEqual([]);
    expect(clusterFilePage()).not.toMatch(/\.\.\.` \|/);
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
