import type { CodeRow } from "../code-row";

/** What the text of aws-auth and its rows have to say. */
export const AWS_AUTH_CODES = {
  "aws-auth-key-ignored": {
    severity: { import: "warning", live: "warning" },
    rule: "R1",
    meaning: "The ConfigMap has a key that the authenticator does not read.",
  },
  "aws-auth-key-miscased": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R1",
    meaning: "A section's key differs in case only, so that the authenticator reads none of its rows.",
  },
  "aws-auth-section-invalid": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R4",
    meaning: "The authenticator cannot read a section and drops it; the other sections still count.",
  },
  "aws-auth-section-unreadable": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R4",
    meaning:
      "This program cannot tell how the authenticator reads a section, so nobody knows which principals it serves.",
  },
  "aws-auth-text-ignored": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R4",
    meaning: "The authenticator reads a section's first document only; more text follows it.",
  },
  "aws-auth-row-dropped": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R5",
    meaning: "The authenticator drops a row that names no principal.",
  },
  "aws-auth-field-dropped": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R6",
    meaning: "A field has the wrong type, and the authenticator keeps the row without it.",
  },
  "aws-auth-field-repeated": {
    severity: { import: "warning", live: "warning" },
    rule: "R2",
    meaning: "A row gives a field more than once, in any case; the authenticator takes one of them.",
  },
  "aws-auth-field-unknown": {
    severity: { import: "warning", live: "warning" },
    rule: "R2",
    meaning: "A row has a field that the authenticator does not know.",
  },
  "row-ambiguous": {
    severity: { gate: "error" },
    rule: "R9",
    meaning: "Rows of one user differ only in case and give different things: the authenticator takes either.",
  },
  "row-arn-malformed": {
    severity: { gate: "warning" },
    rule: "R8",
    meaning: "The ARN of a row is malformed, so the row serves nobody.",
  },
  "row-dead": {
    severity: { gate: "warning" },
    rule: "R12",
    meaning: "No caller ever matches the row: a role with a path, a session, or an SSO matcher. It does not block API.",
  },
  "row-shadowed": {
    severity: { gate: "warning" },
    rule: "R9, R10",
    meaning: "Another row for the same principal counts instead, as a whole.",
  },
  "row-username-missing": {
    severity: { gate: "warning" },
    rule: "R24",
    meaning:
      "The row gives an empty username, or one that is empty once filled in: aggregated APIs such as metrics answer 401. An access entry cures it.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
