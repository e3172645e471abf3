import type { ReviewFormat } from "./review-format";
import { reviewGithub } from "./review-github";
import { reviewGitlabCodeQuality } from "./review-gitlab-code-quality";
import { reviewGitlabTerraform } from "./review-gitlab-terraform";
import { reviewJsonText } from "./review-json";
import { reviewJunit } from "./review-junit";
import { reviewMarkdown } from "./review-markdown";
import type { ReviewOutcome } from "./review-outcome";
import { reviewSarif } from "./review-sarif";
import { reviewSummary } from "./review-summary";
import { reviewText } from "./review-text";

const PRINTERS: Readonly<Record<ReviewFormat, (outcome: ReviewOutcome) => string>> = {
  text: reviewText,
  markdown: ({ review }) => reviewMarkdown(review),
  summary: reviewSummary,
  json: reviewJsonText,
  sarif: reviewSarif,
  github: reviewGithub,
  junit: reviewJunit,
  "gitlab-terraform": reviewGitlabTerraform,
  "gitlab-code-quality": reviewGitlabCodeQuality,
};

/** A review in one of its formats. */
export function printReview(outcome: ReviewOutcome, format: ReviewFormat): string {
  return PRINTERS[format](outcome);
}
