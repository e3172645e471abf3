import type { ClusterStatus } from "../../app/status/fleet-status";
import { reachedWords } from "../../fleet/position";

/** `entries, wave 1 of 3`; what is said of a file that is wrong. */
export function whereWords({ reached }: ClusterStatus): string {
  return reached === undefined ? "unreadable" : reachedWords(reached);
}

/** `complete, 2026-11-22`; `none` */
export function verifiedWords({ verified: { state, at } }: ClusterStatus): string {
  return at === undefined ? state : `${state}, ${at.slice(0, 10)}`;
}

/** `row-uncovered, admin-missing`; `none` */
export function blockerWords({ blockers }: ClusterStatus): string {
  return [...new Set(blockers.map(({ code }) => code))].join(", ") || "none";
}

/** `ring-ahead: a stage that its ring does not let it take yet: …`; none where its ring lets it be there. */
export function aheadWords({ ahead }: ClusterStatus): readonly string[] {
  return ahead === undefined ? [] : [`${ahead.code}: ${ahead.message}`];
}

/** `role dev (mapRoles[1])`; the first three, and how many more. */
export function onRowsWords({ onRows }: ClusterStatus): string {
  const first = onRows.slice(0, 3).map(({ name, row }) => `${name} (${row})`);
  const more = onRows.length - first.length;
  return [...first, ...(more > 0 ? [`${more} more`] : [])].join(", ") || "nobody";
}
