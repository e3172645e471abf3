import { findingsIn } from "../../finding/finding";

/** Makes a finding about a cluster file. */
export const inventoryFinding = findingsIn("file");
