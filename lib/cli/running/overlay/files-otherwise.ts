import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FileFinding } from "../../../inventory/file-findings";
import { judgeCluster } from "../../../inventory/fleet";
import type { ClusterFileSource } from "../../../inventory/inventory";
import { isRefused } from "../../../migration/gate/refusal";
import type { OverlayTarget } from "../../../overlay/overlay-target";
import { OVERLAY_FILES } from "../../../overlay/root/root-module";
import type { CliContext } from "../../context";
import { sharingRoot } from "./sharing-root";

/** Overlays that nothing refuses, and the files beside those that were named. */
interface Laid {
  readonly targets: readonly OverlayTarget[];
  readonly neighbours: readonly ClusterFileSource[];
}

/**
 * Files of overlays that are there, and not what `overlay` would write; before it is typed for the first time there are none. Said
 * of no root whose files are to hold what is not known: a cluster that nobody has read, or a neighbour that is refused.
 */
export async function filesOtherwise(
  { cwd, today }: CliContext,
  { targets, neighbours }: Laid,
): Promise<readonly FileFinding[]> {
  if (!targets.some(({ root }) => isThere(root))) return [];
  const named = targets.map(({ cluster }) => cluster);
  const beside = sharingRoot(cwd, named, neighbours);
  if (isRefused(beside.flatMap((cluster) => judgeCluster(cluster, today)))) return [];
  const { makeOverlays } = await import("../../../overlay/make-overlays.js");
  const { differingFiles, overlayOnDisk } = await import("./overlay-on-disk.js");
  const { files } = await makeOverlays([...named, ...beside], cwd);
  const read = files.filter(isThere).map((wanted) => overlayOnDisk(wanted));
  return read.flatMap((one) => {
    const foreign = one.findings.filter(({ code }) => code === "overlay-file-foreign");
    return one.findings.length > 0 ? foreign : differingFiles(one);
  });
}

function isThere({ path }: { readonly path: string }): boolean {
  return Object.values(OVERLAY_FILES).some((name) => existsSync(join(path, name)));
}
