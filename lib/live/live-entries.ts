import { type IamArn, parseArn, samePrincipal } from "../access/arn";
import type { LiveSources, ToldEntry } from "../sources/live-sources";
import type { LiveEntry } from "../migration/live-cluster";

/** What live data say about the access entry of one principal. */
export type EntryKnowledge = "absent" | "unknown" | ToldEntry;

/** Described entries are known; those that no list has are absent; without a list, or listed alone, they are unknown. */
export function entryOf({ entries, entryPrincipals }: LiveSources, principal: IamArn): EntryKnowledge {
  const described = entries.find(({ principalArn }) => isOf(principalArn, principal));
  if (described !== undefined) return described;
  if (entryPrincipals === undefined) return "unknown";
  return entryPrincipals.some((arn) => isOf(arn, principal)) ? "unknown" : "absent";
}

/** Whether a role was made after its entry; undefined where no source tells both dates. */
export function isOlderThanRole({ roles = [] }: LiveSources, entry: ToldEntry): boolean | undefined {
  const parsed = parseArn(entry.principalArn);
  const role = "arn" in parsed ? roles.find(({ arn }) => isOf(arn, parsed.arn)) : undefined;
  if (role?.createdAt === undefined || entry.createdAt === undefined) return undefined;
  return Date.parse(role.createdAt) > Date.parse(entry.createdAt);
}

/** The entries as guards ask for them. */
export function liveEntries(sources: LiveSources): LiveEntry[] {
  return sources.entries.map((entry) => {
    const { principalArn, type, groups, userName } = entry;
    const isOlder = isOlderThanRole(sources, entry);
    return { principalArn, type, groups, userName, ...(isOlder === undefined ? {} : { isOlderThanRole: isOlder }) };
  });
}

function isOf(arn: string, principal: IamArn): boolean {
  const parsed = parseArn(arn);
  return "arn" in parsed && samePrincipal(parsed.arn, principal);
}
