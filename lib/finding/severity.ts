/**
 * How much a finding weighs, worst first: `danger` (a plan takes access), `error` (the input is wrong), `blocker` (this
 * stage may not be planned), `irreversible`, `warning`, `note`.
 */
export const SEVERITIES = ["danger", "error", "blocker", "irreversible", "warning", "note"] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];
