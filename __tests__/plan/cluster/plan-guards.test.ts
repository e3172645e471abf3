import { AWS_AUTH } from "../../../lib/guards/live";
import { AWS_AUTH_READER } from "../../../lib/plan/cluster/plan-guards";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { planNamed } from "../../support/plan-fixtures";

describe("AWS_AUTH_READER", () => {
  test("is the address at which the guards read aws-auth", () => {
    expect(AWS_AUTH_READER).toBe(AWS_AUTH);
  });

  test.each(["stage-dual", "stage-entries", "stage-retire", "stage-api"])("is found in the plan %s", (name) => {
    expect(understandPlan(planNamed(name), name).clusters.map(({ guards }) => guards.readsConfigMap)).toEqual([true]);
  });
});
