import { PLAN_AGAIN } from "../plan-again";
import type { PlanJudgement } from "../judgement";

/** Terraform did not finish the plan. */
export const planErrored: PlanJudgement = {
  code: "plan-errored",
  rule: {
    isUnknown: true,
    why: "what the rest of the plan would have been is not known",
    help: `correct what Terraform's error names, then ${PLAN_AGAIN}`,
  },
  judge({ facts: { errored, checks } }) {
    const failed = checks.filter(({ status }) => status === "fail" || status === "error");
    if (!errored && failed.length === 0) return [];
    const told = failed.map(({ address, problems }) => ({
      address,
      message:
        problems.length === 0
          ? "a condition of the plan failed"
          : `a condition failed: ${problems.map((text) => text.replace(/\s+/g, " ").replace(/\.$/, "")).join("; ")}`,
    }));
    return told.length > 0 ? told : [{ address: "", message: "the plan ended in an error, so that it is not whole" }];
  },
};
