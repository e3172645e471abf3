import { App, type TerraformStack } from "cdktf";
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

/** One stack per cluster, named as the cluster, written to `cdktf.out`; what each came to. */
export function synthesize({ clusters, findings }: Fleet): SynthRow[] {
  const app = new App({ skipValidation: true, stackTraces: false });
  const stacks = clusters.map(({ definition, file }) => ({ definition, file, stack: stackOf(app, definition) }));
  app.synth();
  return stacks.map(({ definition, file, stack }) => ({
    definition,
    resources: countResources(stack),
    findings: findings.filter((finding) => finding.file === file),
  }));
}

/** The stack of a definition, as its `render` says. */
export function stackOf(app: App, definition: ClusterDefinition): TerraformStack {
  const Stack = definition.render === "access" ? AccessStack : EksStack;
  return new Stack(app, definition.clusterName, definition);
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
