import type { ClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { exitCodeOfVerdict, type Verdict } from "../../../lib/rules/review/verdict";
import { cluster, keeps } from "../plans/case-plans";
import { findingsOf, reviewed } from "./review-clusters";

/** The cluster of most cases, which stays as it is in one of the modes. */
export const CLUSTER = "module.eks.aws_eks_cluster.this[0]";
export const both = keeps(CLUSTER, cluster("API_AND_CONFIG_MAP"));
export const api = keeps(CLUSTER, cluster("API"));
export const configMap = keeps(CLUSTER, cluster("CONFIG_MAP"));

/**
 * What a plan does, its verdict, and its findings: code and address of each. Notes are left out, unless some are expected: `note`,
 * code and address. A cluster file may stand beside the plan.
 */
export type Case = readonly [
  what: string,
  plan: TerraformPlan,
  verdict: Verdict,
  findings: readonly string[],
  file?: ClusterFile,
];

/** A plan with the verdict that a test expects of it. */
export interface ExpectedPlan {
  readonly what: string;
  readonly plan: TerraformPlan;
  readonly verdict: Verdict;
  /**
   * Codes of what has to be found.
   * @default the verdict tells all
   */
  readonly codes?: readonly string[];
  /** @default none stands beside the plan */
  readonly file?: ClusterFile | undefined;
}

/** Every plan whose verdict the test files that are loaded expect: the table of docs/testing.md is made of it. */
export const EXPECTED_PLANS: ExpectedPlan[] = [];

/** Keeps plans with what is expected of them, for the table. */
export function expectPlans(plans: readonly ExpectedPlan[]): void {
  EXPECTED_PLANS.push(...plans);
}

/** Tests of cases: each has its verdict, its exit code, and these findings and no others. */
export function checkCases(cases: readonly Case[]): void {
  expectPlans(
    cases.map(([what, plan, verdict, findings, file]) => ({ what, plan, verdict, file, codes: findings.map(codeOf) })),
  );
  test.each(cases.map((one) => [one[0], one] as const))("%s", (_, [, plan, verdict, findings, file]) => {
    const review = reviewed(plan, ...(file === undefined ? [] : [file]));
    const withNotes = findings.some((one) => one.startsWith(NOTE));
    const found = findingsOf(review).filter(({ severity }) => withNotes || severity !== "note");
    expect([review.verdict, ...found.map(printed)]).toEqual([verdict, ...findings]);
    expect(exitCodeOfVerdict(review.verdict)).toBe(verdict === "safe" ? 0 : 1);
  });
}

const NOTE = "note ";

function printed({ severity, code, path }: ReturnType<typeof findingsOf>[number]): string {
  return `${severity === "note" ? NOTE : ""}${code} ${path}`.trimEnd();
}

function codeOf(finding: string): string {
  const [code = ""] = finding.replace(NOTE, "").split(" ");
  return code;
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
