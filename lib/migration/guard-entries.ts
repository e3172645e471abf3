import { type AccessEntry, defaultUserName } from "../access/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access/access-entry-type";
import { type IamArn, parseArn, printArn, samePrincipal } from "../access/arn";
import { readsConfigMap } from "../access/authentication-mode";
import type { AccessDefinition } from "./definition";
import { effectiveRows, isLeaving, liveRows } from "./guard-rows";
import type { LiveCluster, LiveEntry } from "./live-cluster";
import { render } from "./rendering";

/** Principals of effective live rows without a live entry of the file's type, groups and username. */
export function entriesNotLive(definition: AccessDefinition, live: LiveCluster): string[] {
  return servedByRow(definition, live)
    .filter((principal) => {
      const entry = liveEntryOf(live, principal);
      return entry === undefined || !isAsDeclared(definition, principal, entry);
    })
    .map(printArn);
}

/** Principals of effective live rows whose role was made after the entry. */
export function entriesOutdated(definition: AccessDefinition, live: LiveCluster): string[] {
  return servedByRow(definition, live)
    .filter((principal) => liveEntryOf(live, principal)?.isOlderThanRole === true)
    .map(printArn);
}

/** Declared entries for roles of live managed node groups, unless they were imported: AWS answers 409 to their creation. */
export function conflictingEntries(definition: AccessDefinition, live: LiveCluster): string[] {
  const roles = live.nodeGroupRoles.flatMap(arnOf);
  return Object.entries(render(definition).entries)
    .filter(([key]) => definition.imported?.includes(key) !== true)
    .filter(([, { principalArn }]) => arnOf(principalArn).some((own) => roles.some((role) => samePrincipal(own, role))))
    .map(([, { principalArn }]) => principalArn);
}

/** Once the live mode is API, coverage is not asked again. */
function servedByRow(definition: AccessDefinition, live: LiveCluster): IamArn[] {
  if (!readsConfigMap(live.mode)) return [];
  return effectiveRows(liveRows(live))
    .map(({ principal }) => principal)
    .filter((principal) => !isLeaving(definition, principal));
}

function liveEntryOf({ entries }: LiveCluster, principal: IamArn): LiveEntry | undefined {
  return entries.find(({ principalArn }) => arnOf(principalArn).some((own) => samePrincipal(own, principal)));
}

/** An expected entry is EKS's own: that it is there is enough here, its type and groups are EKS's. */
function isAsDeclared(definition: AccessDefinition, principal: IamArn, live: LiveEntry): boolean {
  const declared = Object.values(render(definition).entries).find(({ principalArn }) =>
    arnOf(principalArn).some((own) => samePrincipal(own, principal)),
  );
  return declared === undefined ? isExpected(definition, principal) : sameEntry(declared, principal, live);
}

function sameEntry(declared: AccessEntry, principal: IamArn, live: LiveEntry): boolean {
  const type = declared.type ?? "STANDARD";
  if (live.type !== type) return false;
  if (!ACCESS_ENTRY_TYPE_FACTS[type].identity) return true;
  const sorted = (groups: readonly string[]): string => [...new Set(groups)].sort().join("\n");
  const userName = declared.userName ?? defaultUserName(principal);
  return sorted(live.groups) === sorted(declared.kubernetesGroups ?? []) && live.userName === userName;
}

function isExpected({ migration }: AccessDefinition, principal: IamArn): boolean {
  return (migration?.expected ?? []).flatMap(arnOf).some((own) => samePrincipal(own, principal));
}

function arnOf(text: string): IamArn[] {
  const parsed = parseArn(text);
  return "arn" in parsed ? [parsed.arn] : [];
}
