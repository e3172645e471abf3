/** The formats in which an import is told. */
export const IMPORT_FORMATS = ["text", "json"] as const;

/** One of {@link IMPORT_FORMATS}. */
export type ImportFormat = (typeof IMPORT_FORMATS)[number];
