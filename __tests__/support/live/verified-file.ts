import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { ACCOUNT, role } from "../definitions/arns";

/** The file of `demo` at a stage, of a cluster that a runner reaches by its kubeconfig. */
export function fileAt(stage: Stage): string {
  return `cluster_name: demo
cluster_version: "1.31"
subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
create_iam_role: false
iam_role_arn: ${role("demo-cluster")}
create_cloudwatch_log_group: false
enable_irsa: false
cluster_encryption_config: {}
create_cluster_security_group: false
create_kms_key: false
create_node_security_group: false
terraform:
  account_id: "${ACCOUNT}"
  region: ap-northeast-2
  kubernetes_auth: kubeconfig
  protect: false
  backend: { local: { path: state.tfstate } }
migration:
  stage: ${stage}
  expected: [${role("cluster-creator")}]
aws_auth:
  aws_auth_roles:
    - { rolearn: ${role("admin")}, username: "admin:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: ${role("dev")}, username: "dev:{{SessionName}}", groups: [developers] }
access_entries:
  break_glass:
    principal_arn: ${role("break-glass")}
    policy_associations:
      admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }
  admin:
    principal_arn: ${role("admin")}
    user_name: "admin:{{SessionName}}"
    policy_associations:
      admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }
  dev:
    principal_arn: ${role("dev")}
    user_name: "dev:{{SessionName}}"
    kubernetes_groups: [developers]
rbac_bindings:
  developers: { group: developers, cluster_role: view }
accept:
  - { code: masters-by-name, reason: looked at, until: "2099-12-31" }
  - { code: row-not-live, principal: ${role("break-glass")}, reason: new, until: "2099-12-31" }
`;
}

/** What {@link fileAt} says. */
export function definitionAt(stage: Stage): ClusterDefinition {
  const { cluster, findings } = parseClusterFile("demo.yaml", fileAt(stage));
  if (cluster === undefined) throw new Error(JSON.stringify(findings, undefined, 1));
  return cluster.staged.definition;
}
