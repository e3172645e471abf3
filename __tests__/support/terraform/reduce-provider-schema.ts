/**
 * Reduces what `terraform providers schema -json` prints to the resource types that the project renders, without
 * descriptions, so that tests can hold every synthesized JSON against it:
 *
 *     npx tsx __tests__/support/terraform/reduce-provider-schema.ts SCHEMAS.json[.gz] __tests__/fixtures/provider-schemas/NAME.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { fieldsOf } from "./provider-schema";

const TYPES = {
  resource_schemas: [
    "aws_cloudwatch_log_group",
    "aws_ec2_tag",
    "aws_eks_access_entry",
    "aws_eks_access_policy_association",
    "aws_eks_cluster",
    "aws_eks_pod_identity_association",
    "aws_iam_openid_connect_provider",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "kubernetes_annotations",
    "kubernetes_cluster_role_binding_v1",
    "kubernetes_config_map",
    "kubernetes_config_map_v1_data",
    "kubernetes_role_binding_v1",
    "kubernetes_service_account_v1",
  ],
  data_source_schemas: [
    "aws_caller_identity",
    "aws_eks_access_entry",
    "aws_eks_cluster",
    "aws_eks_cluster_auth",
    "aws_eks_clusters",
    "aws_eks_node_group",
    "aws_eks_node_groups",
    "aws_iam_openid_connect_provider",
    "aws_iam_policy_document",
    "aws_iam_role",
    "aws_iam_roles",
    "aws_iam_users",
    "aws_iam_session_context",
    "aws_partition",
    "aws_region",
    "kubernetes_config_map_v1",
  ],
  ephemeral_resource_schemas: ["aws_eks_cluster_auth"],
} as const;

const DROPPED = ["description", "description_kind", "deprecated", "sensitive", "version"];
const DROPPED_BLOCKS = ["endpoints"];

function reduced(schemas: unknown): unknown {
  const providers = Object.entries(fieldsOf(fieldsOf(schemas).provider_schemas));
  return Object.fromEntries(providers.map(([name, schema]) => [name, reducedProvider(fieldsOf(schema))]));
}

function reducedProvider(schema: Readonly<Record<string, unknown>>): unknown {
  const kinds = Object.entries(TYPES).map(([kind, types]) => {
    const known = fieldsOf(schema[kind]);
    return [kind, Object.fromEntries(types.filter((type) => type in known).map((type) => [type, bare(known[type])]))];
  });
  return { provider: bare(schema.provider), ...fieldsOf(Object.fromEntries(kinds)) };
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(fieldsOf(value)).filter(
    ([key, item]) => !(DROPPED.includes(key) && typeof item !== "object") && !DROPPED_BLOCKS.includes(key),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, bare(item)]));
}

function read(path: string): unknown {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
}

const [input, output] = process.argv.slice(2);
if (input === undefined || output === undefined) throw new Error("usage: reduce-provider-schema.ts INPUT OUTPUT");
writeFileSync(output, `${JSON.stringify(reduced(read(input)), null, 1)}\n`);
