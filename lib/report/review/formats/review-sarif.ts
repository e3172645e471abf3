import { fileFindings } from "../review-file-findings";
import type { ReviewOutcome } from "../review-outcome";
import { sarifText } from "../../findings/sarif";

/** A review as SARIF: findings stand in the cluster file where there is one, else in the plan. */
export function reviewSarif({ review, exitCode }: ReviewOutcome): string {
  return sarifText({ clusters: [], findings: fileFindings(review), isRefused: exitCode !== 0 }, "review");
}
