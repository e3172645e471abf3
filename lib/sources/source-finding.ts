import type { CodeOf } from "../finding/catalogue";
import { findingsIn } from "../finding/finding";

/** A code about what is imported. */
export type SourceCode = CodeOf<"import">;

/** Makes a finding about sources. */
export const sourceFinding = findingsIn("import");
