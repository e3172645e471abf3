import type { Rule } from "../finding/finding";

/** The codes that `accept` may open and that review alone finds: a file that accepts them is right, whatever the gate sees. */
export const REVIEW_CODES = {
  "entry-replaced": {
    severity: "danger",
    rule: "R40",
    meaning:
      "The plan destroys an access entry and makes it anew, most often because its principal is known after apply.",
    acceptable: true,
  },
  "endpoint-narrowed": {
    severity: "danger",
    rule: "R46",
    meaning: "The plan closes an endpoint of the cluster's API, or takes address ranges off the public one.",
    acceptable: true,
  },
} as const satisfies Record<string, Rule>;
