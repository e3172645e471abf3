import type { ClusterDefinition } from "./cluster-definition";

/** What names the role of a cluster. */
interface ClusterRoleName {
  readonly clusterName: string;
  readonly iamRoleName?: string;
}

/** The name of the cluster's role, or its prefix. */
export function clusterRoleName({ iamRoleName, clusterName }: ClusterRoleName): string {
  return iamRoleName ?? `${clusterName}-cluster`;
}

/** What names the role of Auto Mode's nodes. */
interface AutoNodeRoleName {
  readonly clusterName: string;
  readonly nodeIamRoleName?: string;
}

/** The name of the role of Auto Mode's nodes, or its prefix. */
export function autoNodeRoleName({ nodeIamRoleName, clusterName }: AutoNodeRoleName): string {
  return nodeIamRoleName ?? `${clusterName}-eks-auto`;
}

/** A role by its whole name, and the key that gives it. */
interface NamedRole {
  readonly name: string;
  readonly path: "iam_role_name" | "node_iam_role_name";
}

/** The roles that a stack renders with the cluster under names without a generated suffix, by which IAM knows them already. */
export function namedClusterRoles(definition: ClusterDefinition): NamedRole[] {
  const { render, createIamRole, createNodeIamRole, clusterComputeConfig } = definition;
  if (render !== "resources") return [];
  const isOwn = createIamRole !== false && definition.iamRoleUseNamePrefix === false;
  const isAuto = clusterComputeConfig?.enabled === true && createNodeIamRole !== false;
  return [
    ...(isOwn ? [{ name: clusterRoleName(definition), path: "iam_role_name" } as const] : []),
    ...(isAuto && definition.nodeIamRoleUseNamePrefix === false
      ? [{ name: autoNodeRoleName(definition), path: "node_iam_role_name" } as const]
      : []),
  ];
}
