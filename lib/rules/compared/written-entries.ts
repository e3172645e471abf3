import type { AccessEntry } from "../../access/access-entry/access-entry";
import { isCreated, type PlannedChange } from "../../plan/objects/planned-change";
import type { ComparedCluster } from "./compared-cluster";

/** An entry that a plan writes, under its address, in what is declared: without what EKS fills in, which a `PlannedEntrySide` has. */
export interface WrittenEntry {
  readonly address: string;
  readonly entry: AccessEntry;
  /**
   * What is live under this address and stays.
   * @default it is made, or made anew
   */
  readonly before?: AccessEntry;
}

/** Entries that this plan makes or changes, or whose policies it does, as they are afterwards. */
export function writtenEntries({ cluster }: ComparedCluster): readonly WrittenEntry[] {
  const byPolicy = cluster.associations
    .filter(({ change }) => isWritten(change))
    .flatMap(({ after }) => after?.entry ?? []);
  return cluster.entries.flatMap(({ address, change, before, after }): WrittenEntry[] => {
    if ((!isWritten(change) && !byPolicy.includes(address)) || after?.entry === undefined) return [];
    const entry = declared(after.entry, after.defaulted);
    const isLive = before?.entry !== undefined && (change === undefined || !isCreated(change));
    return [{ address, entry, ...(isLive ? { before: declared(before.entry, before.defaulted) } : {}) }];
  });
}

function isWritten(change: PlannedChange | undefined): boolean {
  return change !== undefined && (change.action === "update" || isCreated(change));
}

/** What EKS fills in by itself is not judged as if somebody had written it. */
function declared({ userName, kubernetesGroups, ...entry }: AccessEntry, defaulted: readonly string[]): AccessEntry {
  return {
    ...entry,
    ...(userName === undefined || defaulted.includes("user_name") ? {} : { userName }),
    ...(kubernetesGroups === undefined || defaulted.includes("kubernetes_groups") ? {} : { kubernetesGroups }),
  };
}
