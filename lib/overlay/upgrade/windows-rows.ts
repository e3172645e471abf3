import { parseAwsAuth } from "../../access/aws-auth/aws-auth-parse";
import type { ModuleState } from "./call/module-state";

/** What kube-proxy of a Windows node is by its row, and by the entry that EKS makes of the node's role. */
const WINDOWS = "eks:kube-proxy-windows";

/**
 * What to write before the stages into rows of managed Windows groups: v18 writes them as those of Linux, and the entry that EKS makes
 * is of type `EC2_WINDOWS`, so that `retire` is refused. A line for each role whose row has not the group.
 */
export function windowsRowWords({ rows, windowsGroups }: ModuleState, file: string): string[] {
  if (rows === undefined) return [];
  const roles = parseAwsAuth(rows.data).awsAuth.roles.map(({ row }) => row);
  return windowsGroups.flatMap(({ group, role }) => {
    const row = roles.find(({ rolearn }) => rolearn !== undefined && withoutPath(rolearn) === withoutPath(role));
    if (row === undefined || row.groups?.includes(WINDOWS) === true) return [];
    return [
      `row of ${role}, the Windows nodes of ${group}: it has not the group ${WINDOWS}, which the entry that EKS makes has;`,
      `  at stage config-map, write the group into the row in ${file} and in the cluster file, and accept row-changed there:`,
      "  otherwise the plan of `retire` is refused (entry-not-live)",
    ];
  });
}

function withoutPath(arn: string): string {
  return arn.replace(/:role\/.*\//, ":role/");
}
