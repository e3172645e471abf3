import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { StagedCluster } from "../../migration/staged-cluster";
import type { PlannedCluster } from "../../plan/cluster/planned-cluster";

/** A cluster of a plan, and what its file says. */
interface PlanBesideFile {
  readonly cluster: Pick<PlannedCluster, "guards" | "address">;
  readonly staged?: StagedCluster<ClusterDefinition>;
}

/**
 * Whether a plan can be that of the cluster file. A stack that renders the access alone has no cluster: a plan with one and
 * without guards is that of whoever manages the cluster. An overlay stands where the cluster is: a plan without the cluster and
 * without guards is that of another root module.
 */
export function isOwnPlan({ cluster: { guards, address }, staged }: PlanBesideFile): boolean {
  const render = staged?.definition.render;
  if (guards.present) return true;
  if (render === "access") return address === undefined;
  return render !== "overlay" || address !== undefined;
}
