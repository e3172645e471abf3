import { ENTRY_CASES } from "../../support/reviews/entry-cases";
import { testCases } from "../../support/reviews/review-plans";

describe("judgements over entries and guards", () => {
  testCases(ENTRY_CASES);
});
