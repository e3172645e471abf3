import type { PlannedStack } from "../../../plan/planned-stack";
import { isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlanJudgement } from "../judgement";

/** A plan of one of our stacks destroys what no stack of ours makes. */
export const destroyedBeside: PlanJudgement = {
  code: "destroyed-beside",
  rule: {
    why: "what stands in the state and not in the stack is destroyed: a VPC, a database, whatever the team has there",
    help: "give the stack a state of its own, or use `render: overlay`, which leaves the root module as it is",
  },
  judge(stack) {
    if (!isOurStack(stack)) return [];
    return stack.changes
      .filter((change) => isDestroyed(change) && !isOurs(change))
      .map(({ address }) => ({
        address,
        message: "destroyed, and not made by this stack",
      }));
  },
};

/** Guards, and the cluster or nothing of it in the root module: an overlay lies over a module, or beside other resources. */
function isOurStack({ clusters, changes, isWholeStack }: PlannedStack): boolean {
  return isWholeStack && clusters.some(({ guards }) => guards.present) && changes.length > 0;
}

/** What the stacks make stands in the root module; of the types that a cluster consists of. */
function isOurs({ moduleAddress, type }: PlannedChange): boolean {
  return moduleAddress === "" && OURS.some((prefix) => type.startsWith(prefix));
}

const OURS = [
  "aws_eks_",
  "aws_iam_",
  "aws_kms_",
  "aws_security_group",
  "aws_vpc_security_group_",
  "aws_cloudwatch_log_group",
  "aws_launch_template",
  "kubernetes_",
  "terraform_data",
  "time_sleep",
] as const;
