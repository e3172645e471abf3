import type { IamArn } from "../access/principal/arn";
import type { AwsAuth, RoleRow, UserRow } from "../access/aws-auth/aws-auth";
import { rowStates, type StatedRow } from "../access/aws-auth/row-state";

/** A row that serves somebody. */
export interface EffectiveRow {
  readonly principal: IamArn;
  readonly row: RoleRow | UserRow;
}

/** The rows that serve somebody; ambiguous ones do, one way or the other. */
export function effectiveRows(awsAuth: AwsAuth): EffectiveRow[] {
  return servingRows(rowStates(awsAuth));
}

/** Of rows whose states are known those that serve somebody. */
export function servingRows(rows: readonly StatedRow[]): EffectiveRow[] {
  return rows.flatMap(({ row, state }) =>
    state.kind === "effective" || state.kind === "ambiguous" ? [{ row, principal: state.principal }] : [],
  );
}
