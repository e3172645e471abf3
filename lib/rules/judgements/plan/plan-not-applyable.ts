import type { PlanJudgement } from "../judgement";

/** Terraform would not apply it. */
export const planNotApplyable: PlanJudgement = {
  code: "plan-not-applyable",
  rule: {
    why: "Terraform refuses to apply this plan file: what is reviewed here is not what will happen",
    help: "plan again, and review that plan",
  },
  judge({ facts: { applyable, errored }, changes }) {
    if (applyable !== false || errored || changes.length === 0) return [];
    return [{ address: "", message: "Terraform says that this plan cannot be applied" }];
  },
};
