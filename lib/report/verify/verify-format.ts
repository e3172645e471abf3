/** The formats of a verified fleet, the first by default. */
export const VERIFY_FORMATS = ["text", "json", "sarif", "junit", "github", "markdown"] as const;

/** One of {@link VERIFY_FORMATS}. */
export type VerifyFormat = (typeof VERIFY_FORMATS)[number];
