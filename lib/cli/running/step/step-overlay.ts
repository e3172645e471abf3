import { STANDARD_INPUT } from "../../../inventory/finding/located-finding";
import type { FileFinding } from "../../../inventory/file-findings";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { outputFolder } from "../../../inventory/folder/output-folder";
import { type ClusterFileSource, parseInventory } from "../../../inventory/inventory";
import { isOverlay } from "../../../overlay/is-overlay";
import type { CliContext } from "../../context";
import { mayBeOverlay, overlayWithoutFile } from "../overlay/check-overlays";
import type { OverlayOnDisk } from "../overlay/overlay-on-disk";
import { sharingRoot } from "../overlay/sharing-root";

/** The overlay of a cluster file after a step: its files as they are and are to be, or why it cannot be made. */
export type StepOverlay = { readonly files: readonly OverlayOnDisk[] } | { readonly findings: readonly FileFinding[] };

/** Makes the files of the root module that a file has after a step, with the clusters of its folder that share it. */
export async function stepOverlay(
  context: CliContext,
  moved: ClusterFileSource,
  neighbours: readonly ClusterFileSource[],
): Promise<StepOverlay> {
  const { cwd } = context;
  const [cluster] = parseInventory([moved]).clusters;
  if (cluster === undefined) return { files: [] };
  if (!isOverlay(cluster)) return stackOnRoot(context, cluster, neighbours);
  const own = cluster;
  if (own.file === STANDARD_INPUT) throw overlayWithoutFile();
  const beside = sharingRoot(cwd, [own], neighbours);
  const { makeOverlays } = await import("../../../overlay/make-overlays.js");
  const { overlayOnDisk } = await import("../overlay/overlay-on-disk.js");
  const others = parseInventory(neighbours.filter(mayBeOverlay)).clusters.filter(isOverlay);
  const elsewhere = others.filter(({ file }) => !beside.some((one) => one.file === file));
  const overlays = await makeOverlays([own, ...beside], cwd, elsewhere);
  const files = overlays.files.map((one) => overlayOnDisk(one));
  const findings = [...overlays.findings, ...files.flatMap((one) => one.findings)];
  return findings.length > 0 ? { findings } : { files };
}

/** A stack has no files of an overlay; it is refused where it keeps the state of a root module that a neighbour is laid over. */
async function stackOnRoot(
  context: CliContext,
  cluster: ClusterFile,
  neighbours: readonly ClusterFileSource[],
): Promise<StepOverlay> {
  const beside = parseInventory(neighbours.filter(mayBeOverlay)).clusters.filter(isOverlay);
  if (beside.length === 0) return { files: [] };
  const { overlayTargets } = await import("../../../overlay/overlay-targets.js");
  const { rootStatesShared, stackStates } = await import("../../../overlay/root-states.js");
  const { targets } = await overlayTargets(beside, { cwd: context.cwd });
  const findings = rootStatesShared(targets, stackStates([cluster]), outputFolder(context.env, context.cwd));
  return findings.length > 0 ? { findings } : { files: [] };
}
