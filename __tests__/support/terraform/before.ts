import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Inventory, parseInventory } from "../../../lib/inventory/inventory";
import type { FileFinding } from "../../../lib/inventory/file-findings";
import { judgeInventory } from "../../../lib/inventory/fleet";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";

const FOLDER = join(__dirname, "../../fixtures/before");

/** One folder of `fixtures/before`: a cluster file, and what was written for it before adoption was guarded. */
export interface Before {
  /** The JSON of that time. */
  readonly json: string;
  /** The cluster file's text. */
  readonly text: string;
  readonly file: string;
}

/** The fixture of a folder. */
export function before(folder: string, clusterName: string): Before {
  const file = `${clusterName}.yaml`;
  return {
    json: readFileSync(join(FOLDER, folder, "cdk.tf.json"), "utf8"),
    text: readFileSync(join(FOLDER, folder, file), "utf8"),
    file,
  };
}

/** A cluster file judged today: what refuses it, and its definition. */
export interface Judged {
  readonly findings: readonly FileFinding[];
  readonly isRefused: boolean;
  readonly definition: ClusterDefinition;
}

/** What is said of a cluster file today. */
export function judged({ file, text }: Pick<Before, "file" | "text">, today = "2026-11-22"): Judged {
  const inventory: Inventory = parseInventory([{ file, bytes: new TextEncoder().encode(text) }]);
  // Benches run Terraform in the stack's own folder, with the state in it.
  const asked = inventory.findings.filter(({ code }) => code !== "state-path-unfit");
  const { clusters, findings, isRefused } = judgeInventory({ ...inventory, findings: asked }, today);
  const [cluster] = clusters;
  if (cluster === undefined) throw new Error(findings.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return { findings, isRefused, definition: cluster.staged.definition };
}
