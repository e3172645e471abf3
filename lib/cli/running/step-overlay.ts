import { STANDARD_INPUT } from "../../inventory/finding/located-finding";
import type { FileFinding } from "../../inventory/fleet";
import { type ClusterFileSource, parseInventory } from "../../inventory/inventory";
import { isOverlay } from "../../overlay/is-overlay";
import type { CliContext } from "../context";
import { overlayWithoutFile } from "./check-overlays";
import type { OverlayOnDisk } from "./overlay-on-disk";
import { sharingRoot } from "./sharing-root";

/** The overlay of a cluster file after a step: its files as they are and are to be, or why it cannot be made. */
export type StepOverlay = { readonly files: readonly OverlayOnDisk[] } | { readonly findings: readonly FileFinding[] };

/** Makes the files of the root module that a file has after a step, with the clusters of its folder that share it. */
export async function stepOverlay(
  { cwd }: CliContext,
  moved: ClusterFileSource,
  neighbours: readonly ClusterFileSource[],
): Promise<StepOverlay> {
  const [own] = parseInventory([moved]).clusters.filter(isOverlay);
  if (own === undefined) return { files: [] };
  if (own.file === STANDARD_INPUT) throw overlayWithoutFile();
  const beside = sharingRoot(cwd, [own], neighbours);
  const { makeOverlays } = await import("../../overlay/make-overlays.js");
  const { overlayOnDisk } = await import("./overlay-on-disk.js");
  const overlays = await makeOverlays([own, ...beside], cwd);
  const files = overlays.files.map(overlayOnDisk);
  const findings = [...overlays.findings, ...files.flatMap((one) => one.findings)];
  return findings.length > 0 ? { findings } : { files };
}
