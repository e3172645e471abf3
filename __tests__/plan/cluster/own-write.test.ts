import { understandPlan } from "../../../lib/plan/understand-plan";
import { adminRow, awsAuth, devRow, keeps, teamPlan, updates } from "../../support/plans/case-plans";
import { both } from "../../support/reviews/case-reviews";

const WHOLE = "kubernetes_config_map.aws_auth";
const KEYS = "kubernetes_config_map_v1_data.aws_auth";
const USERS = { mapUsers: "- userarn: arn:aws:iam::111122223333:user/ann\n" };

/** Addresses of drift that a plan tells of a ConfigMap whose rows another resource of the plan wrote. */
function drifted(live: Readonly<Record<string, string>>): readonly string[] {
  const [old, now] = [awsAuth([devRow], USERS), awsAuth([devRow, adminRow], live)];
  const plan = teamPlan([both, keeps(WHOLE, now), keeps(KEYS, awsAuth([devRow, adminRow]))], {
    resource_drift: [updates(WHOLE, old, now)],
  });
  return understandPlan(plan, "plan.json").clusters.flatMap(({ drift }) => drift.map(({ address }) => address));
}

describe("drift of a ConfigMap whose rows the plan's own resource wrote", () => {
  test("is none, whatever stands beside these rows unchanged", () => {
    expect(drifted(USERS)).toEqual([]);
  });

  test("is told where something beside them is another", () => {
    expect(drifted({ mapUsers: "[]\n" })).toEqual([WHOLE]);
  });
});
