import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import { overlayParts, overlayTexts, type OverlayTexts } from "./files/overlay-files";
import { sharedNameFindings } from "./files/shared-names";
import type { OverlayTarget } from "./overlay-target";
import { type OverlayTargets, overlayTargets } from "./overlay-targets";

/** What cluster files come to over their root modules. */
export interface Overlays extends OverlayTargets {
  /** One per root module; none of one that a finding is about. */
  readonly files: readonly OverlayTexts[];
}

/** Reads the root modules of cluster files, checks what is to be overridden there, and makes the files of each; of none that is `beside`. */
export async function makeOverlays(
  clusters: readonly ClusterFile[],
  cwd: string,
  beside: readonly ClusterFile[] = [],
): Promise<Overlays> {
  const { targets, findings } = await overlayTargets(clusters, { cwd, neighbours: beside });
  const made = rootsOf(targets, findings).map(overlayParts);
  const shared = made.map((parts) => sharedNameFindings(parts));
  const files = made.filter((_, i) => shared[i]?.length === 0).map(overlayTexts);
  return { files, targets, findings: [...findings, ...shared.flat()] };
}

/**
 * What two clusters of one root module share that may be there once: of `targets` the one whose names another has too, be it a
 * neighbour's. Roots that a finding is about are left out, as where files are made.
 */
export function sharedInRoots(
  targets: readonly OverlayTarget[],
  { neighbours, findings }: Pick<OverlayTargets, "findings"> & { readonly neighbours: readonly OverlayTarget[] },
): LocatedFinding[] {
  return rootsOf([...neighbours, ...targets], findings).flatMap((all) => {
    const [own, others] = [true, false].map((isOwn) => all.filter((one) => targets.includes(one) === isOwn));
    if (own === undefined || others === undefined || own.length === 0 || all.length === 1) return [];
    return sharedNameFindings(overlayParts(own), overlayParts(others));
  });
}

/** The targets of each root module, but for one that a finding is about. */
function rootsOf(targets: readonly OverlayTarget[], findings: OverlayTargets["findings"]): OverlayTarget[][] {
  const refused = new Set(findings.map(({ file }) => file));
  const roots = [...new Set(targets.map(({ root }) => root.path))];
  return roots
    .map((path) => targets.filter(({ root }) => root.path === path))
    .filter((own) => !own.some((target) => isRefused(target, refused)));
}

function isRefused({ cluster, root, outermost }: OverlayTarget, files: ReadonlySet<string>): boolean {
  const folders = [root, outermost].map(({ folder }) => `${folder}/`);
  return files.has(cluster.file) || [...files].some((file) => folders.some((folder) => file.startsWith(folder)));
}
