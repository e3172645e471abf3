import { findingsIn } from "../finding/finding";

/** Makes a finding about live data: what they leave open, and what guards refuse of them. */
export const liveFinding = findingsIn("live");
