import type { PlannedStack } from "../../../plan/planned-stack";
import { isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlanJudgement } from "../judgement";

/** A plan of one of our stacks destroys what no stack of ours makes. */
export const destroyedBeside: PlanJudgement = {
  code: "destroyed-beside",
  rule: {
    why: "what stands in the state and not in the stack is destroyed: a VPC, a database, whatever the team has there",
    help: "do not apply it: give the stack a state of its own by `terraform.backend` in its cluster file, or write `render: overlay` there and run `eks-access overlay`, which leaves the root module and its state as they are",
  },
  judge(stack) {
    if (!isOurStack(stack)) return [];
    return stack.changes
      .filter((change) => isDestroyed(change) && !isOurs(change, stack.calls))
      .map(({ address }) => ({
        address,
        message: "destroyed, and not made by this stack",
      }));
  },
};

/** An overlay has guards too, and no marker: the root is the team's. */
function isOurStack({ clusters, changes, isWholeStack }: PlannedStack): boolean {
  return isWholeStack && clusters.some(({ guards }) => guards.present) && changes.length > 0;
}

/** In the root module what a cluster consists of; within a module that is still called, what its call decides. */
function isOurs({ moduleAddress, type }: PlannedChange, calls: readonly string[]): boolean {
  if (moduleAddress !== "") return calls.some((call) => isWithin(moduleAddress, `module.${call}`));
  return OURS.some((prefix) => type.startsWith(prefix));
}

/** `module.eks`, `module.eks["a"]`, `module.eks.module.nodes` lie within `module.eks`; `module.eks_old` does not. */
function isWithin(address: string, call: string): boolean {
  return address === call || address.startsWith(`${call}.`) || address.startsWith(`${call}[`);
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
