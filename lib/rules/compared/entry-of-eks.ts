import { readsAccessEntries } from "../../access/access-entry/authentication-mode";
import { namesPrincipal } from "../../access/principal/principal-id";
import type { NodeRole } from "../../plan/cluster/planned-cluster";
import type { ComparedCluster } from "./compared-cluster";
import { isExpected } from "./leaving";

/** Whether EKS makes the access entry of such a role by itself. */
export function isMadeByEks({ kind }: Pick<NodeRole, "kind">): boolean {
  return kind === "managed-node-group" || kind === "fargate-profile" || kind === "capability";
}

/**
 * Whether EKS has an access entry for a principal that no plan shows: its node groups, Fargate profiles or capabilities are
 * there and stay, or the cluster file expects it, and the cluster knew entries before the plan.
 * @see DOMAIN R37, R41
 */
export function isEntryOfEks(compared: Pick<ComparedCluster, "cluster" | "staged">, principal: string): boolean {
  const { cluster } = compared;
  const { mode } = cluster;
  if (mode.before === "unknown" || !readsAccessEntries(mode.before)) return false;
  if (isExpected(compared, principal)) return true;
  return cluster.nodes.some(
    (node) =>
      isMadeByEks(node) &&
      [node.role.before, node.role.after].every((arn) => arn !== undefined && namesPrincipal([arn], principal)),
  );
}

/** Whether everything that runs under a role goes by the same plan. */
export function goesWithNodes({ cluster: { nodes } }: Pick<ComparedCluster, "cluster">, principal: string): boolean {
  const own = nodes.filter(({ role }) => role.before !== undefined && namesPrincipal([role.before], principal));
  return own.length > 0 && own.every(({ change }) => change?.action === "delete");
}
