import { findingsOf } from "../../finding/finding";
import { INVENTORY_RULES } from "./inventory-rules";

/** Makes a finding of {@link INVENTORY_RULES}. */
export const inventoryFinding = findingsOf(INVENTORY_RULES);
