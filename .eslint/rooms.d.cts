/** What each room may import from the others: by its path, `lib/access/*` with all that is below. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
/** Rooms that may import cdktf. */
export const MAY_USE_CDKTF: readonly string[];
