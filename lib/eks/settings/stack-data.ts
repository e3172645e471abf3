import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamSessionContext } from "@cdktf/provider-aws/lib/data-aws-iam-session-context";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { literals } from "../address/literal";

/**
 * `data.aws_partition.current` of the stack, one for all who ask.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/main.tf
 */
export const partition = oncePerStack((stack) => named(new DataAwsPartition(stack, "partition"), "current"));

/** `data.aws_caller_identity.current`: whoever runs Terraform. */
export const callerIdentity = oncePerStack((stack) =>
  named(new DataAwsCallerIdentity(stack, "caller_identity"), "current"),
);

/** `data.aws_iam_session_context.current`: the IAM role behind the caller's session. */
export const sessionContext = oncePerStack((stack) =>
  named(new DataAwsIamSessionContext(stack, "session_context", { arn: callerIdentity(stack).arn }), "current"),
);

const liveClusters = new WeakMap<TerraformStack, DataAwsEksCluster>();

/**
 * `data.aws_eks_cluster.this`, read by name and never by reference: it fails while the cluster is not there, and is
 * known at plan even where the plan changes the cluster.
 */
export function liveCluster(scope: Construct, clusterName: string): DataAwsEksCluster {
  const stack = TerraformStack.of(scope);
  const known = liveClusters.get(stack);
  if (known) return known;
  const made = named(new DataAwsEksCluster(stack, "live_cluster", literals({ name: clusterName })), "this");
  liveClusters.set(stack, made);
  return made;
}

function oncePerStack<Data>(create: (stack: TerraformStack) => Data): (scope: Construct) => Data {
  const made = new WeakMap<TerraformStack, Data>();
  return (scope) => {
    const stack = TerraformStack.of(scope);
    const data = made.get(stack) ?? create(stack);
    made.set(stack, data);
    return data;
  };
}
