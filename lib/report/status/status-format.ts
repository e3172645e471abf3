/** The formats of a fleet's status, the first by default. */
export const STATUS_FORMATS = ["text", "json", "markdown", "html"] as const;

/** One of {@link STATUS_FORMATS}. */
export type StatusFormat = (typeof STATUS_FORMATS)[number];
