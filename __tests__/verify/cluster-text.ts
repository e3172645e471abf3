import type { Stage } from "../../lib/migration/stage";
import { ACCOUNT, role, user } from "../support/definitions/arns";
import { BLUE } from "../support/live/live-model";

/** A cluster file at a stage: an admin, developers with a namespaced policy, operators, nodes, a managed node group, a bridge. */
export function clusterText(stage: Stage, rest = ""): string {
  return `cluster_name: demo
render: access
terraform: { account_id: "${ACCOUNT}", region: ap-northeast-2 }
migration:
  stage: ${stage}
  expected: [${BLUE}, ${role("cluster-creator")}]
  bridge_group: access-bridge
aws_auth:
  aws_auth_roles:
    - { rolearn: ${role("admin")}, username: "admin:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: ${role("dev")}, username: "dev:{{SessionName}}", groups: [developers] }
    - { rolearn: ${role("node")}, username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
    - { rolearn: ${BLUE}, username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
access_entries:
  admin:
    principal_arn: ${role("admin")}
    user_name: "admin:{{SessionName}}"
    policy_associations:
      admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }
  dev:
    principal_arn: ${role("dev")}
    user_name: "dev:{{SessionName}}"
    kubernetes_groups: [developers]
    policy_associations:
      edit: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy, access_scope: { type: namespace, namespaces: [shop, ledger] } }
  ops: { principal_arn: ${role("ops")} }
  node: { principal_arn: ${role("node")}, type: EC2_LINUX }
  ann: { principal_arn: ${user("ann")} }
rbac_bindings:
  developers: { group: developers, cluster_role: view }
accept:
  - { code: masters-by-name, reason: looked at, until: "2099-12-31" }
${rest}`;
}
