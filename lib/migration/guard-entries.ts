import { type AccessEntry, defaultUserName } from "../access/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access/access-entry-type";
import { type IamArn, printArn } from "../access/arn";
import { readsConfigMap } from "../access/authentication-mode";
import { arnsOf } from "../access/arn-list";
import { samePrincipal } from "../access/principal-id";
import { isLeaving } from "./leaving";
import type { AccessDefinition } from "./definition";
import { effectiveRows, liveRows } from "./guard-rows";
import type { LiveCluster, LiveEntry } from "./live-cluster";
import { contextOf, render, rowsOf } from "./rendering";
import { translateRows } from "./translation";
import { acceptsUnread, unreadExpected, unreadPrincipals } from "./unread-rows";

/** Principals whom rows serve, or may, without a live entry of the file's type, groups and username. */
export function entriesNotLive(definition: AccessDefinition, live: LiveCluster): string[] {
  return servedByRow(definition, live)
    .filter((principal) => {
      const entry = liveEntryOf(live, principal);
      return entry === undefined || !isAsDeclared(definition, principal, entry);
    })
    .map(printArn);
}

/** Principals whom rows serve, or may, and whose role was made after the entry. */
export function entriesOutdated(definition: AccessDefinition, live: LiveCluster): string[] {
  return servedByRow(definition, live)
    .filter((principal) => liveEntryOf(live, principal)?.isOlderThanRole === true)
    .map(printArn);
}

/** Declared entries for roles of live managed node groups, unless they were imported: AWS answers 409 to their creation. */
export function conflictingEntries(definition: AccessDefinition, live: LiveCluster): string[] {
  const roles = arnsOf(live.nodeGroupRoles);
  return Object.entries(render(definition).entries)
    .filter(([key]) => definition.imported?.includes(key) !== true)
    .filter(([, { principalArn }]) =>
      arnsOf([principalArn]).some((own) => roles.some((role) => samePrincipal(own, role))),
    )
    .map(([, { principalArn }]) => principalArn);
}

/**
 * Principals of effective live rows, `leaving` aside; where nobody reads them, whom they may serve by the file. Once the live
 * mode is API, coverage is not asked again.
 */
export function servedByRow(
  definition: AccessDefinition,
  live: Pick<LiveCluster, "configMap" | "mode">,
): readonly IamArn[] {
  if (!readsConfigMap(live.mode)) return [];
  if (acceptsUnread(definition)) return unreadPrincipals(definition);
  return effectiveRows(liveRows(live))
    .map(({ principal }) => principal)
    .filter((principal) => !isLeaving(definition, principal));
}

function liveEntryOf({ entries }: LiveCluster, principal: IamArn): LiveEntry | undefined {
  return entries.find(({ principalArn }) => arnsOf([principalArn]).some((own) => samePrincipal(own, principal)));
}

/** As the file declares it, or, where EKS makes it, as the file's row translates; any, where nobody knows of a row. */
function isAsDeclared(definition: AccessDefinition, principal: IamArn, live: LiveEntry): boolean {
  const wanted = [...Object.values(render(definition).entries), ...expectedEntries(definition)];
  const own = wanted.find(({ principalArn }) => arnsOf([principalArn]).some((each) => samePrincipal(each, principal)));
  if (own !== undefined) return sameEntry(own, live);
  return arnsOf(unreadExpected(definition)).some((each) => samePrincipal(each, principal));
}

const EXPECTED = new WeakMap<AccessDefinition, readonly AccessEntry[]>();

/** What EKS makes of the expected principals' rows, worked out once for a definition. */
function expectedEntries(definition: AccessDefinition): readonly AccessEntry[] {
  const known = EXPECTED.get(definition) ?? translateExpected(definition);
  EXPECTED.set(definition, known);
  return known;
}

function translateExpected(definition: AccessDefinition): AccessEntry[] {
  const expected = arnsOf(definition.migration?.expected ?? []);
  return translateRows(rowsOf(definition), contextOf(definition)).outcomes.flatMap((outcome) =>
    outcome.kind === "expected" && expected.some((own) => samePrincipal(own, outcome.principal)) ? [outcome.entry] : [],
  );
}

function sameEntry(wanted: AccessEntry, live: LiveEntry): boolean {
  const type = wanted.type ?? "STANDARD";
  if (live.type !== type) return false;
  if (!ACCESS_ENTRY_TYPE_FACTS[type].identity) return true;
  const sorted = (groups: readonly string[]): string => [...new Set(groups)].sort().join("\n");
  const userName = wanted.userName ?? arnsOf([wanted.principalArn]).map(defaultUserName)[0];
  return sorted(live.groups) === sorted(wanted.kubernetesGroups ?? []) && live.userName === userName;
}
