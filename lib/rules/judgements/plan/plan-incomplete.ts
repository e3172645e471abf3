import type { PlanJudgement } from "../judgement";

/** The plan leaves something out. */
export const planIncomplete: PlanJudgement = {
  code: "plan-incomplete",
  rule: {
    severity: "danger",
    rule: "R38",
    meaning: "The plan is not whole: made with `-target`, or with changes that Terraform puts off.",
    why: "what is left out can be what keeps somebody's access, or the guard that would have refused",
    help: "plan again without `-target`",
  },
  judge({ facts: { errored, complete, untouched, deferred } }) {
    const [first] = untouched;
    if (errored || (complete !== false && first === undefined)) return [];
    const parts = [
      ...(deferred.length === 0 ? ["it was made with `-target`"] : []),
      ...(untouched.length > 0 ? [`it is silent about ${untouched.length} resources of the state`] : []),
      ...(deferred.length > 0 ? [`${deferred.length} changes are put off`] : []),
    ];
    return [{ address: first ?? "", message: `the plan is not whole: ${parts.join(", ")}` }];
  },
};
