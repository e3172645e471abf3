import { JUDGEMENTS, PLAN_JUDGEMENTS } from "../../../lib/rules/judgements";
import { PLAN_CASES } from "../../support/reviews/plan-cases";
import { testCases } from "../../support/reviews/review-plans";

describe("judgements over plans and people", () => {
  testCases(PLAN_CASES);
});

describe("every rule of a review", () => {
  test.each([...JUDGEMENTS, ...PLAN_JUDGEMENTS].map((one) => [one.code, one.rule] as const))(
    "%s says why it matters, and what to do",
    (_code, { why, help }) => {
      for (const text of [why, help]) expect(text).toMatch(/^[^\n]{20,}[^\n.]$/);
    },
  );
});
