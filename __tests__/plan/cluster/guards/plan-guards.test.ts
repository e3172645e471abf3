import { AWS_AUTH } from "../../../../lib/guards/live";
import type { TerraformPlan } from "../../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../../lib/plan/understand-plan";
import { planNamed } from "../../../support/plans/plan-fixtures";
import { withoutBlock } from "../../../support/reviews/review-plans";

const readsConfigMap = (plan: TerraformPlan): boolean[] =>
  understandPlan(plan, "plan.json").clusters.map(({ guards }) => guards.readsConfigMap);
const secondRead = (plan: TerraformPlan): string[] =>
  understandPlan(plan, "plan.json").clusters.map(({ guards }) => guards.secondRead);

describe("guards of a plan", () => {
  test.each(["stage-dual", "stage-entries", "stage-retire", "stage-api"])(
    "read aws-auth in the plan %s, at the address that the guards write",
    (name) => {
      expect(readsConfigMap(planNamed(name))).toEqual([true]);
      expect(readsConfigMap(withoutBlock(AWS_AUTH)(planNamed(name)))).toEqual([false]);
    },
  );

  test("read again during the apply where the marker changes, or what they read differs from what is written", () => {
    for (const name of ["stage-dual", "stage-entries", "stage-retire", "stage-api"])
      expect([name, secondRead(planNamed(name))]).toEqual([name, ["marked"]]);
    expect(secondRead(planNamed("again-entries"))).toEqual(["early"]);
    const unmarked = withoutBlock("terraform_data.stage")(planNamed("again-entries"));
    expect(secondRead(unmarked)).toEqual(["unmarked"]);
    expect(secondRead(withoutBlock("data.aws_eks_cluster.at_apply")(unmarked))).toEqual(["none"]);
  });
});
