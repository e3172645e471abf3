import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterFile } from "../lib/inventory/cluster-file/parse-cluster-file";
import { stackNameOf } from "../lib/inventory/definition/stack-name";
import { locatedAt } from "../lib/inventory/finding/located-finding";
import type { IdentifiedFile } from "../lib/inventory/twins";
import type { OverlayTexts } from "../lib/overlay/files/overlay-files";
import type { StackState } from "../lib/overlay/root-states";
import type { FileFinding } from "../lib/inventory/file-findings";
import type { SynthRow } from "../lib/report/synth-table";

/** What the overlays of a fleet came to. */
export interface LaidOverlays {
  readonly findings: readonly FileFinding[];
  /** Stacks that keep the state of one of the root modules. */
  readonly sharing: (stacks: readonly IdentifiedFile[], outdir: string) => readonly FileFinding[];
  readonly rows: readonly { readonly file: string; readonly row: Omit<SynthRow, "findings"> }[];
  /** Names of the folders that `write` fills: `blue+green` of two clusters that share a root module. */
  readonly folders: readonly string[];
  /** Writes the files of each root module into a folder of its own: for review. */
  readonly write: (folder: string) => void;
}

/** Makes the files over the root modules of clusters; what reads those is loaded where there is one. */
export async function layOverlays(clusters: readonly ClusterFile[]): Promise<LaidOverlays> {
  if (clusters.length === 0) return { findings: [], sharing: () => [], rows: [], folders: [], write: () => undefined };
  const { makeOverlays } = await import("../lib/overlay/make-overlays.js");
  const { rowOf } = await import("../lib/report/synth-table.js");
  const { namePrefix } = await import("../lib/overlay/files/cluster-names.js");
  const { rootStatesShared } = await import("../lib/overlay/root-states.js");
  const { files, targets, findings } = await makeOverlays(clusters, process.cwd());
  const rows = clusters.map((cluster) => {
    const { staged, file } = cluster;
    const { clusterName } = staged.definition;
    const texts = files.find((one) => one.clusters.includes(clusterName))?.texts ?? {};
    const prefix = `${namePrefix(clusterName)}_`;
    const resources = Object.values(texts).reduce((sum, text) => sum + countIn(JSON.parse(text), prefix), 0);
    return { file, row: rowOf({ stack: cluster.stack, staged, resources }) };
  });
  return {
    findings,
    sharing: (stacks, outdir) => rootStatesShared(targets, statesOf(stacks), outdir),
    rows,
    folders: files.map(folderOf),
    write: (folder) => files.forEach((one) => writeTexts(join(folder, folderOf(one)), one.texts)),
  };
}

function folderOf({ clusters }: Pick<OverlayTexts, "clusters">): string {
  return clusters.join("+");
}

function statesOf(stacks: readonly IdentifiedFile[]): StackState[] {
  return stacks.flatMap(({ file, folders = [], clusterName, state }) => {
    if (clusterName === undefined || state === undefined) return [];
    const place: StackState["place"] = (finding) => locatedAt(file, finding, state.at);
    const backend = state.backend === undefined ? {} : { backend: state.backend };
    return [{ name: stackNameOf(folders, clusterName.text), place, ...backend }];
  });
}

/** Resources of our own in the root module: bindings, and entries where no module makes them. Names of ours carry the cluster. */
function countIn(json: unknown, prefix: string): number {
  const named = Object.values(fieldsOf(fieldsOf(json).resource)).flatMap((names) => Object.keys(fieldsOf(names)));
  return named.filter((name) => name.startsWith(prefix)).length;
}

function writeTexts(folder: string, texts: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
