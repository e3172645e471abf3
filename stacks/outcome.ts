import { isOverlay } from "../lib/overlay/is-overlay";
import { ValidationError } from "../lib/finding/validation-error";
import type { ClusterFile, ParsedClusterFile } from "../lib/inventory/cluster-file/parse-cluster-file";
import type { FileFinding } from "../lib/inventory/file-findings";
import { judgeParsed } from "../lib/inventory/fleet";
import { type ClusterFileSource, parseSource } from "../lib/inventory/inventory";
import { isRefused } from "../lib/migration/gate/refusal";
import { rowOf, type SynthRow } from "../lib/report/synth-table";
import { textDigest } from "./cache/text-digest";
import { type StackJson, stackJson } from "./stack-json";

/** What became of one cluster file, as data alone: nothing that was read or drawn is held by it. */
export interface Outcome extends Pick<ParsedClusterFile, "clusterName" | "account" | "state"> {
  readonly file: string;
  /** Folders between that of the fleet and the file. */
  readonly folders: readonly string[];
  /** The last days of what it accepts: the findings are others once one is over. */
  readonly acceptedUntil: readonly string[];
  /** Of this file, whatever the others say. */
  readonly findings: readonly FileFinding[];
  /**
   * Its stack: undefined where it is refused, and where something else is refused already.
   * @default nothing is drawn
   */
  readonly stack?: DrawnStack;
}

/** A stack that was drawn. */
export interface DrawnStack {
  readonly name: string;
  /** Of its `cdk.tf.json`. */
  readonly digest: string;
  readonly row: Omit<SynthRow, "findings">;
}

/** An outcome, and what it took: to be written, or to be laid over a root module. */
export interface MadeOutcome {
  readonly outcome: Outcome;
  /** @default no stack was drawn */
  readonly text?: string;
  /** @default its cluster has a stack */
  readonly overlay?: ClusterFile;
}

/** How a file becomes a stack. */
export interface Making {
  /** `2026-11-22` decides which acceptances have expired. */
  readonly today: string;
  readonly outdir: string;
  /** Whether a stack is drawn where the file is not refused: nothing is written once another is. */
  readonly draws: boolean;
}

/** Reads, judges and draws one file. What a construct refuses stands in the cluster's file, as any other finding does. */
export function makeOutcome(source: ClusterFileSource, { today, outdir, draws }: Making): MadeOutcome {
  const { file, folders = [] } = source;
  const parsed = parseSource(source);
  const { cluster, clusterName, account, state } = parsed;
  const findings = judgeParsed(parsed, today);
  const acceptedUntil = [cluster, parsed.open]
    .flatMap((one) => one?.staged.definition.accept ?? [])
    .map(({ until }) => until);
  const outcome = { file, folders, clusterName, account, state, acceptedUntil, findings };
  if (cluster === undefined || isRefused(findings)) return { outcome };
  if (isOverlay(cluster)) return { outcome, overlay: cluster };
  if (!draws) return { outcome };
  const drawn = draw(cluster, outdir);
  if ("refused" in drawn) return { outcome: { ...outcome, findings: [...findings, drawn.refused] } };
  const { text, resources } = drawn;
  const row = rowOf({ ...cluster, resources });
  return { outcome: { ...outcome, stack: { name: cluster.stack, digest: textDigest(text), row } }, text };
}

function draw(cluster: ClusterFile, outdir: string): StackJson | { readonly refused: FileFinding } {
  try {
    return stackJson(cluster, outdir);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { code, path, help } = error;
    const message = error.message.slice(`${path}: `.length);
    return {
      refused: cluster.locate({ severity: "error", code, path, message, ...(help === undefined ? {} : { help }) }),
    };
  }
}
