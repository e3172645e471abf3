import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { accessSteps } from "../../migration/explanation/access-step";
import type { LogWindow } from "../../usage/principal-usage";
import type { AuditLogCounts, LogReader } from "../../usage/read-logs";
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
  readonly used: UsedRows;
}

/** Holds what was read of logs against a cluster file at the stage where it stands; `asked`: days that the log should cover. */
export function usageOf({ file, staged }: ClusterFile, { usage, counts }: LogReader, asked?: number): UsageReport {
  const steps = accessSteps(staged);
  const step = steps.find(({ isCurrent }) => isCurrent) ?? steps[0];
  if (step === undefined) throw new RangeError("a file has at least one step");
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
    used: usedRows(step, usage.principals),
  };
}
