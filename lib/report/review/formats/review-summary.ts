import type { ReviewOutcome } from "../review-outcome";
import { reviewMarkdown } from "./review-markdown";

/** GitHub takes 1 MiB of summary per step; a character can be three bytes. */
const SUMMARY_LIMIT = 340_000;

/** The whole review as Markdown for the summary of a GitHub job: append it to `$GITHUB_STEP_SUMMARY`. */
export function reviewSummary({ review }: ReviewOutcome): string {
  return reviewMarkdown(review, SUMMARY_LIMIT);
}
