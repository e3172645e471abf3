import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const CLUSTERS = join(__dirname, "../../../clusters");

const HEAD = `# The cluster file

Every key of a cluster file, made from its schema by \`npm run docs\`. An editor that reads the first line of a sample file
(\`# yaml-language-server: $schema=...\`) completes and checks the same keys. Keys under \`<key>\` have a name of your choice, \`[]\` is one
element of a list. **Required** is said of a key within the section that it belongs to. Special words stand in the [glossary](glossary.md).
`;

/** Examples of keys that no sample file has: by the last part of the path, or by the whole of it where that is not enough. */
export const EXAMPLES: Readonly<Record<string, unknown>> = {
  leaving: ["arn:aws:iam::111122223333:user/former-colleague"],
  tags: { team: "platform" },
  cluster_tags: { backup: "none" },
  cluster_encryption_policy_tags: { team: "platform" },
  iam_role_tags: { team: "platform" },
  node_iam_role_tags: { team: "platform" },
  cloudwatch_log_group_tags: { team: "platform" },
  default_tags: { managed_by: "terraform" },
  control_plane_subnet_ids: ["subnet-0c1b2c3d4e5f60003"],
  cluster_additional_security_group_ids: ["sg-0a1b2c3d4e5f60002"],
  cluster_endpoint_public_access_cidrs: ["203.0.113.0/24"],
  cluster_service_ipv4_cidr: "172.20.0.0/16",
  prefix_separator: "-",
  iam_role_name: "payments-cluster",
  iam_role_path: "/eks/",
  iam_role_description: "role of the control plane",
  iam_role_permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
  iam_role_additional_policies: { logs: "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess" },
  cluster_encryption_policy_name: "payments-encryption",
  cluster_encryption_policy_description: "use of the key of Secrets",
  cluster_encryption_policy_path: "/eks/",
  node_iam_role_name: "payments-auto",
  node_iam_role_path: "/eks/",
  node_iam_role_description: "role of Auto Mode's nodes",
  node_iam_role_permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
  node_iam_role_additional_policies: { ssm: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
  cloudwatch_log_group_retention_in_days: 30,
  cloudwatch_log_group_kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0",
  openid_connect_audiences: ["sts.example.com"],
  custom_oidc_thumbprints: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
  "terraform.backend": { local: { path: "../../../state/payments.tfstate" } },
  "terraform.backend.s3": { bucket: "demo-terraform-state", key: "eks/payments.tfstate", region: "eu-west-1" },
  kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0",
  dynamodb_table: "terraform-locks",
  profile: "platform",
  "terraform.backend.cloud": { organization: "example", workspaces: { name: "payments" } },
  "terraform.backend.remote": { organization: "example", workspaces: { name: "payments" } },
  hostname: "app.terraform.io",
  workspaces: { name: "payments" },
  "terraform.backend.cloud.workspaces.project": "platform",
  "terraform.backend.cloud.workspaces.tags": ["payments"],
  organization: "example",
  "terraform.backend.remote.workspaces.name": "payments",
  "terraform.backend.remote.workspaces.prefix": "eks-",
  "terraform.backend.local": { path: "../../../state/payments.tfstate" },
  "terraform.backend.local.path": "../../../state/payments.tfstate",
  assume_role: { role_arn: "arn:aws:iam::111122223333:role/terraform-apply" },
  external_id: "payments",
  config_path: "~/.kube/config",
  config_context: "payments",
  role_paths: { "arn:aws:iam::111122223333:role/ops": "arn:aws:iam::111122223333:role/teams/ops" },
  policy_associations: {
    admin: {
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      access_scope: { type: "cluster" },
    },
  },
  access_scope: { type: "namespace", namespaces: ["payments"] },
  sso: { permissionSetName: "Ops", accountID: "111122223333" },
  permissionSetName: "Ops",
  accountID: "111122223333",
  partition: "aws",
  aws_auth_accounts: ["111122223333"],
  "iam_roles.<key>.path": "/teams/",
  "iam_roles.<key>.description": "administrators of the cluster",
  assumed_by: { services: ["eks.amazonaws.com"] },
  policies: { cluster: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
  inline_policies: { list: '{"Version":"2012-10-17","Statement":[]}' },
  role_name: "payments-cloudwatch-agent",
  annotations: { "eks.amazonaws.com/sts-regional-endpoints": "true" },
  renamed: { ops: "platform" },
  "adopt.imported": ["nodes"],
  imported_without_associations: ["ops"],
  node_pools: ["general-purpose", "system"],
  control_plane_instance_type: "m5.large",
  outpost_arns: ["arn:aws:outposts:eu-west-1:111122223333:outpost/op-0a1b2c3d4e5f60001"],
  resources: ["secrets"],
  remote_node_networks: { cidrs: ["10.80.0.0/16"] },
  remote_pod_networks: { cidrs: ["10.85.0.0/16"] },
  "cluster_remote_network_config.remote_node_networks.cidrs": ["10.80.0.0/16"],
  "cluster_remote_network_config.remote_pod_networks.cidrs": ["10.85.0.0/16"],
  "cluster_timeouts.create": "45m",
  "cluster_timeouts.update": "90m",
  "terraform.providers.kubernetes": ">= 2.38, < 3",
  bucket: "demo-terraform-state",
  key: "network.tfstate",
  "terraform.remote_states.<key>.cloud.workspaces.name": "network",
  "terraform.remote_states.<key>.cloud.workspaces.project": "platform",
  "terraform.remote_states.<key>.cloud.workspaces.tags": ["network"],
  "terraform.remote_states.<key>.remote.workspaces.name": "network",
  "terraform.remote_states.<key>.remote.workspaces.prefix": "network-",
  "terraform.remote_states.<key>.local.path": "../../network/terraform.tfstate",
  "module.name": "eks",
  "module.aws_auth_name": "aws_auth",
  "module.aws_auth_source": "terraform-aws-modules/eks/aws//modules/aws-auth",
  "modules.<key>.version": "20.37.2",
  "outputs.<key>.module": "eks",
  "outputs.<key>.output": "cluster_endpoint",
  cluster_addons: { "vpc-cni": { most_recent: true } },
  cluster_addons_timeouts: { create: "30m" },
  cluster_identity_providers: { okta: { client_id: "kubernetes", issuer_url: "https://id.example.com" } },
  cluster_ip_family: "ipv4",
  cluster_security_group_additional_rules: {
    vpn: { protocol: "tcp", from_port: 443, to_port: 443, type: "ingress", cidr_blocks: ["10.0.0.0/8"] },
  },
  cluster_security_group_description: "the control plane",
  cluster_security_group_name: "payments-cluster",
  cluster_security_group_tags: { team: "platform" },
  cluster_service_ipv6_cidr: "fd00::/108",
  cloudwatch_log_group_class: "STANDARD",
  dataplane_wait_duration: "30s",
  eks_managed_node_group_defaults: { ami_type: "AL2023_x86_64_STANDARD" },
  eks_managed_node_groups: { main: { instance_types: ["m6i.large"], min_size: 1, max_size: 3 } },
  fargate_profile_defaults: { subnet_ids: ["subnet-0a1b2c3d4e5f60001"] },
  fargate_profiles: { batch: { selectors: [{ namespace: "batch" }] } },
  kms_key_administrators: ["arn:aws:iam::111122223333:role/security"],
  kms_key_aliases: ["eks/payments"],
  kms_key_deletion_window_in_days: 30,
  kms_key_description: "Secrets of payments",
  kms_key_override_policy_documents: ['{"Version":"2012-10-17","Statement":[]}'],
  kms_key_owners: ["arn:aws:iam::111122223333:role/security"],
  kms_key_service_users: ["arn:aws:iam::111122223333:role/backup"],
  kms_key_source_policy_documents: ['{"Version":"2012-10-17","Statement":[]}'],
  kms_key_users: ["arn:aws:iam::111122223333:role/payments-cluster"],
  node_security_group_additional_rules: {
    peers: { protocol: "-1", from_port: 0, to_port: 0, type: "ingress", self: true },
  },
  node_security_group_description: "the nodes",
  node_security_group_id: "sg-0a1b2c3d4e5f60003",
  node_security_group_name: "payments-node",
  node_security_group_tags: { team: "platform" },
  self_managed_node_group_defaults: { instance_type: "m6i.large" },
  self_managed_node_groups: { batch: { instance_type: "m6i.large", max_size: 3 } },
  "cluster_timeouts.delete": "30m",
};

export interface Property {
  readonly path: readonly string[];
  readonly required: boolean;
  readonly schema: JsonSchema;
}

const jsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});
type JsonSchema = z.infer<typeof jsonSchema>;

/** docs/cluster-file.md, from clusters/cluster.schema.json; examples come from the sample files where they have the key. */
export function clusterFilePage(): string {
  const sections = propertiesOf(rootSchema(), []);
  const single = sections.filter(({ schema }) => below(schema, []).length === 0);
  const nested = sections.filter((section) => !single.includes(section));
  return [
    HEAD,
    table("Keys of the cluster", single),
    ...nested.map((section) => table(`\`${section.path.join(".")}\``, below(section.schema, section.path), section)),
  ].join("\n");
}

/** Every key of the schema, sections before what stands in them. */
export function everyProperty(): readonly Property[] {
  return below(rootSchema(), []);
}

/** A schema of the file with what its references lead to. */
export function withDefinitions(schema: JsonSchema): JsonSchema {
  const { $schema, definitions } = rootSchema();
  return { ...schema, $schema, definitions };
}

/** What docs/cluster-file.md shows as the value of a key; undefined where it knows none. */
export function exampleOf(path: readonly string[], schema: JsonSchema): unknown {
  const own = EXAMPLES[path.join(".")] ?? EXAMPLES[path.at(-1) ?? ""];
  const sampled = samples().map((sample) => valueAt(sample, path));
  const types = [schema, ...(schema.anyOf ?? []).map((part) => jsonSchema.parse(part))].map(({ type }) => type);
  const usual = types.includes("boolean") ? false : undefined;
  return [own, ...sampled, schema.examples?.[0], schema.const, schema.enum?.[0], usual].find((it) => it !== undefined);
}

function rootSchema(): JsonSchema {
  return jsonSchema.parse(JSON.parse(readFileSync(join(CLUSTERS, "cluster.schema.json"), "utf8")));
}

function table(title: string, rows: readonly Property[], section?: Property): string {
  return [
    `## ${title}`,
    "",
    ...(section === undefined
      ? []
      : [`${oneLine(section.schema.description ?? "")}${section.required ? " Required." : ""}`, ""]),
    "| key | type | default | example | meaning |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(row),
    "",
  ].join("\n");
}

function row({ path, required, schema }: Property): string {
  const { meaning, stated } = withoutDefault(oneLine(schema.description ?? ""));
  const fallback = schema.default === undefined ? stated : JSON.stringify(schema.default);
  return [
    "",
    `\`${path.join(".")}\``,
    typeOf(schema),
    required ? "**required**" : (fallback ?? "-"),
    code(exampleOf(path, schema)),
    meaning,
    "",
  ]
    .map((cell) => cell.replaceAll("|", "\\|"))
    .join(" | ")
    .trim();
}

/** The sentence `Default: ...` or `Left out: ...` of a description, apart from what else it says. */
function withoutDefault(description: string): { meaning: string; stated?: string } {
  const match = /\b(?:Default|Left out): ((?:[^.]|\.(?=\S))+)\.?(?: |$)/.exec(description);
  if (match?.[1] === undefined) return { meaning: description };
  const meaning = description.replace(match[0], "").trim();
  return { meaning, stated: match[1].replace(/[<>]/g, (it) => `\\${it}`) };
}

function typeOf({ type, enum: values, minimum, maximum }: JsonSchema): string {
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(", ");
  const name = { string: "text", boolean: "true or false", integer: "whole number", array: "list", object: "map" };
  const words =
    typeof type === "string" ? ([...Object.entries(name)].find(([key]) => key === type)?.[1] ?? type) : "any";
  return minimum === undefined && maximum === undefined
    ? words
    : `${words}, ${String(minimum ?? "")} to ${String(maximum ?? "")}`;
}

function code(example: unknown): string {
  return example === undefined ? "-" : `\`${shortened(JSON.stringify(example))}\``;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

let parsed: readonly unknown[] | undefined;
function samples(): readonly unknown[] {
  parsed ??= readdirSync(CLUSTERS)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name): unknown => parse(readFileSync(join(CLUSTERS, name), "utf8")));
  return parsed;
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return typeof value === "object" && !Array.isArray(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return undefined;
  const inner =
    key === "<key>" || key === "[]"
      ? Object.values(value)
      : Object.entries(value)
          .filter(([name]) => name === key)
          .map(([, it]): unknown => it);
  return inner.map((it: unknown) => valueAt(it, rest)).find((it) => it !== undefined);
}

/** What stands below a section, sections before what stands in them. */
function below(schema: JsonSchema, path: readonly string[]): Property[] {
  const each = [...(schema.anyOf ?? []), schema].map((part) => jsonSchema.parse(part));
  return each.flatMap((part) => [
    ...propertiesOf(part, path).flatMap((property) => [property, ...below(property.schema, property.path)]),
    ...element(part.additionalProperties, [...path, "<key>"]),
    ...element(part.items, [...path, "[]"]),
  ]);
}

function element(value: unknown, path: readonly string[]): Property[] {
  const schema = jsonSchema.safeParse(value);
  return typeof value === "object" && schema.success ? below(schema.data, path) : [];
}

function propertiesOf(schema: JsonSchema, path: readonly string[]): Property[] {
  return Object.entries(schema.properties ?? {}).map(([key, value]) => ({
    path: [...path, key],
    required: schema.required?.includes(key) === true,
    schema: jsonSchema.parse(value),
  }));
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
