/**
 * Every address without a key of the file at which `EksStack` renders the cluster and what belongs to it. A test compares
 * the list with what is rendered.
 */
export const CLUSTER_ADDRESSES = [
  "aws_cloudwatch_log_group.this",
  "aws_ec2_tag.cluster_primary_security_group",
  "aws_eks_cluster.this",
  "aws_iam_openid_connect_provider.oidc_provider",
  "aws_iam_policy.cluster_encryption",
  "aws_iam_policy.custom",
  "aws_iam_role.eks_auto",
  "aws_iam_role.this",
  "aws_iam_role_policy_attachment.additional",
  "aws_iam_role_policy_attachment.cluster_encryption",
  "aws_iam_role_policy_attachment.custom",
  "aws_iam_role_policy_attachment.eks_auto",
  "aws_iam_role_policy_attachment.eks_auto_additional",
  "aws_iam_role_policy_attachment.this",
] as const;

/** The calls that `render: module` writes where the file gives them no other name: stacks of the other kinds forget them. */
export const MODULE_CALLS = ["module.eks", "module.aws_auth"] as const;
