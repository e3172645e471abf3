import type { ReviewFormat } from "./review-format";
import { reviewGithub } from "./formats/review-github";
import { reviewGitlabCodeQuality } from "./formats/review-gitlab-code-quality";
import { reviewGitlabTerraform } from "./formats/review-gitlab-terraform";
import { reviewJsonText } from "./formats/review-json";
import { reviewJunit } from "./formats/review-junit";
import { reviewMarkdown } from "./formats/review-markdown";
import type { ReviewOutcome } from "./review-outcome";
import { reviewSarif } from "./formats/review-sarif";
import { reviewSummary } from "./formats/review-summary";
import { reviewText } from "./formats/review-text";

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
