import type { AccessStep } from "../../migration/explanation/access-step";
import type { Cell } from "../text/text-table";

/** Steps beside each other in which nothing differs, as one column of a table. */
export interface StageColumn {
  /** Index of its first step. */
  readonly first: number;
  /** Index of its last step. */
  readonly last: number;
}

/** Folds steps into columns: a new one begins where something changes. */
export function stageColumns(steps: readonly AccessStep[], changesAt: (index: number) => boolean): StageColumn[] {
  const firsts = steps.map((_, i) => i).filter((i) => i === 0 || changesAt(i));
  return firsts.map((first, i) => ({ first, last: (firsts[i + 1] ?? steps.length) - 1 }));
}

/** The head of a column: its first step, its last, and whether the file stands in it. */
export function columnHead({ first, last }: StageColumn, steps: readonly AccessStep[]): Cell {
  const inside = steps.slice(first, last + 1);
  const [from] = inside;
  const to = inside.at(-1);
  const current = inside.find(({ isCurrent }) => isCurrent);
  const names = [from?.name ?? "", ...(to === from ? [] : [`${inside.length === 2 ? "and" : "to"} ${to?.name ?? ""}`])];
  const now = current === undefined ? [] : [inside.length === 1 ? "(now)" : `(now ${current.name})`];
  return [...names, ...now].map((text) => ({ text }));
}

/** `entries:2 to api` */
export function columnName({ first, last }: StageColumn, steps: readonly AccessStep[]): string {
  const [from, to] = [steps[first]?.name ?? "", steps[last]?.name ?? ""];
  return first === last ? from : `${from} ${last === first + 1 ? "and" : "to"} ${to}`;
}
