/** The formats in which findings are printed. */
export const CHECK_FORMATS = ["text", "json", "sarif", "github"] as const;

/** One of {@link CHECK_FORMATS}. */
export type CheckFormat = (typeof CHECK_FORMATS)[number];
