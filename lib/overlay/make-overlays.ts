import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
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
  const refused = new Set(findings.map(({ file }) => file));
  const roots = [...new Set(targets.map(({ root }) => root.path))];
  const made = roots
    .map((path) => targets.filter(({ root }) => root.path === path))
    .filter((own) => !own.some((target) => isRefused(target, refused)))
    .map(overlayParts);
  const shared = made.map(sharedNameFindings);
  const files = made.filter((_, i) => shared[i]?.length === 0).map(overlayTexts);
  return { files, targets, findings: [...findings, ...shared.flat()] };
}

function isRefused({ cluster, root, outermost }: OverlayTarget, files: ReadonlySet<string>): boolean {
  const folders = [root, outermost].map(({ folder }) => `${folder}/`);
  return files.has(cluster.file) || [...files].some((file) => folders.some((folder) => file.startsWith(folder)));
}
