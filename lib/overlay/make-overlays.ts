import type { LocatedFinding } from "../inventory/finding/located-finding";
import { sortFindings } from "../finding/finding-order";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import { overlayFindings } from "./check/overlay-checks";
import { overlayTexts, type OverlayTexts } from "./files/overlay-files";
import { isOverlay } from "./is-overlay";
import { overlayFinding, overlayIn } from "./overlay-finding";
import { overlayTarget, type OverlayTarget } from "./overlay-target";

/** What cluster files come to over their root modules. */
export interface Overlays {
  /** One per root module; none of one that a finding is about. */
  readonly files: readonly OverlayTexts[];
  readonly targets: readonly OverlayTarget[];
  /** By file, line and column. */
  readonly findings: readonly LocatedFinding[];
}

/** Reads the root modules of cluster files, checks what is to be overridden there, and makes the files of each. */
export async function makeOverlays(clusters: readonly ClusterFile[], cwd: string): Promise<Overlays> {
  const targets: OverlayTarget[] = [];
  const findings: LocatedFinding[] = [];
  for (const cluster of clusters.filter(isOverlay)) {
    const found = await overlayTarget(cluster, cwd);
    if ("target" in found) targets.push(found.target);
    else findings.push(...found.findings);
  }
  findings.push(...targets.flatMap(overlayFindings), ...twins(targets));
  const refused = new Set(findings.map(({ file }) => file));
  const roots = [...new Set(targets.map(({ root }) => root.path))];
  const files: OverlayTexts[] = [];
  for (const path of roots) {
    const own = targets.filter(({ root }) => root.path === path);
    if (findings.length > 0 && own.some((target) => isRefused(target, refused))) continue;
    const made = overlayTexts(own);
    if ("files" in made) files.push(made.files);
    else findings.push(...made.findings);
  }
  return { files, targets, findings: sortFindings(findings) };
}

function isRefused({ cluster, root }: OverlayTarget, files: ReadonlySet<string>): boolean {
  return files.has(cluster.file) || [...files].some((file) => file.startsWith(`${root.folder}/`));
}

/** Two cluster files that name one block, or whose names become one. */
function twins(targets: readonly OverlayTarget[]): LocatedFinding[] {
  return targets.flatMap((target, i) => {
    const before = targets.slice(0, i).filter(({ root }) => root.path === target.root.path);
    const sameBlock = before.find(
      ({ eks }) =>
        eks.block.name === target.eks.block.name &&
        eks.block.type === target.eks.block.type &&
        eks.key === target.eks.key,
    );
    if (sameBlock !== undefined) {
      const message = `a block that ${sameBlock.cluster.file} names too, expected one cluster file for it`;
      return [
        overlayIn(target.eks.block, ["overlay-block-missing"], {
          message,
          help: "name the block of each cluster under its overlay",
        }),
      ];
    }
    const name = nameOf(target).replace(/-/g, "_");
    const other = before.find((one) => nameOf(one).replace(/-/g, "_") === name);
    if (other === undefined) return [];
    const message = `a name that becomes the same as \`${nameOf(other)}\` in Terraform, expected names that differ in more than - and _`;
    return [target.cluster.locate(overlayFinding("overlay-unsupported", "cluster_name", { message }))];
  });
}

function nameOf({ cluster }: OverlayTarget): string {
  return cluster.staged.definition.clusterName;
}
