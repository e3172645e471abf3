import { digestOf } from "../../fleet/file-digest";
import { reachedBy } from "../../fleet/position";
import type { RingMember } from "../../fleet/ring-gate";
import { newestVerdict, staleVerdict, type VerifyVerdict } from "../../fleet/verdict";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { memberPath } from "../../inventory/fleet-file/fleet-source";
import type { FileFinding } from "../../inventory/file-findings";
import { judgeParsed } from "../../inventory/fleet";
import { type ClusterFileSource, parseSource } from "../../inventory/inventory";
import type { IdentifiedFile } from "../../inventory/twins";
import { clusterArn } from "../../live/live-identity";
import { isRefused } from "../../migration/gate/refusal";

/** What gates ask beside the cluster files. */
export interface RingEvidence {
  /** Of all results of `verify` that there are. */
  readonly verdicts: readonly VerifyVerdict[];
  /** In milliseconds since 1970. */
  readonly now: number;
  /** `2026-11-22`: decides which acceptances have expired. */
  readonly today: string;
}

/** A cluster file of a ring, read and judged. */
export interface ReadMember extends RingMember {
  readonly source: ClusterFileSource;
  /** What its name and its state are: other files may have the same. */
  readonly identity: IdentifiedFile;
  /** @default its file has errors */
  readonly cluster?: ClusterFile;
  /** @default no result of `verify` is of its text */
  readonly last?: VerifyVerdict;
  /** Of the file alone, whatever others say. */
  readonly findings: readonly FileFinding[];
}

/** Cluster files as their gates see them. */
export function ringMembers(sources: readonly ClusterFileSource[], evidence: RingEvidence): ReadMember[] {
  return sources.map((source) => ringMember(source, evidence));
}

/** One of {@link ringMembers}. */
export function ringMember(source: ClusterFileSource, { verdicts, now, today }: RingEvidence): ReadMember {
  const parsed = parseSource(source);
  const findings = judgeParsed(parsed, today);
  const { cluster, clusterName, account, state, folders } = parsed;
  const identity = { file: source.file, folders, clusterName, account, state };
  const path = memberPath(source);
  const blockers = [...new Set(findings.filter((one) => isRefused([one])).map(({ code }) => code))];
  if (cluster === undefined) return { source, identity, path, findings, blockers, stale: () => UNREAD };
  const { definition } = cluster.staged;
  const file = {
    digest: digestOf(source),
    clusterArn: clusterArn(definition),
    clusterName: definition.clusterName,
  };
  const about = verdicts.filter((one) => one.digest === file.digest || one.clusterArn === file.clusterArn);
  const stale = (days: number) => staleVerdict(about, file, { now, days });
  const last = newestVerdict(about, file);
  return {
    ...(last && { last }),
    source,
    identity,
    path,
    cluster,
    findings,
    blockers,
    reached: reachedBy(definition),
    stale,
  };
}

const UNREAD = { reason: "the file cannot be read", help: "eks-access check says why" };
