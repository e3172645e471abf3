import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { type AccessStep, accessSteps } from "../../migration/explanation/access-step";
import type { StagedDefinition } from "../../migration/staged-definition";
import type { LogWindow } from "../../usage/principal-usage";
import type { AuditLogCounts, LogReader } from "../../usage/logs/read-logs";
import type { PastState } from "../../usage/served-through";
import { type UsedRows, usedRows } from "../../usage/used-rows";

/** What logs say about one cluster file. */
export interface UsageReport {
  readonly file: string;
  readonly clusterName: string;
  readonly accountId?: string;
  readonly stage: string;
  /** Absent where the log has no line that can be read. */
  readonly window?: LogWindow;
  /** Days that were asked for. */
  readonly asked?: number;
  readonly counts: AuditLogCounts;
  /** Committed versions of the file that were asked about rows and entries of their time. */
  readonly versions: number;
  readonly used: UsedRows;
}

/** What is known beside the logs. */
export interface UsageAround {
  /** Days that the log should cover. */
  readonly asked?: number;
  /** What the file said before, by the history of its repository, oldest first. */
  readonly history?: readonly PastState[];
}

/** Holds what was read of logs against a cluster file at the stage where it stands. */
export function usageOf(
  { file, staged }: ClusterFile,
  { usage, counts }: LogReader,
  { asked, history = [] }: UsageAround = {},
): UsageReport {
  const step = stepOf(staged);
  const { clusterName, accountId } = staged.definition;
  const { window } = usage;
  return {
    file,
    clusterName,
    ...(accountId === undefined ? {} : { accountId }),
    stage: step.name,
    ...(window === undefined ? {} : { window }),
    ...(asked === undefined ? {} : { asked }),
    counts,
    versions: history.length,
    used: usedRows(step, usage.principals, history),
  };
}

/** What a file of a past commit said; `staged` is undefined where it cannot be read. */
export function pastState(since: number, staged: StagedDefinition | undefined): PastState {
  return staged === undefined ? { since } : { since, state: stepOf(staged).state };
}

function stepOf(staged: StagedDefinition): AccessStep {
  const steps = accessSteps(staged);
  const step = steps.find(({ isCurrent }) => isCurrent) ?? steps[0];
  if (step === undefined) throw new RangeError("a file has at least one step");
  return step;
}
