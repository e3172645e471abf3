import { App, type TerraformStack } from "cdktf";
import { ValidationError } from "../lib/eks/validation-error";
import type { ClusterFile } from "../lib/inventory/parse-cluster-file";
import type { ClusterDefinition } from "../lib/inventory/cluster-definition";
import { type InventoryFailure, readInventory } from "../lib/inventory/read-inventory";
import { gate, isRefused } from "../lib/migration/gate";
import type { FileFinding } from "../lib/report/findings-text";
import type { SynthRow } from "../lib/report/synth-table";
import { AccessStack } from "./access-stack";
import { EksStack } from "./eks-stack";

/** All clusters of a folder, judged. */
export interface Fleet {
  readonly clusters: readonly ClusterFile[];
  /** Of all files, sorted by place. */
  readonly findings: readonly FileFinding[];
  /** Whether nothing may be written. */
  readonly isRefused: boolean;
}

/** Reads a folder of cluster files and runs the gate of each; `today` (`2026-11-22`) decides what has expired. */
export function readFleet(folder: string, today: string): Fleet | InventoryFailure {
  const inventory = readInventory(folder);
  if ("unreadable" in inventory) return inventory;
  const judged = inventory.clusters.flatMap(({ definition, locate }) =>
    gate(definition, today).map((finding): FileFinding => ({ ...finding, ...locate(finding) })),
  );
  const findings = withoutTwins([...judged, ...inventory.findings]);
  return { clusters: inventory.clusters, findings, isRefused: isRefused(findings) };
}

/** What became of a fleet: a row per cluster, or what its constructs refuse; then nothing is written. */
export interface Synthesis {
  readonly rows: readonly SynthRow[];
  readonly refused: readonly FileFinding[];
}

/** One stack per cluster, named as the cluster, written to `cdktf.out`; what each came to. */
export function synthesize({ clusters, findings }: Fleet): Synthesis {
  const app = new App({ skipValidation: true, stackTraces: false });
  const composed = clusters.map((cluster) => compose(app, cluster));
  const refused = composed.flatMap((one) => ("refused" in one ? [one.refused] : []));
  if (refused.length > 0) return { rows: [], refused };
  app.synth();
  const rows = composed.flatMap((one) => ("refused" in one ? [] : [rowOf(one, findings)]));
  return { rows, refused };
}

/** The stack of a definition, as its `render` says. */
export function stackOf(app: App, definition: ClusterDefinition): TerraformStack {
  const Stack = definition.render === "access" ? AccessStack : EksStack;
  return new Stack(app, definition.clusterName, definition);
}

interface Composed {
  readonly cluster: ClusterFile;
  readonly stack: TerraformStack;
}

/** What a construct refuses stands in the cluster's file, as any other finding does. */
function compose(app: App, cluster: ClusterFile): Composed | { readonly refused: FileFinding } {
  try {
    return { cluster, stack: stackOf(app, cluster.definition) };
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
    definition: cluster.definition,
    resources: countResources(stack),
    findings: findings.filter(({ file }) => file === cluster.file),
  };
}

/** The inventory and the gate both judge access entries: each finding once. */
function withoutTwins(findings: readonly FileFinding[]): FileFinding[] {
  const idOf = ({ file, path, code, message }: FileFinding): string => JSON.stringify([file, path, code, message]);
  const first = new Map<string, FileFinding>();
  for (const finding of findings) if (!first.has(idOf(finding))) first.set(idOf(finding), finding);
  return [...first.values()].sort(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(idOf(a), idOf(b)),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function countResources(stack: TerraformStack): number {
  const json: unknown = stack.toTerraform();
  const types = fieldsOf(fieldsOf(json).resource);
  return Object.values(types).reduce<number>((sum, named) => sum + Object.keys(fieldsOf(named)).length, 0);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
