/** What `aws` and `kubectl` print of clusters of account 111122223333, as text. */
const ACCOUNT = "111122223333";
const REGION = "ap-northeast-2";

/** A row of aws-auth. */
export type Row = Readonly<Record<string, unknown>>;

/** ARN of a role, its path in front of its name: `team/ops`. */
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
/** ARN of a user. */
export const userArn = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:user/${name}`;

/** The row of nodes. */
export const nodesRow = (name: string): Row => ({
  rolearn: roleArn(name),
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
});

/** `aws eks describe-cluster` */
export function describeCluster(name: string, authenticationMode: string): string {
  const arn = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${name}`;
  const identity = { oidc: { issuer: `https://oidc.eks.${REGION}.amazonaws.com/id/0123456789ABCDEF` } };
  const given = { name, arn, version: "1.31", status: "ACTIVE", platformVersion: "eks.18", identity };
  return JSON.stringify({ cluster: { ...given, accessConfig: { authenticationMode } } });
}

/** `aws eks describe-nodegroup` */
export function describeNodegroup(clusterName: string, role: string): string {
  const given = { nodegroupName: "main", clusterName, status: "ACTIVE", amiType: "AL2023_x86_64_STANDARD" };
  return JSON.stringify({ nodegroup: { ...given, nodeRole: roleArn(role) } });
}

/** `aws iam list-roles` */
export function listRoles(...names: readonly string[]): string {
  const roles = names.map((name, i) => ({
    Path: `/${name.slice(0, name.lastIndexOf("/") + 1)}`,
    RoleName: name.slice(name.lastIndexOf("/") + 1),
    RoleId: `AROA00000000000${i}`,
    Arn: roleArn(name),
    CreateDate: "2022-01-01T00:00:00+00:00",
  }));
  return JSON.stringify({ Roles: roles });
}

/** `kubectl get configmap -n kube-system aws-auth -o json`; sections are JSON text, as the AWS CDK writes them. */
export function configMapJson(mapRoles: readonly Row[], mapUsers: readonly Row[] = []): string {
  const data = { mapRoles: JSON.stringify(mapRoles), mapUsers: JSON.stringify(mapUsers), mapAccounts: "[]" };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "aws-auth", namespace: "kube-system" },
    data,
  });
}

/** The three commands of access entries, of one cluster admin. */
export function adminEntryDumps(clusterName: string, admin: string): Readonly<Record<string, string>> {
  const principalArn = roleArn(admin);
  const accessEntry = {
    clusterName,
    principalArn,
    kubernetesGroups: [],
    accessEntryArn: `arn:aws:eks:${REGION}:${ACCOUNT}:access-entry/${clusterName}/role/${ACCOUNT}/${admin}/0`,
    createdAt: "2026-01-01T00:00:00Z",
    username: `arn:aws:sts::${ACCOUNT}:assumed-role/${admin}/{{SessionName}}`,
    type: "STANDARD",
  };
  const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
  const associatedAccessPolicies = [{ policyArn, accessScope: { type: "cluster", namespaces: [] } }];
  return {
    "entries.json": JSON.stringify({ accessEntries: [principalArn] }),
    "entry.json": JSON.stringify({ accessEntry }),
    "policies.json": JSON.stringify({ associatedAccessPolicies, clusterName, principalArn }),
  };
}

/** `terraform show -json` of a root with `module "eks"` and `module "aws_auth"`. */
export function stateOf(name: string, mode: string, rows: readonly Row[]): string {
  const arn = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${name}`;
  const cluster = {
    address: "module.eks.aws_eks_cluster.this[0]",
    mode: "managed",
    type: "aws_eks_cluster",
    name: "this",
    index: 0,
    values: { name, arn, version: "1.31", access_config: [{ authentication_mode: mode }] },
  };
  const held = ["kubernetes_config_map", "kubernetes_config_map_v1_data"].map((type) => ({
    address: `module.aws_auth.${type}.aws_auth[0]`,
    mode: "managed",
    type,
    name: "aws_auth",
    index: 0,
    values: {
      metadata: [{ name: "aws-auth", namespace: "kube-system" }],
      data: { mapRoles: JSON.stringify(rows), mapUsers: "[]", mapAccounts: "[]" },
    },
  }));
  const child_modules = [
    { address: "module.eks", resources: [cluster] },
    { address: "module.aws_auth", resources: held },
  ];
  return JSON.stringify({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: { root_module: { resources: [], child_modules } },
  });
}
