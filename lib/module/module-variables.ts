/**
 * Variables of the module that are not rendered yet. A file that has one is refused: ignored, it would be a promise that
 * nobody keeps. With those of the cluster file they are all variables of the module.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/variables.tf
 */
export const UNSUPPORTED_VARIABLES = [
  "cluster_addons",
  "cluster_addons_timeouts",
  "cluster_identity_providers",
  "cluster_security_group_additional_rules",
  "cluster_security_group_description",
  "cluster_security_group_name",
  "cluster_security_group_tags",
  "cluster_security_group_use_name_prefix",
  "cluster_service_ipv6_cidr",
  "create",
  "create_cni_ipv6_iam_policy",
  "dataplane_wait_duration",
  "eks_managed_node_group_defaults",
  "eks_managed_node_groups",
  "enable_efa_support",
  "enable_kms_key_rotation",
  "fargate_profile_defaults",
  "fargate_profiles",
  "include_oidc_root_ca_thumbprint",
  "kms_key_administrators",
  "kms_key_aliases",
  "kms_key_deletion_window_in_days",
  "kms_key_description",
  "kms_key_enable_default_policy",
  "kms_key_override_policy_documents",
  "kms_key_owners",
  "kms_key_service_users",
  "kms_key_source_policy_documents",
  "kms_key_users",
  "node_security_group_additional_rules",
  "node_security_group_description",
  "node_security_group_enable_recommended_rules",
  "node_security_group_id",
  "node_security_group_name",
  "node_security_group_tags",
  "node_security_group_use_name_prefix",
  "putin_khuylo",
  "self_managed_node_group_defaults",
  "self_managed_node_groups",
] as const;

/** Whether the module has the variable and we do not render it yet. */
export function isUnsupportedVariable(name: string): boolean {
  return UNSUPPORTED_VARIABLES.some((variable) => variable === name);
}
