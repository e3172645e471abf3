import { PLAN_CASES } from "../../support/reviews/plan-cases";
import { testCases } from "../../support/reviews/review-plans";

describe("judgements over plans and people", () => {
  testCases(PLAN_CASES);
});
