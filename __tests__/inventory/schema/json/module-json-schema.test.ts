import Ajv from "ajv";
import { parse } from "yaml";
import { clusterJsonSchema } from "../../../../lib/inventory/schema/json/json-schema";
import { DEFAULT_VERSION, moduleVariables, NEWEST_VERSION } from "../../../../lib/module/module-table";
import { variableShape } from "../../../../lib/module/module-shape";
import { fieldsOf } from "../../../support/terraform/provider-schema";
import { HEAD, refused } from "../../module-yaml";

const SCHEMA = fieldsOf(JSON.parse(clusterJsonSchema()));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(SCHEMA);

/** What an editor underlines of a file. */
function underlined(text: string): string[] {
  const file: unknown = parse(`${HEAD}${text}`);
  return validate(file)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

const STATES = `  remote_states:
    network: { s3: { bucket: states, key: network, region: ap-northeast-2 } }
`;

/** References where each kind of value stands: a bool, a number, a text, an object, a list, one of a list, one of a map, a group. */
const REFERENCES = `eks_managed_node_groups:
  blue:
    create: REF
    min_size: REF
    ami_id: REF
    metadata_options: REF
    subnet_ids: REF
    vpc_security_group_ids: [sg-0a1b2c3d, REF]
    labels: { team: REF }
    block_device_mappings:
      root: { ebs: { encrypted: REF, kms_key_id: REF, volume_size: REF } }
    remote_access: REF
    taints: { dedicated: REF }
  green: REF
eks_managed_node_group_defaults: { enable_monitoring: REF, update_config: REF }
self_managed_node_groups:
  own: { create_access_entry: REF, instance_refresh: REF, iam_role_additional_policies: { ssm: REF } }
fargate_profiles:
  jobs: { create_iam_role: REF, selectors: [{ namespace: REF }], timeouts: REF }
cluster_addons:
  coredns: { most_recent: REF, timeouts: REF, configuration_values: REF }
  vpc-cni: REF
node_security_group_additional_rules:
  nodes: { type: ingress, protocol: tcp, self: REF, from_port: REF, to_port: 443, cidr_blocks: [REF] }
`.replaceAll("REF", "{ from: network, output: it }");

function withStates(text: string): string {
  return HEAD.replace(
    /terraform: \{ (.*) \}\n/,
    (_, fields: string) => `terraform:\n  ${fields.replace(", ", "\n  ")}\n${STATES}`,
  ).concat(text);
}

describe("moduleProperties", () => {
  test("an editor takes a reference wherever the command takes one", () => {
    expect(refused("", withStates(REFERENCES))).toEqual([]);
    expect(underlined(REFERENCES)).toEqual([]);
  });

  test.each([
    "eks_managed_node_groups: { blue: { create: { form: network, output: it } } }\n",
    "eks_managed_node_groups: { blue: { metadata_options: { from: network, ouput: it } } }\n",
    "eks_managed_node_groups: { blue: { create: maybe } }\n",
    "fargate_profiles: { jobs: { selectors: [{ namespac: jobs }] } }\n",
    "cluster_addons: { coredns: { timeouts: { craete: 10m } } }\n",
  ])("and underlines what the command refuses: %s", (text) => {
    expect(refused(text)).not.toEqual([]);
    expect(underlined(text)).not.toEqual([]);
  });

  test("fields and variables of v21 alone are taken, as the command takes them with such a version", () => {
    const text = `module: { version: ${NEWEST_VERSION} }
aws_auth: { create_aws_auth_configmap: false, manage_aws_auth_configmap: false }
authentication_mode: API
deletion_protection: true
control_plane_scaling_config: { tier: standard }
eks_managed_node_groups:
  blue:
    kubernetes_version: "1.33"
    security_group_name: blue
    node_repair_config: { enabled: true, max_parallel_nodes_repaired_count: 1 }
`;
    expect(moduleVariables("eks", DEFAULT_VERSION)?.has("deletion_protection")).toBe(false);
    const head = HEAD.replace("region:", 'providers: { aws: ">= 6.28, < 7.0" }, region:');
    expect(refused("", `${head}${text}`)).toEqual([]);
    expect(underlined(text)).toEqual([]);
  });

  const groups = ["eks-managed-node-group", "self-managed-node-group", "fargate-profile"] as const;

  test.each(groups)("every field that a group of %s has in either version is completed", (part) => {
    const name = part.replaceAll("-", "_");
    const { [name]: definition } = fieldsOf(SCHEMA.definitions);
    const completed = Object.keys(fieldsOf(fieldsOf(definition).properties));
    const known = [DEFAULT_VERSION, NEWEST_VERSION].flatMap((version) => {
      const shape = variableShape("eks", version, `${name}s`);
      return shape?.kind === "map" && shape.of.kind === "object" ? [...shape.of.fields.keys()] : [];
    });
    expect(known.length).toBeGreaterThan(40 * Number(part !== "fargate-profile"));
    expect(completed.sort()).toEqual([...new Set(known)].sort());
  });

  test.each([
    ["eks_managed_node_group", "max_size", "Most nodes. Default: 3."],
    ["eks_managed_node_group", "enable_efa_only", "Default: `false`, of v21 `true`."],
    ["eks_managed_node_group", "create_launch_template", "Default: `true`."],
    ["eks_managed_node_group", "placement_group_strategy", "Default: `cluster`."],
    ["eks_managed_node_group", "force_update_version", undefined],
    ["self_managed_node_group", "instance_type", "Instance type of a self-managed group. Default: `m6i.large`."],
    ["self_managed_node_group", "wait_for_capacity_timeout", undefined],
    ["fargate_profile", "create_iam_role", "Whether a role is made. Default: true; false with iam_role_arn."],
  ])("an editor shows of %s.%s: %s", (definition, field, words) => {
    const { [definition]: group } = fieldsOf(SCHEMA.definitions);
    const { [field]: shown } = fieldsOf(fieldsOf(group).properties);
    expect(fieldsOf(shown).description).toBe(words);
  });

  test("an editor shows the default of a variable of the module, and none where it is an empty map", () => {
    const properties = fieldsOf(SCHEMA.properties);
    const shown = (name: string): unknown => fieldsOf(properties[name]).description;
    expect(shown("cluster_security_group_use_name_prefix")).toBe("A variable of the module. Default: `true`.");
    expect(shown("eks_managed_node_groups")).toBe("Managed node groups, by a name of your choice.");
  });
});
