import type { IamArn } from "../access/principal/arn";
import { arnsOf } from "../access/principal/arn-list";
import { samePrincipal } from "../access/principal/principal-id";
import type { LiveEntry } from "../migration/guard/live-cluster";
import type { LiveData } from "../sources/live-data";

/**
 * What live data say about the access entry of one principal: described entries are known; those that no list has are
 * absent; without a list, or listed alone, they are unknown.
 */
export function entryOf({ entries, entryPrincipals }: LiveData, principal: IamArn): "absent" | "unknown" | LiveEntry {
  const described = entries.find(({ principalArn }) => isOf(principalArn, principal));
  if (described !== undefined) return described;
  if (entryPrincipals === undefined) return "unknown";
  return entryPrincipals.some((arn) => isOf(arn, principal)) ? "unknown" : "absent";
}

function isOf(arn: string, principal: IamArn): boolean {
  return arnsOf([arn]).some((own) => samePrincipal(own, principal));
}
