import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { clusterJsonSchema } from "../../../lib/inventory/schema/json-schema";
import { STAGES } from "../../../lib/migration/stage";

const SCHEMA: unknown = JSON.parse(clusterJsonSchema());

/** The part of a JSON Schema at a path of keys, as an editor walks it. */
function at(path: readonly string[]): Record<string, unknown> {
  let schema = SCHEMA;
  for (const key of path) {
    const { properties, additionalProperties, items } = record(schema);
    schema = record(properties)[key] ?? (key === "*" ? (items ?? additionalProperties) : undefined);
  }
  return record(schema);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Paths of all keys that a schema knows. */
function keys(schema: unknown, path: readonly string[] = []): string[][] {
  const { properties, additionalProperties, items } = record(schema);
  const own = Object.entries(record(properties)).flatMap(([key, inner]) => [
    [...path, key],
    ...keys(inner, [...path, key]),
  ]);
  const inner = items ?? additionalProperties;
  return typeof inner === "object" ? [...own, ...keys(inner, [...path, "*"])] : own;
}

const ajv = new Ajv({ strict: false, validateFormats: false });
const validate = ajv.compile(record(SCHEMA));

/** Whether an editor takes a file, as the schema says. */
function takes(variables: object): boolean {
  return validate({ cluster_name: "demo", render: "module", terraform: { region: "eu-west-1" }, ...variables });
}

describe("clusterJsonSchema", () => {
  test("clusters/cluster.schema.json is as the source says; `npm run schema` writes it", () => {
    const file = readFileSync(join(__dirname, "../../../clusters/cluster.schema.json"), "utf8");
    expect(file).toBe(clusterJsonSchema());
  });

  test("an editor completes migration.stage with the six stages", () => {
    expect(at(["migration", "stage"]).enum).toEqual([...STAGES]);
  });

  test.each([
    [["render"], ["resources", "access", "overlay", "module"]],
    [["authentication_mode"], ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"]],
    [
      ["migration", "retire"],
      ["empty", "forget"],
    ],
    [
      ["terraform", "kubernetes_auth"],
      ["ephemeral", "exec", "token", "kubeconfig"],
    ],
    [
      ["access_entries", "*", "policy_associations", "*", "access_scope", "type"],
      ["cluster", "namespace"],
    ],
  ])("an editor completes %j", (path, values) => {
    expect(at(path).enum).toEqual(values);
  });

  test("an editor underlines keys that are unknown, and those that are missing", () => {
    expect(at([]).additionalProperties).toBe(false);
    expect(at(["migration"]).additionalProperties).toBe(false);
    expect(at([]).required).toEqual(["cluster_name", "terraform"]);
    expect(at(["access_entries", "*"]).required).toEqual(["principal_arn"]);
  });

  test.each([
    [{ vpc_id: { from: "network", output: "vpc_id" } }, true],
    [{ vpc_id: { form: "network", output: "vpc_id" } }, false],
    [{ eks_managed_node_groups: { blue: { min_size: 1, taints: [{ key: "a", effect: "NO_SCHEDULE" }] } } }, true],
    [{ eks_managed_node_groups: { blue: { min_szie: 1 } } }, false],
    [{ eks_managed_node_groups: { blue: { block_device_mappings: { a: { ebs: { volume_size: 80 } } } } } }, true],
    [{ eks_managed_node_groups: { blue: { block_device_mappings: { a: { ebs: { volume_szie: 80 } } } } } }, false],
    [{ access_entries: { a: { principal_arn: "arn:aws:iam::111122223333:role/a", polcy_associations: {} } } }, false],
    [{ cluster_addons: { coredns: { most_recent: true } } }, true],
    [{ cluster_addons: { coredns: { most_recnt: true } } }, false],
  ])("an editor takes %j: %s", (variables, expected) => {
    expect(takes(variables)).toBe(expected);
  });

  test("fields of a node group are explained", () => {
    const { definitions } = record(SCHEMA);
    const group = record(record(record(definitions).eks_managed_node_group).properties);
    expect(record(group.min_size).description).toBe("Fewest nodes. Default: 0 or 1, by kind.");
  });

  test("every key says what it is when pointed at", () => {
    const silent = keys(SCHEMA).filter((path) => typeof at(path).description !== "string");
    expect(silent).toEqual([]);
  });
});
