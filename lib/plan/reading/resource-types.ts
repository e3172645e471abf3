/** The ConfigMap as a whole, by either provider that makes ConfigMaps as such. */
export const CONFIG_MAPS = ["kubernetes_config_map", "kubernetes_config_map_v1"] as const;

/** Keys of a ConfigMap that something else makes. */
export const CONFIG_MAP_KEYS = ["kubernetes_config_map_v1_data"] as const;

/** Any object of Kubernetes, the ConfigMap among them. */
export const MANIFESTS = ["kubernetes_manifest", "kubectl_manifest"] as const;

/** Role bindings of one namespace, and of the whole cluster. */
export const ROLE_BINDINGS = ["kubernetes_role_binding", "kubernetes_role_binding_v1"] as const;

/** Roles of one namespace. */
export const ROLES = ["kubernetes_role", "kubernetes_role_v1"] as const;

/** Cluster roles. */
export const CLUSTER_ROLES = ["kubernetes_cluster_role", "kubernetes_cluster_role_v1"] as const;

/** Cluster role bindings. */
export const CLUSTER_ROLE_BINDINGS = ["kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1"] as const;

/** IAM principals that a plan can make. */
export const IAM_PRINCIPALS = ["aws_iam_role", "aws_iam_user", "awscc_iam_role", "awscc_iam_user"] as const;

/** Permission sets of IAM Identity Center: each has a role in the accounts to which it is assigned. */
export const PERMISSION_SETS = ["aws_ssoadmin_permission_set", "awscc_sso_permission_set"] as const;

/** Groups and users of IAM Identity Center that may use a permission set in an account. */
export const ASSIGNMENTS = ["aws_ssoadmin_account_assignment", "awscc_sso_assignment"] as const;

/** Resources of AWS that say by `cluster_name` whose they are. */
export const OF_A_CLUSTER: readonly string[] = [
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_node_group",
  "aws_eks_fargate_profile",
  "aws_eks_capability",
  "aws_eks_identity_provider_config",
];

/** Every type of resource or data source that tells something of who can reach a cluster. */
export const TYPES_OF_INTEREST: ReadonlySet<string> = new Set([
  "aws_eks_cluster",
  ...OF_A_CLUSTER,
  "aws_iam_instance_profile",
  "aws_iam_session_context",
  "aws_caller_identity",
  "aws_partition",
  "terraform_data",
  ...CONFIG_MAPS,
  ...CONFIG_MAP_KEYS,
  ...MANIFESTS,
  ...ROLE_BINDINGS,
  ...CLUSTER_ROLE_BINDINGS,
  ...ROLES,
  ...CLUSTER_ROLES,
  ...IAM_PRINCIPALS,
  ...PERMISSION_SETS,
  ...ASSIGNMENTS,
]);

/** Whether `type` is one of a closed list. */
export function isOneOf<T extends string>(types: readonly T[], type: string): type is T {
  return types.some((one) => one === type);
}
