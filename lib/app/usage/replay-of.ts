import type { Rbac } from "../../access/rbac/rbac";
import { didYouMean } from "../../finding/did-you-mean";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { accessSteps, type AccessStep } from "../../migration/explanation/access-step";
import type { LogWindow } from "../../usage/principal-usage";
import type { AuditLogCounts, LogReader } from "../../usage/logs/read-logs";
import { replay, type ReplayedRequest, type ReplayOutcome, type RequestKind } from "../../usage/replay";
import type { Unanswered } from "../unanswered";

/** What becomes of past requests at one stage of a cluster file. */
export interface ReplayReport {
  readonly file: string;
  readonly clusterName: string;
  readonly accountId?: string;
  readonly stage: string;
  /** That of the audit log alone; absent where it has no line that can be read. */
  readonly window?: LogWindow;
  readonly counts: AuditLogCounts;
  /** Whether the cluster's RBAC was given. */
  readonly hasRbac: boolean;
  readonly replayed: readonly ReplayedRequest[];
}

/** What all requests of a report come to. */
export function replayOutcome({ replayed, counts }: Pick<ReplayReport, "replayed" | "counts">): ReplayOutcome {
  if (replayed.some(({ verdict }) => verdict === "lost")) return "lost";
  if (replayed.length === 0 || counts.torn > 0 || counts.tornFiles > 0) return "unknown";
  return replayed.some(({ verdict }) => verdict === "not-known") ? "unknown" : "kept";
}

/** Whether nothing is known to be missing in a log: no line and no file of it is cut off, and it has no gap. */
export function isWholeLog({ counts, window }: Pick<ReplayReport, "counts" | "window">): boolean {
  return counts.torn === 0 && counts.tornFiles === 0 && (window?.gaps ?? []).length === 0;
}

/** The stage of a file by name, `entries:2` for a wave; `entries` without a wave is its last. */
export function stepNamed({ staged }: ClusterFile, name: string): AccessStep | Unanswered {
  const steps = accessSteps(staged);
  const found = steps.find((step) => step.name === name) ?? steps.findLast(({ stage }) => stage === name);
  if (found !== undefined) return found;
  const names = steps.map((step) => step.name);
  const near = didYouMean(name, names);
  const problem = `--stage: expected ${names.join(", ")}, got \`${name}\``;
  return { problem, ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }), fault: "question" };
}

/** What was read of logs, and of the cluster's RBAC. */
export interface ReplayQuestion {
  readonly log: LogReader;
  readonly kinds: readonly RequestKind[];
  readonly rbac: Rbac | undefined;
}

/** Holds kinds of past requests against a stage; without RBAC what groups and usernames may do is not known. */
export function replayOf(
  { file, staged }: ClusterFile,
  step: AccessStep,
  { log, kinds, rbac }: ReplayQuestion,
): ReplayReport {
  const { clusterName, accountId } = staged.definition;
  const window = log.usage.windowOf("audit");
  return {
    file,
    clusterName,
    ...(accountId === undefined ? {} : { accountId }),
    stage: step.name,
    ...(window === undefined ? {} : { window }),
    counts: log.counts,
    hasRbac: rbac !== undefined,
    replayed: replay(kinds, step, rbac),
  };
}
