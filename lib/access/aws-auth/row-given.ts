import type { RoleRow, UserRow } from "./aws-auth";

/** What a row gives whoever it serves. */
export interface RowGiven {
  /** Empty where the row has none (R24). */
  readonly username: string;
  /** Each once, in order. */
  readonly groups: readonly string[];
}

/** What a row gives: groups are a set, and what is left out is empty. */
export function rowGiven({ username = "", groups = [] }: RoleRow | UserRow): RowGiven {
  return { username, groups: [...new Set(groups)].sort() };
}

/** The same as text, for comparison: equal for rows that give the same. */
export function givenText(row: RoleRow | UserRow): string {
  const { username, groups } = rowGiven(row);
  return JSON.stringify([username, groups]);
}
