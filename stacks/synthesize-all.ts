import type { Fleet } from "../lib/inventory/fleet";
import { isOverlay } from "../lib/overlay/is-overlay";
import { type Synthesis, synthesize } from "./fleet";

/** Nothing of a fleet that is refused; else stacks, and the files over root modules where a cluster has one: what reads those is loaded then. */
export async function synthesizeAll(fleet: Fleet): Promise<Synthesis> {
  if (fleet.isRefused) return { rows: [], refused: [] };
  if (!fleet.clusters.some(isOverlay)) return synthesize(fleet);
  const { makeOverlays } = await import("../lib/overlay/make-overlays.js");
  const { files, findings } = await makeOverlays(fleet.clusters, process.cwd());
  return findings.length > 0 ? { rows: [], refused: findings } : synthesize(fleet, files);
}
