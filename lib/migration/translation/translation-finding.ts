import { findingsIn } from "../../finding/finding";

/** Makes a finding about rows that are to be entries. */
export const translationFinding = findingsIn("translation");
