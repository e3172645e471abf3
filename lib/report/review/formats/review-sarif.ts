import { fileFindings } from "../review-file-findings";
import type { ReviewOutcome, UnreadPlan } from "../review-outcome";
import { sarifText } from "../../findings/sarif";

/**
 * A review as SARIF: findings stand in the cluster file where there is one, else in the plan. A plan that could not be read is
 * a notification of a run that did not succeed.
 */
export function reviewSarif({ review, exitCode, unread = [] }: ReviewOutcome): string {
  const fleet = { clusters: [], findings: fileFindings(review), isRefused: exitCode !== 0 };
  return sarifText(fleet, "review", { failures: unread.map(failureText) });
}

function failureText({ message, help }: UnreadPlan): string {
  return help === undefined ? message : `${message}; ${help}`;
}
