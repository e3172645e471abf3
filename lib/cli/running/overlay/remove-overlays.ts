import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import type { Fleet } from "../../../inventory/fleet";
import type { OverlayTexts } from "../../../overlay/files/overlay-files";
import { type Folder, foldersHolding } from "../../../overlay/folders-holding";
import { isOverlay } from "../../../overlay/is-overlay";
import type { Overlays } from "../../../overlay/make-overlays";
import type { OverlayTarget } from "../../../overlay/overlay-target";
import { removedWords } from "../../../overlay/removed-words";
import { OVERLAY_FILES } from "../../../overlay/root/root-module";
import { painter } from "../../../report/text/colour";
import { findingsText } from "../../../report/findings/findings-text";
import { shownSentence } from "../../../report/text/shown";
import type { CliContext } from "../../context";
import { type ExitCode, exitCodeOf } from "../../exit-code";
import { type Gone, goneClusterWords, requireGone } from "./gone-clusters";
import { type OverlayOnDisk, overlayOnDisk } from "./overlay-on-disk";

/** A folder whose files go, and the clusters that they hold. */
interface Removal extends Folder {
  readonly clusters: readonly ClusterFile[];
}

/**
 * Both files go whatever a check says of main.tf by now, and where main.tf cannot be read, or its block is not found: then they are
 * looked for by what stands in them. Files that neither way leads to are refused, with what was wrong.
 */
export async function removeOverlays(
  context: CliContext,
  { clusters, findings, isRefused }: Fleet,
  { targets, findings: found, gone }: Overlays & { readonly gone: Gone },
): Promise<ExitCode> {
  const { stdout, stderr, env } = context;
  const overlaid = clusters.filter(isOverlay);
  const lost = overlaid.filter((cluster) => foldersOf(cluster, targets, context.cwd).length === 0);
  const files = removals(overlaid, targets, context.cwd).map((one) => overlayOnDisk(toRemove(one), gone.gone));
  const refusals = [...(lost.length === 0 ? [] : found), ...files.flatMap((one) => one.findings)];
  stderr.write(findingsText([...findings, ...refusals], painter(stderr, env)));
  if (isRefused || refusals.length > 0) {
    stderr.write("nothing was deleted: mend the errors and blockers above\n");
    return 1;
  }
  requireGone(files, gone);
  for (const one of files) await removeFiles(context, one);
  const words = [...overlaid.flatMap((cluster) => wordsOf(cluster, targets)), ...goneClusterWords(gone.gone)];
  for (const line of words) stdout.write(`${shownSentence(line)}\n`);
  return exitCodeOf(findings);
}

function targetOf(cluster: ClusterFile, targets: readonly OverlayTarget[]): OverlayTarget | undefined {
  return targets.find((target) => target.cluster.file === cluster.file);
}

function foldersOf(cluster: ClusterFile, targets: readonly OverlayTarget[], cwd: string): readonly Folder[] {
  const target = targetOf(cluster, targets);
  return target === undefined ? foldersHolding(cluster, cwd) : [target.root];
}

/** Both files serve all clusters of one root module. */
function removals(clusters: readonly ClusterFile[], targets: readonly OverlayTarget[], cwd: string): Removal[] {
  const byPath = new Map<string, Removal>();
  for (const cluster of clusters)
    for (const { folder, path } of foldersOf(cluster, targets, cwd))
      byPath.set(path, { folder, path, clusters: [...(byPath.get(path)?.clusters ?? []), cluster] });
  return [...byPath.values()];
}

/** The names of the files alone: what they would hold is not asked. */
function toRemove({ folder, path, clusters }: Removal): OverlayTexts {
  return {
    folder,
    path,
    clusters: clusters.map(({ staged }) => staged.definition.clusterName),
    texts: Object.fromEntries(Object.values(OVERLAY_FILES).map((name) => [name, ""])),
  };
}

async function removeFiles({ stdout }: CliContext, { wanted, present }: OverlayOnDisk): Promise<void> {
  for (const [name, text] of present) {
    if (text === undefined) continue;
    await rm(join(wanted.path, name));
    stdout.write(`${shownSentence(`${wanted.folder}/${name}: deleted`)}\n`);
  }
}

function wordsOf(cluster: ClusterFile, targets: readonly OverlayTarget[]): string[] {
  const target = targetOf(cluster, targets);
  if (target !== undefined) return removedWords(target);
  const { clusterName, overlay } = cluster.staged.definition;
  return [
    `${clusterName}: the next plan does what ${overlay?.root ?? "the root module"} says, and asks no guard`,
    "  what that is cannot be told: its block was not found, or cannot be read; `eks-access overlay` says why",
  ];
}
