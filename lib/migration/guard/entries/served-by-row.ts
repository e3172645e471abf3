import { type IamArn, parseArn } from "../../../access/principal/arn";
import { samePrincipal } from "../../../access/principal/principal-id";
import { readsConfigMap } from "../../../access/access-entry/authentication-mode";
import { effectiveRows } from "../../effective-rows";
import { isLeaving } from "../../leaving";
import type { LiveCluster, LiveEntry } from "../live-cluster";
import type { StagedDefinition } from "../../staged-definition";
import { acceptsUnread, asksEverybody, filePrincipals, unreadPrincipals } from "../../unread-rows";
import { liveRows } from "../aws-auth/live-rows";

/**
 * Principals of effective live rows, `leaving` aside; where nobody reads them, whom they may serve by the file. Once the live
 * mode is API, coverage is not asked again.
 */
function servedByRow(staged: StagedDefinition, live: Pick<LiveCluster, "configMap" | "mode">): readonly IamArn[] {
  const { definition } = staged;
  if (!readsConfigMap(live.mode)) return [];
  if (acceptsUnread(definition)) return unreadPrincipals(staged);
  return effectiveRows(liveRows(live))
    .map(({ principal }) => principal)
    .filter((principal) => !isLeaving(definition, principal));
}

/**
 * Whose live entries a plan asks for: whom live rows serve, and at `api` everybody of the file besides, for rows are empty
 * there. Once the live mode is API nobody: a plan that repairs an entry passes.
 * @see DOMAIN R39
 */
export function askedPrincipals(
  staged: StagedDefinition,
  live: Pick<LiveCluster, "configMap" | "mode">,
): readonly IamArn[] {
  const served = servedByRow(staged, live);
  if (!asksEverybody(staged.definition) || !readsConfigMap(live.mode)) return served;
  const others = filePrincipals(staged).filter((one) => !served.some((other) => samePrincipal(one, other)));
  return [...served, ...others];
}

/** The live entry of a principal, with its path or without. */
export function liveEntryOf({ entries }: LiveCluster, principal: IamArn): LiveEntry | undefined {
  return entries.find(({ principalArn }) => isOf(principalArn, principal));
}

/** Whether an ARN is a principal's, a role's path aside. */
export function isOf(arn: string, principal: IamArn): boolean {
  const parsed = parseArn(arn);
  return "arn" in parsed && samePrincipal(parsed.arn, principal);
}
