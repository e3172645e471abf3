import { sortFindings } from "../../finding/finding-order";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { FileFinding } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import { type ClusterFileSource, parseInventory } from "../../inventory/inventory";
import { clusterArn } from "../../live/live-identity";
import { isRefused } from "../../migration/gate/refusal";
import { wavesIn, wavesOf } from "../../migration/wave";
import { readSources } from "../../sources/read-sources";
import type { SourceText } from "../../sources/source-documents";
import { deviations, isComplete } from "../../verify/deviations";
import { digestOf } from "../../fleet/file-digest";
import type { StepPlace } from "../step/step-result";
import { takeStep } from "../step/take-step";
import type { Unanswered } from "../unanswered";

/** One cluster file, as it was read, and what is live of its cluster. */
export interface VerifyRequest {
  /** The file and its bytes, with the `defaults.yaml` of its folders: a verdict is about them alone. */
  readonly source: ClusterFileSource;
  /** Dumps of the live cluster. */
  readonly texts: readonly SourceText[];
  /**
   * That of the file whose names were replaced in `source`.
   * @default that of the bytes
   */
  readonly digest?: string;
  /** `2026-11-22`: decides which acceptances have expired. */
  readonly today: string;
}

/** Which step may be next; why there is none, where there is none. */
export type NextStep = { readonly to: StepPlace } | { readonly why: string };

/** A live cluster held against its file at its stage. */
export interface VerifiedCluster {
  readonly file: string;
  /** `sha256:…` of the file's bytes, and of those of its `defaults.yaml`. */
  readonly digest: string;
  readonly clusterName: string;
  /** ARN of the cluster that the file is of. */
  readonly clusterArn: string;
  /** @default the file has no migration */
  readonly stage?: StepPlace;
  /** ARN of whoever asked. */
  readonly caller?: string;
  /** When the cluster was asked, in milliseconds since 1970. */
  readonly collectedAt?: number;
  /** Whether the plan of the stage has done all that it does, and nothing is different or unknown. */
  readonly isComplete: boolean;
  readonly next: NextStep;
  readonly findings: readonly FileFinding[];
}

/** Findings about what nobody says: what is needed of it is found again, by what compares it. */
const FOUND_AGAIN: readonly string[] = ["import-call-unanswered", "import-entry-unknown", "import-node-groups-unknown"];

/**
 * Holds what is live against a cluster file at its stage. Reads nothing itself. What sources leave open is a finding
 * (`verify-unknown`), never a cluster that is complete. A cluster file with errors is unanswered: `check` says which.
 */
export function verify({
  source,
  texts,
  today,
  digest = digestOf(source),
}: VerifyRequest): VerifiedCluster | Unanswered {
  const [cluster] = parseInventory([source], { neighbours: [] }).clusters;
  if (cluster === undefined) return { problem: `${source.file}: no cluster file without errors`, fault: "files" };
  const { staged, file, stack } = cluster;
  const { definition } = staged;
  const { live, findings: read } = readSources(texts);
  const told = read.filter(({ code, severity }) => severity === "error" && !FOUND_AGAIN.includes(code));
  const found =
    told.length > 0
      ? []
      : deviations({ staged, live, file, stack }).map((each) => ({ ...each, ...cluster.locate(each) }));
  const complete = told.length === 0 && isComplete(found);
  return {
    file,
    digest,
    clusterName: definition.clusterName,
    clusterArn: clusterArn(definition),
    ...stageOf(cluster),
    ...(live.collected?.caller === undefined ? {} : { caller: live.collected.caller }),
    ...(live.collected === undefined ? {} : { collectedAt: live.collected.at }),
    isComplete: complete,
    next: complete ? nextOf(source, today) : { why: "the step is not complete" },
    findings: sortFindings<FileFinding>([...told, ...found]),
  };
}

/** Verified clusters as the findings of files, for the formats that print those. */
export function verifiedFleet(clusters: readonly ClusterFile[], verified: readonly VerifiedCluster[]): Fleet {
  const findings = verified.flatMap((one) => one.findings);
  return { clusters, findings, isRefused: verified.some((one) => !one.isComplete) || isRefused(findings) };
}

function stageOf({ staged: { definition } }: ClusterFile): Pick<VerifiedCluster, "stage"> {
  const stage = definition.migration?.stage;
  if (stage === undefined) return {};
  const all = wavesOf(definition).length;
  const wave = stage === "entries" && all > 1 ? { wave: { in: wavesIn(definition), of: all } } : {};
  return { stage: { stage, ...wave } };
}

/** What `advance` would do with the file; its gate judges. */
function nextOf(source: ClusterFileSource, today: string): NextStep {
  const { text, told } = takeStep({ sources: [source], neighbours: [] }, { direction: "advance", today });
  if (text !== undefined && told.to !== undefined) return { to: told.to };
  const codes = [...new Set(told.findings.filter((each) => isRefused([each])).map(({ code }) => code))];
  const why = told.refusal?.reason ?? `the gate of the next step refuses it (${codes.join(", ")})`;
  return { why };
}
