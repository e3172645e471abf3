import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { StagedCluster } from "../../migration/staged-cluster";
import type { PlannedCluster } from "../../plan/cluster/planned-cluster";

/** A cluster of a plan, and what its file says. */
interface PlanBesideFile {
  readonly cluster: Pick<PlannedCluster, "guards" | "address">;
  readonly staged?: StagedCluster<ClusterDefinition>;
}

/**
 * Whether a plan can be that of the stack of a cluster file. A stack that renders the access alone has no cluster: a plan with
 * one and without guards is that of whoever manages the cluster.
 */
export function isOwnPlan({ cluster, staged }: PlanBesideFile): boolean {
  return staged?.definition.render !== "access" || cluster.guards.present || cluster.address === undefined;
}
