import type { ClusterStatus, FleetStatus } from "../../app/status/fleet-status";
import { STAGES } from "../../migration/stage";

/** Where a cluster stands on a board: a stage, or beside all of them. */
export const COLUMNS = ["unreadable", "no migration", ...STAGES, "finished"] as const;

/** One of {@link COLUMNS}. */
export type Column = (typeof COLUMNS)[number];

/** The clusters of a ring, or of a fleet without rings, and how many are where. */
export interface RingTotals {
  /** @default the clusters that are in no ring */
  readonly name?: string;
  readonly clusters: readonly ClusterStatus[];
  /** Only those in which a cluster is, in their order. */
  readonly columns: readonly { readonly column: Column; readonly count: number }[];
  /** Clusters whose stage is refused, or whose file is wrong. */
  readonly blocked: number;
  /** Clusters at a stage that their ring would not let them take. */
  readonly ahead: number;
  /** Clusters of which a fresh result of `verify` says that their step is complete. */
  readonly verified: number;
  /** Principals that still come in by a row, cluster by cluster. */
  readonly onRows: number;
  /** Clusters that may advance now. */
  readonly ready: number;
}

/** The rings of a fleet in their order, then the clusters that are in none. */
export function ringTotals({ rings, clusters }: FleetStatus): RingTotals[] {
  const loose = clusters.filter(({ ring }) => ring === undefined);
  const named = rings.map((name) => ({ name, clusters: clusters.filter(({ ring }) => ring === name) }));
  return [...named, ...(loose.length === 0 ? [] : [{ clusters: loose }])].map(withTotals);
}

function withTotals(ring: Pick<RingTotals, "name" | "clusters">): RingTotals {
  const { clusters } = ring;
  const count = (is: (one: ClusterStatus) => boolean): number => clusters.filter(is).length;
  const columns = COLUMNS.map((column) => ({ column, count: count((one) => columnOf(one) === column) }));
  return {
    ...ring,
    columns: columns.filter((one) => one.count > 0),
    blocked: count(({ blockers }) => blockers.length > 0),
    ahead: count(({ ahead }) => ahead !== undefined),
    verified: count(({ verified }) => verified.state === "complete"),
    onRows: clusters.reduce((sum, { onRows }) => sum + onRows.length, 0),
    ready: count(({ next }) => next.kind === "advance"),
  };
}

/** The column of a cluster. */
export function columnOf({ reached }: ClusterStatus): Column {
  if (reached === undefined) return "unreadable";
  if (reached.kind === "stage") return reached.stage;
  return reached.kind === "finished" ? "finished" : "no migration";
}

/** `ring 2 of 5, staging`; what the clusters are called that are in none. */
export function ringName({ name }: RingTotals, { index, of }: { readonly index: number; readonly of: number }): string {
  if (name !== undefined) return `ring ${index + 1} of ${of}, ${name}`;
  return of === 0 ? "the fleet" : "in no ring";
}

/** `3 clusters (2 dual, 1 entries), 1 blocked, 2 verified, 4 principals on rows, 1 may advance` */
export function totalsWords({ clusters, columns, blocked, ahead, verified, onRows, ready }: RingTotals): string {
  const where = columns.map(({ column, count }) => `${count} ${column}`).join(", ");
  return [
    counted(clusters.length, "cluster") + (where === "" ? "" : ` (${where})`),
    ...(blocked === 0 ? [] : [`${blocked} blocked`]),
    ...(ahead === 0 ? [] : [`${ahead} ahead of ${ahead === 1 ? "its" : "their"} ring`]),
    `${verified} verified`,
    `${counted(onRows, "principal")} on rows`,
    `${ready} may advance`,
  ].join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
