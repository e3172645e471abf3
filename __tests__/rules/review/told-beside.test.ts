import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { reviewStack } from "../../../lib/rules/judge";
import { caseNamed, creates, devRow, entry, teamPlan } from "../../support/plans/case-plans";
import { both } from "../../support/reviews/case-reviews";
import { findingsOf } from "../../support/reviews/review-clusters";

describe("a live ConfigMap told beside the plan", () => {
  const told = (plan: TerraformPlan, data: Readonly<Record<string, string>>) => {
    const stack = understandPlan(plan, "plan.json", { liveAwsAuth: data });
    const review = reviewStack(stack, { files: [], today: "2026-11-22" });
    return [
      review.verdict,
      ...findingsOf(review)
        .filter(({ severity }) => severity !== "note")
        .map(({ code }) => code),
    ];
  };
  const data = encodeAwsAuth(awsAuthOf([devRow]));
  const added = teamPlan([
    both,
    creates("aws_eks_access_entry.dev", entry("dev", { kubernetes_groups: ["developers"], user_name: "dev" })),
  ]);
  const weaker = teamPlan([
    both,
    creates("aws_eks_access_entry.dev", entry("dev", { kubernetes_groups: ["viewers"], user_name: "dev" })),
  ]);
  const karpenter = caseNamed("karpenter-entry-destroyed");

  test("answers what the plan leaves open", () => {
    expect(told(added, data)).toEqual(["safe"]);
    expect(told(weaker, data)).toEqual(["danger", "entry-weaker", "access-gained"]);
    expect(told(weaker, {})).toEqual(["safe", "access-gained"]);
    expect(told(karpenter, data)).toEqual(["danger", "node-access-lost"]);
  });
});
