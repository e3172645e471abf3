import type { PlannedStack } from "../../lib/plan/planned-stack";
import { understandPlan } from "../../lib/plan/understand-plan";
import { reviewStack } from "../../lib/rules/judge";
import { JUDGEMENTS, PLAN_JUDGEMENTS } from "../../lib/rules/judgements";
import type { ExpectedPlan } from "../support/reviews/case-reviews";
import { expectedPlans } from "../support/reviews/expected-plans";
import { findingsOf } from "../support/reviews/review-clusters";

const CODES = [...JUDGEMENTS, ...PLAN_JUDGEMENTS].map(({ code }) => code);
const PLANS = expectedPlans((file) => jest.requireActual<object>(file)).map((one) => {
  const stack = understandPlan(one.plan, "plan.json");
  return { ...one, stack, found: foundIn({ ...one, stack }) };
});

interface Understood extends ExpectedPlan {
  readonly stack: PlannedStack;
}

/** Verdict and codes of a plan; without those of one judgement. */
function foundIn({ stack, file }: Understood, off?: string) {
  const isOn = ({ code }: { readonly code: string }): boolean => code !== off;
  const by = { clusters: JUDGEMENTS.filter(isOn), plans: PLAN_JUDGEMENTS.filter(isOn) };
  const review = reviewStack(stack, { files: file === undefined ? [] : [file], today: "2026-11-22", by });
  return { verdict: review.verdict, codes: findingsOf(review).map(({ code }) => code) };
}

/** Whether a row of the table fails: another verdict, or something that is not found. */
function fails({ verdict, codes = [] }: ExpectedPlan, found: ReturnType<typeof foundIn>): boolean {
  return found.verdict !== verdict || codes.some((code) => !found.codes.some((one) => one === code));
}

describe("the plans whose verdicts are expected", () => {
  test("are as expected with every judgement", () => {
    expect(PLANS.filter((one) => fails(one, one.found)).map(({ what }) => what)).toEqual([]);
  });

  test.each(CODES)("one at least fails without %s", (code) => {
    const telling = PLANS.filter(({ found }) => found.codes.includes(code));
    expect(telling.filter((one) => fails(one, foundIn(one, code))).map(({ what }) => what)).not.toEqual([]);
  });
});
