import { findingsOf, type Rule } from "../../finding/finding";

/** What the parser of aws-auth has to say. */
export const AWS_AUTH_RULES = {
  "aws-auth-key-ignored": {
    severity: "warning",
    rule: "R1",
    meaning: "The ConfigMap has a key that the authenticator does not read.",
  },
  "aws-auth-key-miscased": {
    severity: "blocker",
    rule: "R1",
    meaning: "A section's key differs in case only, so that the authenticator reads none of its rows.",
  },
  "aws-auth-section-invalid": {
    severity: "blocker",
    rule: "R4",
    meaning: "The authenticator cannot read a section and drops it; the other sections still count.",
  },
  "aws-auth-section-unreadable": {
    severity: "blocker",
    rule: "R4",
    meaning: "We cannot tell what the authenticator makes of a section, so whom it serves is unknown.",
  },
  "aws-auth-text-ignored": {
    severity: "blocker",
    rule: "R4",
    meaning: "The authenticator reads a section's first document only; more text follows it.",
  },
  "aws-auth-row-dropped": {
    severity: "blocker",
    rule: "R5",
    meaning: "The authenticator drops a row that does not say whom it is for.",
  },
  "aws-auth-field-dropped": {
    severity: "blocker",
    rule: "R6",
    meaning: "A field has the wrong type, and the authenticator keeps the row without it.",
  },
  "aws-auth-field-repeated": {
    severity: "warning",
    rule: "R2",
    meaning: "A row gives a field more than once, in any case; the authenticator takes one of them.",
  },
  "aws-auth-field-unknown": {
    severity: "warning",
    rule: "R2",
    meaning: "A row has a field that the authenticator does not know.",
  },
} as const satisfies Record<string, Rule>;

/** Makes the parser's findings. */
export const awsAuthFinding = findingsOf(AWS_AUTH_RULES);
