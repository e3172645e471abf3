import { findingsIn } from "../finding/finding";

/** Makes a finding about a file that is updated. */
export const importFinding = findingsIn("import");
