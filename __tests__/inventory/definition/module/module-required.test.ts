import Ajv from "ajv";
import { parse } from "yaml";
import { moduleValueFindings } from "../../../../lib/inventory/definition/module/module-values";
import { clusterJsonSchema } from "../../../../lib/inventory/schema/json/json-schema";
import { type Shape, variableShape } from "../../../../lib/module/module-shape";
import { MODULE_PARTS, moduleVariables } from "../../../../lib/module/module-table";
import { leastFields, leastValue } from "../../../support/terraform/least-value";
import { fieldsOf } from "../../../support/terraform/provider-schema";
import { HEAD, refused } from "../../module-yaml";

const validate = new Ajv({ strict: false, validateFormats: false }).compile(fieldsOf(JSON.parse(clusterJsonSchema())));

/** A value that lacks one key which it needs, and where. */
interface Lacking {
  readonly value: unknown;
  readonly path: string;
}

/** A value for each key that is needed somewhere within a shape, without it: `{}` is none where it is no element. */
function lacking(shape: Shape, isElement = false): Lacking[] {
  switch (shape.kind) {
    case "list":
      return lacking(shape.of, true).map(({ value, path }) => ({ value: [value], path: `[0]${path}` }));
    case "map":
      return lacking(shape.of, true).map(({ value, path }) => ({ value: { blue: value }, path: `.blue${path}` }));
    case "object":
      return [
        ...[...(shape.required ?? [])].flatMap((key) => {
          const value = withAnother(shape, key);
          return isElement || Object.keys(value).length > 0 ? [{ value, path: `.${key}` }] : [];
        }),
        ...[...shape.fields].flatMap(([key, field]) =>
          lacking(field).map(({ value, path }) => ({
            value: { ...leastFields(shape), [key]: value },
            path: `.${key}${path}`,
          })),
        ),
      ];
    case "any":
    case "bool":
    case "number":
    case "string":
      return [];
  }
}

/** An object without a key that it needs, with another one where it needs no other. */
function withAnother(shape: Extract<Shape, { kind: "object" }>, key: string): Record<string, unknown> {
  const others = [...shape.fields].filter(([name]) => shape.required?.has(name) !== true).slice(0, 1);
  return { ...Object.fromEntries(others.map(([name, of]) => [name, leastValue(of)])), ...leastFields(shape, key) };
}

/** Arguments of other modules are in no schema; v21 takes `instance_refresh` without a strategy, and an editor takes what one version takes. */
const NOT_UNDERLINED = /^modules:|instance_refresh/;

const VARIABLES = ["20.37.2", "21.19.0"].flatMap((version) =>
  MODULE_PARTS.flatMap((part) =>
    [...(moduleVariables(part, version)?.keys() ?? [])].flatMap((variable) => {
      const shape = variableShape(part, version, variable);
      const all = shape === undefined ? [] : lacking(shape);
      return all.length === 0 || shape === undefined ? [] : [{ part, version, variable, shape, all }];
    }),
  ),
);

describe("a key that is needed at any depth", () => {
  test.each(VARIABLES)("$part $version $variable: its lack is refused, with its place and the line to type", (row) => {
    for (const { value, path } of row.all) {
      const found = moduleValueFindings({ value, path: row.variable, shape: row.shape });
      const key = path.split(".").at(-1) ?? "";
      expect(found.map((finding) => [finding.code, finding.path, finding.help])).toEqual([
        ["key-missing", `${row.variable}${path}`, expect.stringMatching(new RegExp(`^write \`${key}: .+\`$`))],
      ]);
    }
  });

  test("there are hundreds of them", () => {
    expect(VARIABLES.flatMap(({ all }) => all).length).toBeGreaterThan(250);
  });

  test.each([
    [
      "eks_managed_node_groups: { blue: { taints: { own: { key: dedicated, value: blue } } } }",
      "4:46 key-missing eks_managed_node_groups.blue.taints.own.effect: missing, expected text (write `effect: TEXT`)",
    ],
    [
      "eks_managed_node_groups: { blue: { taints: [{ value: blue, effect: NO_SCHEDULE }] } }",
      "4:45 key-missing eks_managed_node_groups.blue.taints[0].key: missing, expected text (write `key: TEXT`)",
    ],
    [
      "eks_managed_node_group_defaults: { taints: { own: { key: dedicated } } }",
      "4:46 key-missing eks_managed_node_group_defaults.taints.own.effect: missing, expected text (write `effect: TEXT`)",
    ],
    [
      "fargate_profiles: { jobs: { selectors: [{ labels: { team: jobs } }] } }",
      "4:41 key-missing fargate_profiles.jobs.selectors[0].namespace: missing, expected text (write `namespace: TEXT`)",
    ],
    [
      "cluster_addons: { vpc-cni: { pod_identity_association: [{ service_account: aws-node }] } }",
      "4:57 key-missing cluster_addons.vpc-cni.pod_identity_association[0].role_arn: missing, expected text (write `role_arn: TEXT`)",
    ],
    [
      "cluster_addons: { vpc-cni: { pod_identity_association: [{ role_arn: 'arn:aws:iam::111122223333:role/cni' }] } }",
      "4:57 key-missing cluster_addons.vpc-cni.pod_identity_association[0].service_account: missing, expected text (write `service_account: TEXT`)",
    ],
    [
      "node_security_group_additional_rules: { nodes: { protocol: tcp, to_port: 443, type: ingress, self: true } }",
      "4:41 key-missing node_security_group_additional_rules.nodes.from_port: missing, expected a number (write `from_port: NUMBER`)",
    ],
    [
      "cluster_remote_network_config: { remote_pod_networks: { cidrs: [10.0.0.0/16] } }",
      "4:1 key-missing cluster_remote_network_config.remote_node_networks: missing, expected a map (write `remote_node_networks: { cidrs: [TEXT] }`)",
    ],
    [
      "self_managed_node_groups: { own: { create_access_entry: false, instance_refresh: { triggers: [tag] } } }",
      "4:64 key-missing self_managed_node_groups.own.instance_refresh.strategy: missing, expected text (write `strategy: TEXT`)",
    ],
    [
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, create_access_entry: false, iam_policy_statements: [{ conditions: [{ test: StringEquals, variable: 'aws:x' }] }] } }",
      "4:150 key-missing modules.karpenter.iam_policy_statements[0].conditions[0].values: missing, expected a list (write `values: [TEXT]`)",
    ],
  ])("%s", (line, told) => {
    expect(refused(`${line}\n`)).toEqual([told]);
    if (!NOT_UNDERLINED.test(line)) expect(validate(parse(`${HEAD}${line}\n`))).toBe(false);
  });

  test("a misspelt key that is needed is told once", () => {
    expect(refused("fargate_profiles: { jobs: { selectors: [{ namespac: jobs }] } }\n")).toEqual([
      "4:53 key-unknown fargate_profiles.jobs.selectors[0].namespac: unknown key, expected one of labels, namespace, got `namespac` (did you mean `namespace`?)",
    ]);
  });

  test.each([
    "eks_managed_node_groups: { blue: { taints: { own: { from: network, output: taint } } } }\n",
    "eks_managed_node_groups: { blue: { taints: { own: { key: { from: network, output: it }, effect: NO_SCHEDULE } } } }\n",
    "eks_managed_node_groups: { blue: { enclave_options: {}, node_repair_config: {} } }\n",
  ])("nothing is missing in a reference, beside one, and in what is none: %s", (text) => {
    expect(refused(text).filter((line) => line.includes("key-missing"))).toEqual([]);
    expect(validate(parse(`${HEAD}${text}`))).toBe(true);
  });

  test("v21 takes no empty object in the place of one that needs a key", () => {
    const shape = variableShape("eks", "21.19.0", "control_plane_scaling_config");
    const found = shape && moduleValueFindings({ value: {}, path: "config", shape, isDeclared: true });
    expect(found?.map(({ code, path, help }) => [code, path, help])).toEqual([
      ["key-missing", "config.tier", "write `tier: TEXT`"],
    ]);
  });
});
