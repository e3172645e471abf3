import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { exitCodeOf, type Verdict } from "../../../lib/rules/review/verdict";
import { cluster, keeps } from "../plans/case-plans";
import { findingsOf, reviewed } from "./review-clusters";

/** The cluster of most cases, which stays as it is in one of the modes. */
export const CLUSTER = "module.eks.aws_eks_cluster.this[0]";
export const both = keeps(CLUSTER, cluster("API_AND_CONFIG_MAP"));
export const api = keeps(CLUSTER, cluster("API"));
export const configMap = keeps(CLUSTER, cluster("CONFIG_MAP"));

/** What a plan does, its verdict, and its findings but for notes: code and address of each. */
export type Case = readonly [what: string, plan: TerraformPlan, verdict: Verdict, findings: readonly string[]];

/** A plan with the verdict that a test expects of it. */
export interface ExpectedPlan {
  readonly what: string;
  readonly plan: TerraformPlan;
  readonly verdict: Verdict;
}

/** Every plan whose verdict the test files that are loaded expect: the table of docs/testing.md is made of it. */
export const EXPECTED_PLANS: ExpectedPlan[] = [];

/** Keeps plans with what is expected of them, for the table. */
export function expectPlans(plans: readonly ExpectedPlan[]): void {
  EXPECTED_PLANS.push(...plans);
}

/** Tests of cases: each has its verdict, its exit code, and these findings and no others. */
export function checkCases(cases: readonly Case[]): void {
  expectPlans(cases.map(([what, plan, verdict]) => ({ what, plan, verdict })));
  test.each(cases)("%s", (...[, plan, verdict, findings]) => {
    const review = reviewed(plan);
    const found = findingsOf(review).filter(({ severity }) => severity !== "note");
    expect([review.verdict, ...found.map(({ code, path }) => `${code} ${path}`)]).toEqual([verdict, ...findings]);
    expect(exitCodeOf(review.verdict)).toBe(verdict === "safe" ? 0 : 1);
  });
}

/** Everybody whose access changes: name, effect, before, after. */
export function peopleOf(plan: TerraformPlan): readonly (readonly string[])[] {
  const people = reviewed(plan).clusters.flatMap((one) => one.people);
  return people.flatMap(({ name, effect, before, after }) =>
    effect === "keeps" ? [] : [[name, effect, before, after]],
  );
}

/** What a review says of all clusters, in a sentence each. */
export function summariesOf(plan: TerraformPlan): string {
  return reviewed(plan)
    .clusters.map(({ summary }) => summary)
    .join(" | ");
}
