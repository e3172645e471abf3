import type { AwsAuth } from "../../access/aws-auth/aws-auth";
import type { AwsAuthHolder } from "../../plan/cluster/planned-access";
import type { PlannedCluster } from "../../plan/cluster/planned-cluster";
import { isDestroyed, isForgotten } from "../../plan/objects/planned-change";

/** What becomes of aws-auth by one of the resources that hold it. */
export type AwsAuthLoss = "destroyed" | "emptied" | "forgotten";

/** What writes aws-auth and changes by this plan; what only lets go of it where nothing else does. */
export function changedHolder({ awsAuthHolders }: PlannedCluster): AwsAuthHolder | undefined {
  const changed = awsAuthHolders.filter(
    ({ change, holds }) => holds !== "reader" && change !== undefined && !["no-op", "read"].includes(change.action),
  );
  return changed.find(({ change }) => change !== undefined && !isForgotten(change)) ?? changed[0];
}

/** How aws-auth goes by the change of one of its holders; undefined where it stays. */
export function awsAuthLoss(
  { access: { before, after } }: PlannedCluster,
  { change, holds }: AwsAuthHolder,
): AwsAuthLoss | undefined {
  if (change === undefined || change.action === "no-op" || holds === "reader") return undefined;
  if (isForgotten(change)) return "forgotten";
  if (isDestroyed(change)) return "destroyed";
  if (change.action === "create") return undefined;
  const [was, is] = [before.state.awsAuth, after.state.awsAuth];
  return countRows(was) > 0 && is.unreadable.length === 0 && countRows(is) === 0 ? "emptied" : undefined;
}

/** Rows of all sections, those that serve nobody among them: at none the ConfigMap counts as emptied. */
export function countRows({ roles, users, accounts }: AwsAuth): number {
  return roles.length + users.length + accounts.length;
}
