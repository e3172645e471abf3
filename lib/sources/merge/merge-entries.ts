import { AS_PRINTED } from "../source";
import { defaultUserName } from "../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../../access/access-entry/access-entry-type";
import { type IamArn, parseArn } from "../../access/principal/arn";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { principalName, principalNameOf } from "../../access/principal/principal-name";
import { compareText } from "../../finding/text-order";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { agreed } from "./agreement";
import type { DescribedEntry, DescribedPolicies, Facts, ListedRole } from "../facts";
import { foundAt, printPlace, type Sourced } from "../source";
import type { MergedEntry, MergedSources } from "./merged-sources";

/** Access entries and IAM roles, each once. */
type EntriesAndRoles = Pick<MergedSources, "entries" | "listedEntries" | "roles" | "listedAccounts">;

/** Merges what sources say of access entries: what is live counts, what eksctl was asked for fills in. */
export function mergeEntries(facts: Facts, findings: LocatedFinding[]): EntriesAndRoles {
  const inLists = facts.listedRoles.flatMap(({ value }) => value);
  const users = facts.listedUsers.flatMap(({ value }) => value);
  const listed = rolesById([...inLists, ...users, ...facts.roles.map(({ value }) => value)]);
  const described = merged(facts.entries, findings);
  const declared = merged(facts.declared.entries, findings);
  const asked = [...declared].filter(([id]) => !described.has(id));
  const merge = (isLive: boolean) => {
    const told = byPrincipal(isLive ? facts.policies : [...facts.policies, ...facts.declared.policies]);
    return ([id, entry]: readonly [string, Sourced<DescribedEntry>]): Sourced<MergedEntry>[] =>
      arnsOf([entry.value.principalArn]).map((principal) => {
        const policies = policiesOf(told.get(id) ?? [], findings);
        return { value: entryOf(entry.value, { principal, policies, isLive, role: listed.get(id) }), at: entry.at };
      });
  };
  const entries = [...described].flatMap(merge(true));
  const asks = hasLive(facts) ? [] : asked.flatMap(merge(false));
  if (hasLive(facts)) findings.push(...asked.map(([, told]) => notLive(told, accountIn(facts))));
  return {
    entries: [...entries, ...asks].sort((a, b) => compareText(a.value.principalArn, b.value.principalArn)),
    listedEntries: agreed(facts.listedEntries, { what: "list of access entries", findings, print: printList }),
    roles: new Map([...listed].flatMap(([id, { arn }]) => (arn.includes(":user/") ? [] : [[id, arn]]))),
    listedAccounts: wholeAccounts(inLists),
  };
}

/** Of one role told twice, the source that tells its date. */
function rolesById(roles: readonly ListedRole[]): Map<string, ListedRole> {
  const byDate = [
    ...roles.filter(({ createdAt }) => createdAt === undefined),
    ...roles.filter(({ createdAt }) => createdAt !== undefined),
  ];
  return new Map(byDate.flatMap((role) => arnsOf([role.arn]).map((arn) => [principalId(arn), role] as const)));
}

/** A list that `--path-prefix` filters has no role at `/`, and says nothing of those that it leaves out. */
function wholeAccounts(roles: readonly ListedRole[]): Set<string> {
  const arns = arnsOf(roles.map(({ arn }) => arn)).filter(({ path }) => path === "/");
  return new Set(arns.map(({ accountId }) => accountId));
}

/** Whether some source says what is live; if none does, what eksctl was asked for is all there is. */
export function hasLive({ modes, configMaps, mappings, entries, listedEntries }: Facts): boolean {
  return [modes, configMaps, mappings, entries, listedEntries].some((told) => told.length > 0);
}

function merged(
  told: readonly Sourced<DescribedEntry>[],
  findings: LocatedFinding[],
): Map<string, Sourced<DescribedEntry>> {
  const groups = new Map<string, Sourced<DescribedEntry>[]>();
  for (const one of told) {
    const parsed = parseArn(one.value.principalArn);
    if ("problem" in parsed)
      findings.push(foundAt("import-field-wrong", one.at, { message: parsed.problem, help: AS_PRINTED }));
    else groups.set(principalId(parsed.arn), [...(groups.get(principalId(parsed.arn)) ?? []), one]);
  }
  const print = ({ principalArn, type, groups: names, userName = "" }: DescribedEntry): string =>
    `${principalArn} ${type} ${JSON.stringify([userName, [...names].sort()])}`;
  const pick = ([id, group]: [string, Sourced<DescribedEntry>[]]) => {
    const entry = agreed(group, { what: "access entry", findings, print });
    if (entry === undefined) return [];
    const { key, madeBy } = { ...entry.value, ...group.find(({ value }) => value.key ?? value.madeBy)?.value };
    const origin = { ...(key === undefined ? {} : { key }), ...(madeBy === undefined ? {} : { madeBy }) };
    return [[id, { ...entry, value: { ...entry.value, ...origin } }] as const];
  };
  return new Map([...groups].flatMap(pick));
}

interface Beside {
  readonly principal: IamArn;
  readonly policies: MergedEntry["policies"];
  readonly isLive: boolean;
  readonly role: ListedRole | undefined;
}

function entryOf(entry: DescribedEntry, { principal, policies, isLive, role }: Beside): MergedEntry {
  const { createdAt, userName, ...rest } = entry;
  const made = role?.createdAt;
  const mayHavePolicies = ACCESS_ENTRY_TYPE_FACTS[entry.type].policies;
  return {
    ...rest,
    userName: userName ?? ACCESS_ENTRY_TYPE_FACTS[entry.type].username ?? defaultUserName(principal),
    principal,
    policies: mayHavePolicies ? policies : [],
    isLive,
    ...(createdAt === undefined || made === undefined ? {} : { isOlderThanRole: createdAt < made }),
  };
}

type ToldPolicies = readonly Sourced<DescribedPolicies>[];

/** Lists of policies by their principal: a cluster may have thousands of entries. */
function byPrincipal(told: ToldPolicies): ReadonlyMap<string, ToldPolicies> {
  const lists = new Map<string, Sourced<DescribedPolicies>[]>();
  for (const one of told) {
    for (const id of arnsOf([one.value.principalArn]).map(principalId)) {
      const own = lists.get(id);
      if (own === undefined) lists.set(id, [one]);
      else own.push(one);
    }
  }
  return lists;
}

function policiesOf(own: ToldPolicies, findings: LocatedFinding[]): MergedEntry["policies"] {
  const print = ({ policies }: DescribedPolicies): string =>
    policies
      .map(({ policyArn, accessScope: { type, namespaces = [] } }) =>
        [policyArn, type, ...[...namespaces].sort()].join(" "),
      )
      .sort()
      .join(", ");
  return agreed(own, { what: "list of access policies", findings, print })?.value.policies;
}

function notLive(
  { value: { principalArn }, at }: Sourced<DescribedEntry>,
  ownAccount: string | undefined,
): LocatedFinding {
  return foundAt("import-declared-differs", at, {
    message: `the ClusterConfig of eksctl asks for an entry that is not live, expected an access entry of the cluster, got that of ${principalNameOf(principalArn, ownAccount)}`,
    help: "the cluster file is written without this entry; where its principal is to have access, declare it under `access_entries` of the cluster file",
  });
}

/** The account of the cluster, where the sources agree on one. */
function accountIn({ accountIds }: Facts): string | undefined {
  const [only, ...others] = new Set(accountIds.map(({ value }) => value));
  return others.length === 0 ? only : undefined;
}

function printList(arns: readonly string[]): string {
  return [...arns].sort().join(", ");
}

/** Entries that are listed and described nowhere. */
export function undescribed({ listedEntries, entries }: Pick<MergedSources, "listedEntries" | "entries">): string[] {
  const described = new Set(entries.map(({ value }) => principalId(value.principal)));
  return (listedEntries?.value ?? []).filter((text) => arnsOf([text]).every((arn) => !described.has(principalId(arn))));
}

/** Entries that are described and not in the list. */
export function unlisted(sources: EntriesAndRoles, accountId: string | undefined): LocatedFinding[] {
  const { listedEntries, entries } = sources;
  if (listedEntries === undefined) return [];
  const listed = new Set(arnsOf(listedEntries.value).map(principalId));
  return entries
    .filter(({ value }) => value.isLive && !listed.has(principalId(value.principal)))
    .map(({ value, at }) =>
      foundAt("import-contradiction", at, {
        message: `an access entry that ${printPlace(listedEntries.at)} does not list, got that of ${principalName(value.principal, accountId)}`,
        help: "give sources of one cluster and one moment: leave the older or the stranger one out",
      }),
    );
}
