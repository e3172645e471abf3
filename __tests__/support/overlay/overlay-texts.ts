import { role, user } from "../definitions/arns";
import { moduleRoot } from "./overlay-roots";

/** A root whose blocks call the module of the registry. */
export const REGISTRY = moduleRoot()
  .replace('source = "./modules/eks"', 'source = "terraform-aws-modules/eks/aws"\n  version = "20.37.2"')
  .replace(
    'source = "./modules/eks/modules/aws-auth"',
    'source = "terraform-aws-modules/eks/aws//modules/aws-auth"\n  version = "20.37.2"',
  );

/** The cluster file of that root. */
export const clusterYaml = (
  stage: string,
  overlay = "{ root: ../infra, module: eks, aws_auth_module: aws_auth }",
): string => `
cluster_name: demo
render: overlay
overlay: ${overlay}
migration: { stage: ${stage} }
access_entries:
  admin:
    principal_arn: ${role("admin")}
    user_name: "admin:{{SessionName}}"
    policy_associations:
      admin: { policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope: { type: cluster } }
  dev: { principal_arn: "${role("dev")}", user_name: "dev:{{SessionName}}", kubernetes_groups: [developers] }
  alice: { principal_arn: "${user("alice")}", user_name: alice, kubernetes_groups: [developers] }
  node: { principal_arn: "${role("node")}", type: EC2_LINUX }
aws_auth:
  aws_auth_roles:
    - { rolearn: "${role("admin")}", username: "admin:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: "${role("dev")}", username: "dev:{{SessionName}}", groups: [developers] }
    - { rolearn: "${role("node")}", username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
  aws_auth_users: [{ userarn: "${user("alice")}", username: alice, groups: [developers] }]
accept:
  - { code: masters-by-name, reason: looked, until: 2027-01-31 }
  - { code: creator-unknown, reason: looked, until: 2027-01-31 }
terraform: { account_id: "111122223333", region: ap-northeast-2 }
`;
