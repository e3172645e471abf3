import { AWS_AUTH } from "../../../lib/guards/live";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { planNamed } from "../../support/plans/plan-fixtures";
import { withoutBlock } from "../../support/reviews/review-plans";

const readsConfigMap = (plan: TerraformPlan): boolean[] =>
  understandPlan(plan, "plan.json").clusters.map(({ guards }) => guards.readsConfigMap);

describe("guards of a plan", () => {
  test.each(["stage-dual", "stage-entries", "stage-retire", "stage-api"])(
    "read aws-auth in the plan %s, at the address that the guards write",
    (name) => {
      expect(readsConfigMap(planNamed(name))).toEqual([true]);
      expect(readsConfigMap(withoutBlock(AWS_AUTH)(planNamed(name)))).toEqual([false]);
    },
  );
});
