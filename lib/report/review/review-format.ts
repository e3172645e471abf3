/** The formats of a review, the first by default. */
export const REVIEW_FORMATS = [
  "text",
  "markdown",
  "summary",
  "json",
  "sarif",
  "github",
  "junit",
  "gitlab-terraform",
  "gitlab-code-quality",
] as const;

/** One of {@link REVIEW_FORMATS}. */
export type ReviewFormat = (typeof REVIEW_FORMATS)[number];
