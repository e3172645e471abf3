import { isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import { isRenderedByUs } from "../../../inventory/state-contents/rendered-address";
import type { PlanJudgement } from "../judgement";

/** A plan of one of our stacks destroys what no stack of ours makes. */
export const destroyedBeside: PlanJudgement = {
  code: "destroyed-beside",
  rule: {
    why: "a plan destroys what is in the state and not in the stack: a VPC, a database, whatever the team has there",
    help: "do not apply it: give the stack a state of its own by `terraform.backend` in its cluster file, or write `render: overlay` there and run `eks-access overlay`, which leaves the root module and its state as they are",
  },
  judge(stack) {
    if (!stack.isWholeStack) return [];
    return stack.changes
      .filter((change) => isDestroyed(change) && !isOurs(change, stack.calls))
      .map(({ address }) => ({
        address,
        message: "the plan destroys this resource, which this stack does not make",
      }));
  },
};

/** In the root module what a stack of ours renders; within a module that is still called, what its call decides. */
function isOurs(change: PlannedChange, calls: readonly string[]): boolean {
  const { moduleAddress } = change;
  if (moduleAddress === "") return isRenderedByUs(change);
  return calls.some((call) => isWithin(moduleAddress, `module.${call}`)) || isRows(change);
}

/** Rows of the sub-module aws-auth, whose call goes at `done`: who loses what by them is judged by itself. */
function isRows({ moduleAddress, type, name }: PlannedChange): boolean {
  const isOfCall = /^module\.[^.[]+$/.test(moduleAddress);
  return isOfCall && name === "aws_auth" && /^kubernetes_config_map(?:_v1_data)?$/.test(type);
}

/** `module.eks`, `module.eks["a"]`, `module.eks.module.nodes` lie within `module.eks`; `module.eks_old` does not. */
function isWithin(address: string, call: string): boolean {
  return address === call || address.startsWith(`${call}.`) || address.startsWith(`${call}[`);
}
