import { type Finding, findingsIn } from "../../finding/finding";

const finding = findingsIn("file");
const LONGEST_ROLE_NAME = 64;

/** A binding as the section `rbac_bindings` has it. */
interface Binding {
  readonly clusterRole?: string;
  readonly role?: string;
  readonly namespace?: string;
}

/** Bindings that name no role, or two. */
export function rbacBindingFindings(rbacBindings: Readonly<Record<string, Binding>> = {}): Finding[] {
  return Object.entries(rbacBindings).flatMap(([key, { clusterRole, role, namespace }]) => {
    const isBound = clusterRole === undefined ? role !== undefined && namespace !== undefined : role === undefined;
    if (isBound) return [];
    const message = "expected `cluster_role`, or `role` with `namespace`, got neither or both";
    return [
      finding("rbac-binding-role", `rbac_bindings.${key}`, {
        message,
        help: "keep one of them: `cluster_role: NAME`, or `role: NAME` with `namespace: NAMESPACE`",
      }),
    ];
  });
}

/** A role as the section `iam_roles` has it. */
interface NamedRole {
  readonly assumedBy: { readonly services?: readonly string[]; readonly principals?: readonly string[] };
}

/** Roles that nobody may take. */
export function iamRoleFindings(iamRoles: Readonly<Record<string, NamedRole>> = {}): Finding[] {
  return Object.entries(iamRoles).flatMap(([key, { assumedBy }]) => {
    if ((assumedBy.services ?? []).length + (assumedBy.principals ?? []).length > 0) return [];
    const message = "expected at least one of `services` and `principals`, got neither";
    return [
      finding("iam-role-nobody", `iam_roles.${key}.assumed_by`, {
        message,
        help: "name who may take the role: `services: [ec2.amazonaws.com]`, or ARNs under `principals`",
      }),
    ];
  });
}

/** An account as the section `service_accounts` has it. */
interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly roleName?: string;
}

/** The IAM name of a service account's role. */
export function accountRoleName(clusterName: string, { namespace, name, roleName }: Account): string {
  return roleName ?? `${clusterName}-${namespace}-${name}`;
}

/** Service accounts whose role has a name that IAM does not take. */
export function serviceAccountFindings(
  clusterName: string,
  serviceAccounts: Readonly<Record<string, Account>> = {},
): Finding[] {
  return Object.entries(serviceAccounts).flatMap(([key, account]) => {
    const name = accountRoleName(clusterName, account);
    if (name.length <= LONGEST_ROLE_NAME) return [];
    const message = `expected at most ${LONGEST_ROLE_NAME} characters, got \`${name}\``;
    return [
      finding("role-name-long", `service_accounts.${key}.role_name`, {
        message,
        help: "give it a shorter `role_name`",
      }),
    ];
  });
}

/** What decides the roles of a cluster, and which identity providers it has. */
export interface ClusterRoles {
  readonly createIamRole?: boolean;
  readonly iamRoleArn?: string;
  readonly iamRoleUseNamePrefix?: boolean;
  readonly clusterComputeConfig?: { readonly enabled?: boolean };
  readonly createNodeIamRole?: boolean;
  readonly nodeIamRoleUseNamePrefix?: boolean;
}

/** A cluster without a role. */
export function clusterRoleFindings({ createIamRole, iamRoleArn }: ClusterRoles): Finding[] {
  if (createIamRole !== false || iamRoleArn !== undefined) return [];
  const message = "expected the ARN of a role with `create_iam_role: false`, got nothing";
  return [
    finding("iam-role-missing", "iam_role_arn", {
      message,
      help: "write the ARN under `iam_role_arn`, or leave `create_iam_role` out: then the stack makes a role",
    }),
  ];
}

/** Roles that the module makes under a generated name, which nobody can import. */
export function importedRoleFindings(cluster: ClusterRoles): Finding[] {
  const { createIamRole, iamRoleUseNamePrefix, createNodeIamRole, nodeIamRoleUseNamePrefix } = cluster;
  const isAuto = cluster.clusterComputeConfig?.enabled === true;
  return [
    ...(createIamRole !== false && iamRoleUseNamePrefix !== false ? [nameUnknown("iam_role_use_name_prefix")] : []),
    ...(isAuto && createNodeIamRole !== false && nodeIamRoleUseNamePrefix !== false
      ? [nameUnknown("node_iam_role_use_name_prefix")]
      : []),
  ];
}

/** A role that is to be imported under a name that nobody knows; `variable` decides it. */
export function nameUnknown(variable: string): Finding {
  return finding("import-name-unknown", variable, {
    message: "expected `false` where the role is imported, got `true`",
    help: `write \`iam_role_name: NAME\`, the name that the role has, and \`${variable}: false\`: a role with another name would replace the cluster`,
  });
}
