import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { compareText } from "../lib/finding/text-order";
import { namePrefix } from "../lib/overlay/files/cluster-names";
import type { OverlayTexts } from "../lib/overlay/files/overlay-files";
import { isOverlay } from "../lib/overlay/is-overlay";
import { ValidationError } from "../lib/finding/validation-error";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { FileFinding, Fleet } from "../lib/inventory/fleet";
import { outputFolder } from "../lib/inventory/folder/output-folder";
import type { ClusterFile } from "../lib/inventory/cluster-file/parse-cluster-file";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import type { SynthRow } from "../lib/report/synth-table";
import { AccessStack } from "./access-stack";
import { EksStack } from "./eks-stack";
import { ModuleStack } from "./module-stack";
import { type Made, replaceOutput, type Unwritten } from "./output";
import { deleteStaleStacks, type StaleStack } from "./stale-stacks";

/** What became of a fleet: a row per cluster, or what its constructs refuse; then nothing is written. */
export interface Synthesis {
  readonly rows: readonly SynthRow[];
  readonly refused: readonly FileFinding[];
  /** @default the output was written, or refused */
  readonly unwritten?: Unwritten;
  /**
   * Folders of stacks that are gone, and that hold what cannot be made again.
   * @default none
   */
  readonly kept?: readonly StaleStack[];
}

type Composition = Omit<Synthesis, "kept" | "unwritten">;

/**
 * One stack per cluster, named as the cluster, written to the folder of the output, all of them or none; what each came to. Files
 * over the root modules of teams stand in `overlays`, for review: `eks-access overlay` writes them where they belong. Folders of
 * stacks that no file of the fleet has go.
 */
export function synthesize(fleet: Fleet, overlays: readonly OverlayTexts[] = []): Synthesis {
  const folder = outputFolder();
  const made = replaceOutput(folder, (outdir) => synthesizeTo(outdir, fleet, overlays));
  if (!("rows" in made)) return { rows: [], refused: [], unwritten: made };
  const stacked = fleet.clusters.filter((cluster) => !isOverlay(cluster));
  const names = stacked.map(({ staged }) => staged.definition.clusterName);
  return { ...made, ...(made.refused.length > 0 ? {} : { kept: deleteStaleStacks(folder, names) }) };
}

function synthesizeTo(
  outdir: string,
  { clusters, findings }: Fleet,
  overlays: readonly OverlayTexts[],
): Made<Composition> {
  const app = new App({ outdir, skipValidation: true, stackTraces: false });
  const stacked = clusters.filter((cluster) => !isOverlay(cluster));
  const composed = stacked.map((cluster) => compose(app, cluster));
  const refused = composed.flatMap((one) => ("refused" in one ? [one.refused] : []));
  if (refused.length > 0) return { value: { rows: [], refused }, isOutput: false };
  app.synth();
  for (const one of overlays) writeOverlay(join(outdir, "overlays", one.clusters.join("+")), one);
  const laid = clusters.filter(isOverlay).map((cluster) => overlayRow({ cluster, findings }, overlays));
  const rows = composed.flatMap((one) => ("refused" in one ? [] : [rowOf(one, findings)]));
  return { value: { rows: [...rows, ...laid].sort(byName), refused }, isOutput: true };
}

function byName(one: SynthRow, other: SynthRow): number {
  return compareText(one.staged.definition.clusterName, other.staged.definition.clusterName);
}

function writeOverlay(folder: string, { texts }: OverlayTexts): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
}

/** Resources of our own in the root module: bindings, and entries where no module makes them. */
function overlayRow(
  { cluster, findings }: { readonly cluster: ClusterFile; readonly findings: readonly FileFinding[] },
  overlays: readonly OverlayTexts[],
): SynthRow {
  const { staged, file } = cluster;
  const own = overlays.find(({ clusters }) => clusters.includes(staged.definition.clusterName));
  return {
    staged,
    resources: Object.values(own?.texts ?? {}).reduce((sum, text) => sum + countIn(JSON.parse(text), staged), 0),
    findings: findings.filter((finding) => finding.file === file),
  };
}

/** Names of ours carry the cluster. */
function countIn(json: unknown, { definition }: StagedCluster<ClusterDefinition>): number {
  const own = `${namePrefix(definition.clusterName)}_`;
  const named = Object.values(fieldsOf(fieldsOf(json).resource)).flatMap((names) => Object.keys(fieldsOf(names)));
  return named.filter((name) => name.startsWith(own)).length;
}

const STACKS = { access: AccessStack, module: ModuleStack, overlay: EksStack, resources: EksStack } as const;

/** The stack of a cluster, as its `render` says. */
export function stackOf(app: App, staged: StagedCluster<ClusterDefinition>): TerraformStack {
  const { clusterName, render } = staged.definition;
  const Stack = STACKS[render];
  return new Stack(app, clusterName, staged);
}

interface Composed {
  readonly cluster: ClusterFile;
  readonly stack: TerraformStack;
}

/** What a construct refuses stands in the cluster's file, as any other finding does. */
function compose(app: App, cluster: ClusterFile): Composed | { readonly refused: FileFinding } {
  try {
    return { cluster, stack: stackOf(app, cluster.staged) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { code, path, help } = error;
    const message = error.message.slice(`${path}: `.length);
    return {
      refused: cluster.locate({ severity: "error", code, path, message, ...(help === undefined ? {} : { help }) }),
    };
  }
}

function rowOf({ cluster, stack }: Composed, findings: readonly FileFinding[]): SynthRow {
  return {
    staged: cluster.staged,
    resources: countResources(stack),
    findings: findings.filter(({ file }) => file === cluster.file),
  };
}

function countResources(stack: TerraformStack): number {
  const json: unknown = stack.toTerraform();
  const types = fieldsOf(fieldsOf(json).resource);
  return Object.values(types).reduce<number>((sum, named) => sum + Object.keys(fieldsOf(named)).length, 0);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
