import type { Construct } from "constructs";
import { Refactoring } from "../address/refactoring";

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

/**
 * Takes the cluster out of state, should it be in it, and leaves it alive: a file whose `render` was `resources` has it
 * there, and what is in state and not rendered is destroyed.
 * @see docs/adoption.md
 */
export function forgetCluster(scope: Construct, made: readonly string[] = []): void {
  const refactoring = Refactoring.of(scope);
  for (const address of CLUSTER_ADDRESSES) if (!made.includes(address)) refactoring.forget(address);
}

/** The calls that `render: module` writes where the file gives them no other name. */
export const MODULE_CALLS = ["module.eks", "module.aws_auth"] as const;

/** Calls of the module that a stack takes over: what is rendered moves out of them. */
interface AdoptedCalls {
  readonly module?: string;
  readonly awsAuthModule?: string;
}

/**
 * The same for what the module's calls hold: by their usual names, for a file whose `render` was `module` has the cluster there, and
 * by those that are taken over. What is rendered moves; security groups, the KMS key and node groups stay alive.
 * @see docs/adoption.md
 */
export function forgetModules(scope: Construct, { module, awsAuthModule }: AdoptedCalls = {}): void {
  const refactoring = Refactoring.of(scope);
  const calls = [...MODULE_CALLS, module, awsAuthModule].filter((call) => call !== undefined);
  for (const address of new Set(calls)) refactoring.forget(address);
}
