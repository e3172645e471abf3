/** Variables of modules/aws-auth, which v19 had in the module itself: in a cluster file they stand in their section. */
const IN_AWS_AUTH = [
  "create_aws_auth_configmap",
  "manage_aws_auth_configmap",
  "aws_auth_roles",
  "aws_auth_users",
  "aws_auth_accounts",
] as const;

/** Names that v17 to v19 had for what v20 calls otherwise; those of v21 follow a pattern, see {@link v21Names}. */
const RENAMED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(IN_AWS_AUTH.map((name) => [name, `aws_auth.${name}`])),
  aws_auth_fargate_profile_pod_execution_role_arns: "aws_auth.aws_auth_roles",
  aws_auth_node_iam_role_arns_non_windows: "aws_auth.aws_auth_roles",
  aws_auth_node_iam_role_arns_windows: "aws_auth.aws_auth_roles",
  cluster_create_security_group: "create_cluster_security_group",
  cluster_iam_role_name: "iam_role_name",
  cluster_log_retention_in_days: "cloudwatch_log_group_retention_in_days",
  eks_oidc_root_ca_thumbprint: "custom_oidc_thumbprints",
  iam_path: "iam_role_path",
  kubernetes_version: "cluster_version",
  manage_aws_auth: "aws_auth.manage_aws_auth_configmap",
  manage_cluster_iam_resources: "create_iam_role",
  map_accounts: "aws_auth.aws_auth_accounts",
  map_roles: "aws_auth.aws_auth_roles",
  map_users: "aws_auth.aws_auth_users",
  node_groups: "eks_managed_node_groups",
  permissions_boundary: "iam_role_permissions_boundary",
  subnets: "subnet_ids",
  worker_create_security_group: "create_node_security_group",
  worker_groups: "self_managed_node_groups",
  worker_groups_launch_template: "self_managed_node_groups",
};

/**
 * What v20, and with it a cluster file, calls a variable of another version of the module: `name` -> `cluster_name`,
 * `map_roles` -> `aws_auth.aws_auth_roles`. Undefined where no version that is known has it.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md; DOMAIN R50
 */
export function v20Name(variable: string, isKnown: (name: string) => boolean): string | undefined {
  if (Object.hasOwn(RENAMED, variable)) return RENAMED[variable];
  return v21Names(variable).find(isKnown);
}

/** Which of some names is that of another version for one that is none of them: `cluster_version` of a group is `kubernetes_version` in v21. */
export function nameAmong(name: string, known: readonly string[]): string | undefined {
  const later = known.find((each) => each !== name && v20Name(each, (one) => one === name) === name);
  if (later !== undefined) return later;
  const v20 = v20Name(name, (each) => known.includes(each));
  return v20 !== undefined && known.includes(v20) ? v20 : undefined;
}

/** v21 left `cluster_` out of names, at their beginning or behind the verb: `create_security_group`. */
function v21Names(variable: string): string[] {
  return [`cluster_${variable}`, variable.replace(/^([a-z]+)_/, "$1_cluster_")];
}
