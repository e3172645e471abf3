import { foldArn } from "../principal/arn";
import type { RoleRow, UserRow } from "./aws-auth";

/** What a row is found by: its ARN as the authenticator compares it, or its sso matcher as it stands. */
export function rowKey(row: RoleRow | UserRow): string {
  if ("userarn" in row) return foldArn(row.userarn);
  return row.rolearn === undefined ? JSON.stringify(row.sso) : foldArn(row.rolearn);
}
