import { dirname, resolve } from "node:path";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { type ClusterFileSource, parseInventory } from "../../../inventory/inventory";
import { isOverlay } from "../../../overlay/is-overlay";
import { realFolder } from "../../../overlay/root/real-folder";

/** The clusters of neighbouring files whose overlay is laid over the root module of one of `own`. */
export function sharingRoot(
  cwd: string,
  own: readonly ClusterFile[],
  neighbours: readonly ClusterFileSource[],
): readonly ClusterFile[] {
  const rootOf = ({ file, staged }: ClusterFile): string =>
    realFolder(resolve(cwd, dirname(file), staged.definition.overlay?.root ?? ""));
  const roots = own.map(rootOf);
  const beside = parseInventory(neighbours).clusters.filter(isOverlay);
  return beside.filter((one) => roots.includes(rootOf(one)));
}
