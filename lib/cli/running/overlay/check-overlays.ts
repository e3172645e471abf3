import { sortFindings } from "../../../finding/finding-order";
import { type LocatedFinding, STANDARD_INPUT } from "../../../inventory/finding/located-finding";
import type { Fleet } from "../../../inventory/fleet";
import { type ClusterFileSource, parseInventory } from "../../../inventory/inventory";
import { isRefused } from "../../../migration/gate/refusal";
import { isOverlay } from "../../../overlay/is-overlay";
import type { OverlayTarget } from "../../../overlay/overlay-target";
import type { CliContext } from "../../context";
import { Failure } from "../../failure";
import { surroundings } from "../../files/cluster-files";

/**
 * A fleet, and what the root modules of its overlays refuse, as `overlay` and `synth` say it; what reads root modules is loaded
 * where there is an overlay. `paths` are what was typed: neighbours of files that are named alone may share their root.
 */
export async function withOverlays(context: CliContext, fleet: Fleet, paths: readonly string[]): Promise<Fleet> {
  const own = fleet.clusters.filter(isOverlay);
  if (own.some(({ file }) => file === STANDARD_INPUT)) throw overlayWithoutFile();
  const { neighbours, outdir } = surroundings(context, paths, fleet.clusters);
  const beside = parseInventory(neighbours.filter(mayBeOverlay)).clusters.filter(isOverlay);
  if (own.length + beside.length === 0) return fleet;
  const { overlayTargets } = await import("../../../overlay/overlay-targets.js");
  const { untold } = await import("../../../overlay/check/untold.js");
  const { filesOtherwise } = await import("./files-otherwise.js");
  const { isGapOfOwn } = await import("../../../overlay/own-gaps.js");
  const { rootStatesShared, stackStates } = await import("../../../overlay/root-states.js");
  const { cwd } = context;
  const { targets, neighbours: others, findings } = await overlayTargets(own, { cwd, neighbours: beside });
  const states = rootStatesShared([...targets, ...others], stackStates(fleet.clusters), outdir);
  const names = await namesShared({ targets, neighbours: others, findings });
  const told = fleet.findings.filter((found) => !targets.some((target) => isGapOfOwn(target, found)));
  const refusals = [...findings, ...states, ...names];
  const isRead = !fleet.isRefused && refusals.length === 0;
  const files = isRead ? await filesOtherwise(context, { targets, neighbours }) : [];
  const all = sortFindings([...told, ...refusals, ...files, ...targets.flatMap(untold)]);
  return { ...fleet, findings: all, isRefused: isRefused(all) };
}

interface Read {
  readonly targets: readonly OverlayTarget[];
  readonly neighbours: readonly OverlayTarget[];
  readonly findings: readonly LocatedFinding[];
}

/** Names are given when files are made: what makes them is loaded where one root module has several clusters. */
async function namesShared({ targets, neighbours, findings }: Read): Promise<readonly LocatedFinding[]> {
  const paths = [...targets, ...neighbours].map(({ root }) => root.path);
  if (new Set(paths).size === paths.length) return [];
  const { sharedInRoots } = await import("../../../overlay/make-overlays.js");
  return sharedInRoots(targets, { neighbours, findings });
}

/** Most files of a large folder are none: those are not parsed once more. */
export function mayBeOverlay({ bytes }: ClusterFileSource): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("overlay");
}

/** Why an overlay is not taken through standard input. */
export function overlayWithoutFile(): Failure {
  return new Failure("an overlay on standard input, expected its file: its root module is a path from there", {
    exitCode: 1,
    help: "name the file",
  });
}
