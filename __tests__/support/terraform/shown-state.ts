/** The account of the states of the tests. */
export const ACCOUNT = "123456789012";

/** `role/ops` as an ARN. */
export const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;

/** A state of two resources or so, as `terraform show -json` prints it. */
export function shown(resources: readonly object[], modules: readonly object[] = []): string {
  const values = { root_module: { resources, child_modules: modules } };
  return JSON.stringify({ format_version: "1.0", terraform_version: "1.11.4", values });
}

/** A cluster of the root, in a mode. */
export const cluster = (name: string, mode = "CONFIG_MAP") => ({
  address: `aws_eks_cluster.${name}`,
  mode: "managed",
  type: "aws_eks_cluster",
  name,
  values: {
    name,
    arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`,
    access_config: [{ authentication_mode: mode }],
  },
});
/** The rows, by the resource of their data. */
export const configMap = (over: object = {}) => ({
  address: "kubernetes_config_map_v1_data.auth",
  mode: "managed",
  type: "kubernetes_config_map_v1_data",
  name: "auth",
  values: {
    metadata: [{ name: "aws-auth", namespace: "kube-system" }],
    data: { mapRoles: `- rolearn: ${iam("role/ops")}\n`, mapUsers: "[]", mapAccounts: "[]" },
  },
  sensitive_values: { data: {} },
  ...over,
});
