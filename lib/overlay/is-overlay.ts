import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";

/** Whether a cluster is rendered over a root module. */
export function isOverlay({ staged }: Pick<ClusterFile, "staged">): boolean {
  return staged.definition.render === "overlay";
}
