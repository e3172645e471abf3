import { basename } from "node:path";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { type ClusterFileSource, parseInventory } from "../../../inventory/inventory";
import { clustersIn } from "../../../overlay/files/overlay-files";
import { isOverlay } from "../../../overlay/is-overlay";
import { Failure } from "../../failure";
import type { OverlayOnDisk } from "./overlay-on-disk";
import { sharingRoot } from "./sharing-root";

/** What `--gone` was given, beside which clusters. */
export interface Gone {
  /** Names of clusters. */
  readonly gone: readonly string[];
  readonly clusters: readonly ClusterFile[];
  /** Files beside those that were named. */
  readonly neighbours: readonly ClusterFileSource[];
  readonly cwd: string;
}

/**
 * Throws a {@link Failure} where a cluster is not gone: its file is there, named or beside those that are named; or where no file
 * of these root modules holds it.
 */
export function requireGone(files: readonly OverlayOnDisk[], { gone, clusters, neighbours, cwd }: Gone): void {
  if (gone.length === 0) return;
  const own = clusters.filter(isOverlay);
  const there = [...own, ...sharingRoot(cwd, own, neighbours)];
  const held = files.flatMap(({ present }) => [...present.values()].flatMap((text) => clustersIn(text ?? "") ?? []));
  for (const name of gone) {
    const file =
      there.find(({ staged }) => staged.definition.clusterName === name)?.file ?? unreadable(name, neighbours);
    if (file !== undefined)
      throw new Failure(`--gone: cluster \`${name}\` has the cluster file ${file}, expected a cluster without one`, {
        help: "leave --gone out, and name the folder of the cluster files; or delete that file first",
        exitCode: 1,
      });
    if (!held.includes(name))
      throw new Failure(`--gone: no file of these root modules holds cluster \`${name}\`, expected one that does`, {
        help: held.length === 0 ? "leave --gone out" : `they hold ${[...new Set(held)].sort().join(", ")}`,
        exitCode: 1,
      });
  }
}

/** A file of this name that has errors may be the cluster's. */
function unreadable(name: string, neighbours: readonly ClusterFileSource[]): string | undefined {
  const named = neighbours.filter(({ file }) => /^(.*)\.ya?ml$/.exec(basename(file))?.[1] === name);
  return named.find((source) => parseInventory([source]).clusters.length === 0)?.file;
}

/** What becomes of a cluster that was taken out. */
export function goneClusterWords(gone: readonly string[]): string[] {
  return gone.map(
    (name) =>
      `${name}: taken out: the next plan does with it what the root module says, and asks no guard; read the plan with eks-access review before you apply it`,
  );
}
