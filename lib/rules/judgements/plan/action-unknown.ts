import type { PlannedStack } from "../../../plan/planned-stack";
import type { PlanJudgement } from "../judgement";

/** Something is done to access that no rule knows how to judge. */
export const actionUnknown: PlanJudgement = {
  code: "action-unknown",
  rule: {
    isUnknown: true,
    why: "an action that no rule knows can take access away, and no rule says so",
    help: "use a newer version of eks-access, or change the configuration so that the plan does not have this action",
  },
  judge(stack) {
    return stack.changes
      .filter(({ address, type, action }) => action === "unknown" && isAccess(stack, address, type))
      .map(({ address, actions }) => ({
        address,
        message: `what the plan does is not known: \`${actions.join(", ")}\``,
      }));
  },
};

/** Of whatever cluster: where the plan does not tell of which, too. */
function isAccess({ clusters }: PlannedStack, address: string, type: string): boolean {
  const isOwn = clusters.some(({ changes }) => changes.some((change) => change.address === address));
  return isOwn || ["aws_eks_cluster", "aws_eks_access_entry", "aws_eks_access_policy_association"].includes(type);
}
