import { sortFindings } from "../finding/finding-order";
import { bindingDeviations } from "./verify-bindings";
import { entryDeviations } from "./verify-entries";
import type { Deviation, Held } from "./verify-finding";
import { apiServerDeviations, identityDeviations, modeDeviations } from "./verify-mode";
import { nodeDeviations } from "./verify-nodes";
import { roleDeviations } from "./verify-roles";
import { rowDeviations } from "./verify-rows";

/**
 * Every way in which a live cluster is not what its file says after the plan of its stage, one finding per cause. What nobody
 * tells is one too: unknown is never "as it should be".
 */
export function deviations(held: Held): Deviation[] {
  const other = identityDeviations(held);
  if (other.length > 0) return other;
  return sortFindings([
    ...apiServerDeviations(held),
    ...modeDeviations(held),
    ...entryDeviations(held),
    ...roleDeviations(held),
    ...rowDeviations(held),
    ...nodeDeviations(held),
    ...bindingDeviations(held),
  ]);
}

/** Whether nothing is left to do or to find out: warnings and notes do not count. */
export function isComplete(found: readonly Pick<Deviation, "severity">[]): boolean {
  return found.every(({ severity }) => severity === "warning" || severity === "note");
}
