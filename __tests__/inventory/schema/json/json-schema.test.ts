import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { clusterJsonSchema } from "../../../../lib/inventory/schema/json/json-schema";
import { MODULE_DESCRIPTIONS } from "../../../../lib/inventory/schema/json/module-descriptions";
import { listOf } from "../../../../lib/plan/reading/plan-shape";
import { STAGES } from "../../../../lib/migration/stage";

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

/** What people write of node groups, profiles and add-ons, by path. */
const USED = {
  "eks_managed_node_groups.*": [
    ...[
      "ami_id",
      "ami_release_version",
      "ami_type",
      "block_device_mappings",
      "capacity_type",
      "desired_size",
      "disk_size",
    ],
    ...["enable_monitoring", "iam_role_additional_policies", "iam_role_arn", "instance_types", "labels", "max_size"],
    ...["metadata_options", "min_size", "name", "pre_bootstrap_user_data", "subnet_ids", "taints", "update_config"],
    ...["use_name_prefix", "vpc_security_group_ids"],
  ],
  "self_managed_node_groups.*": [
    ...["ami_id", "ami_type", "bootstrap_extra_args", "create_access_entry", "desired_size", "iam_role_arn"],
    ...["instance_type", "max_size", "min_size", "name", "subnet_ids", "vpc_security_group_ids"],
  ],
  "fargate_profiles.*": ["create_iam_role", "iam_role_arn", "name", "selectors", "subnet_ids"],
  "cluster_addons.*": [
    ...["addon_version", "before_compute", "configuration_values", "most_recent", "pod_identity_association"],
    ...["resolve_conflicts_on_update", "service_account_role_arn"],
  ],
} as const;

/** Keys that an editor completes at a path, with what it shows of each: through references and alternatives, as language servers go. */
function completed(path: readonly string[]): ReadonlyMap<string, string> {
  let schemas = alternatives(SCHEMA);
  for (const key of path)
    schemas = schemas.flatMap((schema) => {
      const { properties, additionalProperties, items } = record(schema);
      return [record(properties)[key], ...(key === "*" ? [additionalProperties, items] : [])].flatMap(alternatives);
    });
  const found = schemas.flatMap((schema) => Object.entries(record(record(schema).properties)));
  return new Map(
    found.map(([name, field]) => {
      const { description } = record(field);
      return [name, typeof description === "string" ? description : ""];
    }),
  );
}

/** A schema and all that it refers to: `$ref`, `allOf`, `anyOf`; a reference of ours has no keys of a variable. */
function alternatives(schema: unknown): readonly unknown[] {
  const { $ref: reference, allOf, anyOf } = record(schema);
  if (reference === "#/definitions/reference") return [];
  const inner = [...listOf(allOf), ...listOf(anyOf)];
  const named =
    typeof reference === "string" ? [record(record(SCHEMA).definitions)[reference.replace(/^.*\//, "")]] : [];
  return [schema, ...[...inner, ...named].flatMap(alternatives)];
}

/** Names of all properties, wherever they stand. */
function everyKey(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(everyKey);
  return Object.entries(record(schema)).flatMap(([key, value]) => [
    ...(key === "properties" ? Object.keys(record(value)) : []),
    ...everyKey(value),
  ]);
}

const ajv = new Ajv({ strict: false, validateFormats: false });
const validate = ajv.compile(record(SCHEMA));

/** Whether an editor takes a file, as the schema says. */
function takes(variables: object): boolean {
  return validate({ cluster_name: "demo", render: "module", terraform: { region: "eu-west-1" }, ...variables });
}

describe("clusterJsonSchema", () => {
  test("clusters/cluster.schema.json is as the source says; `npm run schema` writes it", () => {
    const file = readFileSync(join(__dirname, "../../../../clusters/cluster.schema.json"), "utf8");
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

  test.each([
    [{ render: "module", create_kms_key: true, create_node_security_group: true }, true],
    [{ render: "resources", create_kms_key: true }, false],
    [{ render: "resources", create_kms_key: false }, true],
  ])("an editor takes %j: %s", (variables, expected) => {
    expect(takes(variables)).toBe(expected);
  });

  test.each(Object.entries(USED))("an editor completes and explains what people write in %s", (path, names) => {
    const fields = completed(path.split("."));
    const silent = names.filter((name) => (fields.get(name)?.length ?? 0) < 10);
    expect(silent).toEqual([]);
  });

  test("an editor shows what a field of a node group is, and completes no key that the module does not read", () => {
    const fields = completed(["eks_managed_node_groups", "*"]);
    expect(fields.get("min_size")).toBe("Fewest nodes. Default: 0 or 1, by kind.");
    expect(fields.get("ami_type")).toContain("AL2023_x86_64_STANDARD");
    expect([...fields.keys()]).not.toContain("min_szie");
    expect(completed(["eks_managed_node_groups", "*", "block_device_mappings", "*", "ebs"]).has("volume_size")).toBe(
      true,
    );
    expect([...completed(["eks_managed_node_group_defaults"]).keys()]).toEqual([...fields.keys()]);
  });

  test("nothing is explained that no key has", () => {
    const known = new Set([...everyKey(SCHEMA)]);
    expect(Object.keys(MODULE_DESCRIPTIONS).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(MODULE_DESCRIPTIONS).length).toBeGreaterThanOrEqual(50);
  });

  test("every key says what it is when pointed at", () => {
    const silent = keys(SCHEMA).filter((path) => typeof at(path).description !== "string");
    expect(silent).toEqual([]);
  });
});
