import type { PlanJudgement } from "../judgement";

/** Terraform would not apply it. */
export const planNotApplyable: PlanJudgement = {
  code: "plan-not-applyable",
  rule: {
    why: "Terraform refuses to apply this plan file, for planning ended with an error or found nothing to do: what is reviewed here is not what will happen",
    help: "read the end of what `terraform plan` printed: after an error, mend it, plan again and review that plan; after `No changes`, there is nothing to apply",
  },
  judge({ label, facts: { applyable, errored }, changes }) {
    if (applyable !== false || errored || changes.length === 0) return [];
    return [
      {
        address: "",
        message: `plan \`${label}\` says \`applyable: false\`: Terraform does not apply it, though it changes something`,
      },
    ];
  },
};
