import type { LocatedFinding } from "../inventory/finding/located-finding";
import { sortFindings } from "../finding/finding-order";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import { overlayFindings } from "./check/overlay-checks";
import { deferredFindings } from "./files/deferred-providers";
import { overlayKubernetes } from "./files/kubernetes-settings";
import { isOverlay } from "./is-overlay";
import { overlayFinding, overlayIn } from "./overlay-finding";
import { overlayTarget, type OverlayTarget } from "./overlay-target";

/** What cluster files are to be laid over, and everything that keeps it from being done. */
export interface OverlayTargets {
  readonly targets: readonly OverlayTarget[];
  /** By file, line and column. */
  readonly findings: readonly LocatedFinding[];
}

/**
 * Reads the root modules of cluster files and checks what is to be overridden there; nothing is made. Of `neighbours` only is
 * asked whether they name a block that another file names: what is wrong with them is told when they are read themselves.
 */
export async function overlayTargets(
  clusters: readonly ClusterFile[],
  { cwd, neighbours = [] }: { readonly cwd: string; readonly neighbours?: readonly ClusterFile[] },
): Promise<OverlayTargets> {
  const [own, beside] = [await found(clusters, cwd), await found(neighbours, cwd)];
  const { targets } = own;
  const findings = [
    ...own.findings,
    ...targets.flatMap(overlayFindings),
    ...targets.flatMap((target) => [...overlayKubernetes(target).findings, ...deferredFindings(target)]),
    ...twins(targets, beside.targets),
  ];
  return { targets, findings: sortFindings(findings) };
}

async function found(clusters: readonly ClusterFile[], cwd: string): Promise<OverlayTargets> {
  const targets: OverlayTarget[] = [];
  const findings: LocatedFinding[] = [];
  for (const cluster of clusters.filter(isOverlay)) {
    const one = await overlayTarget(cluster, cwd);
    if ("target" in one) targets.push(one.target);
    else findings.push(...one.findings);
  }
  return { targets, findings };
}

/** Two cluster files that name one block, or whose names become one. */
function twins(targets: readonly OverlayTarget[], neighbours: readonly OverlayTarget[]): LocatedFinding[] {
  return targets.flatMap((target, i) => {
    const before = [...neighbours, ...targets.slice(0, i)].filter(({ root }) => root.path === target.root.path);
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
