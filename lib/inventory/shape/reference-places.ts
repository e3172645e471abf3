import type { YamlPath } from "../../yaml/yaml-node";

/**
 * Where a definition in TypeScript may refer to resources of other stacks: what is made around the cluster, and words about it.
 * `*` is any key or position. Who gets in, by which names, and where the state is has to be written out: gates, guards and
 * reviews read it.
 */
export const REFERENCE_PLACES: readonly string[] = [
  "vpc_id",
  "subnet_ids.*",
  "control_plane_subnet_ids.*",
  "cluster_security_group_id",
  "cluster_additional_security_group_ids.*",
  "cluster_endpoint_public_access_cidrs.*",
  "cluster_service_ipv4_cidr",
  "cluster_version",
  "cluster_encryption_config.provider_key_arn",
  "cluster_remote_network_config.remote_node_networks.cidrs.*",
  "cluster_remote_network_config.remote_pod_networks.cidrs.*",
  "cluster_compute_config.node_role_arn",
  "outpost_config.outpost_arns.*",
  "cloudwatch_log_group_kms_key_id",
  "iam_role_arn",
  "iam_role_description",
  "iam_role_permissions_boundary",
  "iam_role_additional_policies.*",
  "node_iam_role_description",
  "node_iam_role_permissions_boundary",
  "node_iam_role_additional_policies.*",
  "cluster_encryption_policy_description",
  "tags.*",
  "cluster_tags.*",
  "cluster_encryption_policy_tags.*",
  "cloudwatch_log_group_tags.*",
  "iam_role_tags.*",
  "node_iam_role_tags.*",
  "access_entries.*.tags.*",
  "iam_roles.*.description",
  "iam_roles.*.tags.*",
  "iam_roles.*.policies.*",
  "iam_roles.*.inline_policies.*",
  "service_accounts.*.policies.*",
  "service_accounts.*.annotations.*",
  "terraform.default_tags.*",
  "terraform.assume_role.role_arn",
  "terraform.assume_role.external_id",
];

const PLACES = REFERENCE_PLACES.map((place) => place.split("."));

/** Whether a value at a place may be a reference, a token of cdktf. Arguments of other modules may, whatever they are. */
export function mayRefer(path: YamlPath): boolean {
  const [section, , argument] = path;
  if (section === "modules") return argument !== undefined && argument !== "source" && argument !== "version";
  return PLACES.some((place) => isAt(place, path));
}

function isAt(place: readonly string[], path: YamlPath): boolean {
  return place.length === path.length && place.every((step, i) => step === "*" || step === path[i]);
}
