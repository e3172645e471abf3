import type { LocatedFinding } from "../inventory/finding/located-finding";
import { sortFindings } from "../finding/finding-order";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import { overlayFindings } from "./check/overlay-checks";
import { deferredFindings } from "./files/deferred-providers";
import { overlayKubernetes } from "./files/kubernetes-settings";
import { isOverlay } from "./is-overlay";
import { overlayFinding, overlayIn } from "./overlay-finding";
import { type Overridden, overlayTarget, type OverlayTarget } from "./overlay-target";
import { blockAddress } from "./root/block";

/** What cluster files are to be laid over, and everything that keeps it from being done. */
export interface OverlayTargets {
  readonly targets: readonly OverlayTarget[];
  /** By file, line and column. */
  readonly findings: readonly LocatedFinding[];
}

/** What neighbouring cluster files are to be laid over, as far as they can be read. */
interface Neighbours {
  readonly neighbours: readonly OverlayTarget[];
}

/**
 * Reads the root modules of cluster files and checks what is to be overridden there; nothing is made. Of `neighbours` only is
 * asked whether they name a block that another file names, or a folder that another root module calls: what is wrong with them is told when they are read themselves.
 */
export async function overlayTargets(
  clusters: readonly ClusterFile[],
  { cwd, neighbours = [] }: { readonly cwd: string; readonly neighbours?: readonly ClusterFile[] },
): Promise<OverlayTargets & Neighbours> {
  const [own, beside] = [await found(clusters, cwd), await found(neighbours, cwd)];
  const { targets } = own;
  const findings = [
    ...own.findings,
    ...targets.flatMap(overlayFindings),
    ...targets.flatMap((target) => [...overlayKubernetes(target).findings, ...deferredFindings(target)]),
    ...twins(targets, beside.targets),
  ];
  return { targets, neighbours: beside.targets, findings: sortFindings(findings) };
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
    const shared = before.find((one) => callsOf(one) !== callsOf(target));
    if (shared !== undefined) return [sharedFolder(target, shared)];
    const sameBlock = before.find(({ eks }) => isSameBlock(eks, target.eks));
    if (sameBlock !== undefined) {
      const message = `a block that ${sameBlock.cluster.file} names too, expected one cluster file for it`;
      return [
        overlayIn(target.eks.block, ["overlay-block-missing"], {
          message,
          help: "name the block of each cluster under its overlay",
        }),
      ];
    }
    const sameRows = before.find(({ rows }) => isSameBlock(rows, target.rows));
    if (sameRows !== undefined && target.rows !== undefined) return [sharedRows(target.rows, sameRows.cluster.file)];
    const name = nameOf(target).replace(/-/g, "_");
    const other = before.find((one) => nameOf(one).replace(/-/g, "_") === name);
    if (other === undefined) return [];
    const message = `a name that becomes the same as \`${nameOf(other)}\` in Terraform, expected names that differ in more than - and _`;
    return [target.cluster.locate(overlayFinding("overlay-unsupported", "cluster_name", { message }))];
  });
}

/** A root module is read for each of its clusters: one block is two objects. */
function isSameBlock(one: Overridden | undefined, other: Overridden | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return blockAddress(one.block) === blockAddress(other.block) && one.key === other.key;
}

/** One ConfigMap has the rows of one cluster: the stage of one file would empty the rows that the other cluster still reads. */
function sharedRows({ block }: Overridden, file: string): LocatedFinding {
  const message = `a block that ${file} names too, for the rows of another cluster, expected one cluster file for it: the stage of one file would take the rows of the other's cluster away`;
  const help =
    "name under overlay.aws_auth_module or overlay.config_map of each cluster file the block that writes the rows of its own cluster; where a cluster has none here, leave the key out and write `manage_aws_auth_configmap: false` under aws_auth";
  return overlayIn(block, ["overlay-block-missing"], { message, help });
}

/** Where a folder is called from: the outermost root module, and the calls that lead to it. */
function callsOf({ outermost, calls }: OverlayTarget): string {
  return [outermost.path, ...calls.map(({ block }) => block.name)].join("\n");
}

/** A folder is read wherever it is called: each call would ask for the cluster of the other, and change it. */
function sharedFolder({ cluster, root, outermost }: OverlayTarget, other: OverlayTarget): LocatedFinding {
  const [own, others] = [outermost.folder, other.outermost.folder];
  const calls = own === others ? `twice by ${own}` : `by ${own} and by ${others}`;
  const message = `${root.folder} is called ${calls} (${other.cluster.file}), expected a folder with one call: both calls read what is written there for one cluster`;
  const help =
    "give each cluster a copy of that folder, or write `render: access` with a state of its own for one of them";
  return cluster.locate(overlayFinding("overlay-unsupported", "overlay.root", { message, help }));
}

function nameOf({ cluster }: OverlayTarget): string {
  return cluster.staged.definition.clusterName;
}
