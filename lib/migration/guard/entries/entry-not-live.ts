import { type AccessEntry, defaultUserName } from "../../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../../../access/access-entry/access-entry-type";
import { type IamArn, parseArn, printArn } from "../../../access/principal/arn";
import { arnsOf } from "../../../access/principal/arn-list";
import { principalNameOf } from "../../../access/principal/principal-name";
import type { LiveCluster, LiveEntry } from "../live-cluster";
import type { StagedDefinition } from "../../staged-definition";
import { acceptsUnread, asksEverybody, untypedExpected } from "../../unread-rows";
import { acceptGuard, type Guard, type GuardSentence, JUDGES_ENTRIES } from "../guard";
import { askedPrincipals, isOf, liveEntryOf } from "./served-by-row";

/** Where there is no entry the provider fails with words of its own: the address is the sentence, its key says whose. */
export const ENTRY_NOT_LIVE = "data.aws_eks_access_entry.row_without_live_access_entry";

/**
 * Whoever a live row serves, or may where nobody reads the rows, has a live entry of the file's type, groups and username. At
 * `api`, the last switch, so has everybody whom the file declares or expects.
 * @see DOMAIN R38, R39
 */
export const entryNotLive = {
  code: "entry-not-live",
  advice:
    "Go back to stage `entries` (`eks-access back`), apply it, and look why the entry is missing or different; at `api` go back to `retire`, whose plan makes or corrects it. Where there is no entry the provider says `couldn't find resource`, and the last part of the address above that is the key under `access_entries`, or the ARN of an `expected` principal. EKS makes no entry of a creator whom it made no admin (`bootstrap_cluster_creator_admin_permissions = false`), nor of a node role that no node group, Fargate profile or capability has: take such a principal out of `migration.expected`. `accept` opens this guard only for a new principal that no row serves: the acceptance names it as `principal`, and `config-map-unread` is accepted too. At `api` nothing opens it for the last admin that stays.",
  ...JUDGES_ENTRIES,
  reads: ["cluster", "root CA", "aws-auth", "access entries"],
  addresses: [`${ENTRY_NOT_LIVE}["<key>"]`, `${ENTRY_NOT_LIVE.replace(".row", ".some_row")}["<key>"]`],
  refuses: entriesNotLive,
  says: saidOf,
} as const satisfies Guard;

const DECLARE_OR_LEAVE =
  "declare the entry under access_entries at stage entries, or, where the access is to end, add the ARN to the list leaving of that file";

const DECLARE_OR_LEAVE_HELP =
  "write `stage: entries` under `migration`, declare an entry of it under `access_entries`, and apply the plan; or, where its access is to end, add its ARN to the list `leaving` at the top level of the file";

/** Somebody whom the file gives no entry. */
export function rowWithoutEntry({ cluster, served }: Readonly<Record<"cluster" | "served", string>>): GuardSentence {
  return {
    wrong: `aws-auth of cluster ${cluster} serves ${served}, and its cluster file has no access entry for it`,
    mend: DECLARE_OR_LEAVE,
    help: DECLARE_OR_LEAVE_HELP,
  };
}

/** The same where nobody reads rows: somebody of the file's rows, whether there is a live entry or not. */
function fileWithoutEntry(principal: string): GuardSentence {
  return {
    wrong: `the cluster file has no access entry for ${principal}, and whether a row of aws-auth serves it is not known`,
    mend: DECLARE_OR_LEAVE,
    help: DECLARE_OR_LEAVE_HELP,
  };
}

/** An entry that is not as the file declares it, in the words of a sentence: names, or expressions that Terraform works out. */
export interface OtherEntry extends Readonly<Record<"cluster" | "principal" | "key", string>> {
  readonly live: Readonly<Record<"type" | "userName" | "groups", string>>;
}

/** An entry of another type, user name or groups. */
export function otherEntry(told: OtherEntry, { isUnread }: { readonly isUnread: boolean }): GuardSentence {
  const orAccept = isUnread
    ? `, or, where no row serves it, add code entry-not-live with its ARN as principal to the list accept`
    : "";
  return {
    wrong: notAsDeclared(told),
    mend: `write migration.stage: entries and apply it, which makes or corrects the entry, before a later stage takes the row away${orAccept}`,
  };
}

/** The same before the last switch, when rows are empty. */
export function otherEntryAtLast(told: OtherEntry): GuardSentence {
  const mend = "write migration.stage: retire and apply it, which corrects the entry, and then api";
  return { wrong: notAsDeclared(told), mend };
}

function notAsDeclared({ cluster, principal, key, live: { type, userName, groups } }: OtherEntry): string {
  return `The live access entry of ${principal} in cluster ${cluster} (${type}, user name ${userName}, groups ${groups}) is not what \`access_entries\` of its cluster file says for key \`${key}\``;
}

const BACK_TO_ENTRIES =
  "write `stage: entries` under `migration` and apply its plan, which makes or corrects the entry; then type `eks-access advance FILE` again";

const BACK_TO_RETIRE =
  "write `stage: retire` under `migration` and apply its plan, which makes or corrects the entries that the file declares; then type `eks-access advance FILE` again";

/** No entry at all: Terraform says it by {@link ENTRY_NOT_LIVE}. */
function noEntry(
  principal: string,
  { isUnread, isLast, isOfEks }: Readonly<Record<"isUnread" | "isLast" | "isOfEks", boolean>>,
): GuardSentence {
  if (isLast) {
    const mend = isOfEks
      ? "EKS has made none: delete its ARN from `expected` under `migration` where nothing needs it, as that of a creator who was made no admin; else write `stage: retire` under `migration`, declare its entry under `access_entries`, apply the plan, and type `eks-access advance FILE` again"
      : BACK_TO_RETIRE;
    return {
      wrong: `${principal} has no live access entry: in mode API it has no access, for EKS reads entries alone`,
      mend,
    };
  }
  return {
    wrong: isUnread
      ? `${principal} has no live access entry, and whether a row of aws-auth serves it is not known: without either it has no access`
      : `${principal} has no live access entry: only a row of aws-auth lets it in, and it loses access with that row`,
    mend: BACK_TO_ENTRIES,
  };
}

function entriesNotLive(staged: StagedDefinition, live: LiveCluster): string[] {
  return askedPrincipals(staged, live)
    .filter((principal) => {
      const entry = liveEntryOf(live, principal);
      return entry === undefined || !isAsDeclared(staged, principal, entry);
    })
    .map(printArn);
}

function saidOf(arn: string, staged: StagedDefinition, live: LiveCluster): GuardSentence {
  const { definition } = staged;
  const [cluster, isUnread] = [definition.clusterName, acceptsUnread(definition)];
  const principal = principalNameOf(arn, definition.accountId);
  const parsed = parseArn(arn);
  const wanted = "arn" in parsed ? wantedEntry(staged, parsed.arn) : undefined;
  const entry = "arn" in parsed ? liveEntryOf(live, parsed.arn) : undefined;
  const isLast = asksEverybody(definition);
  if (wanted === undefined && !isExpected(staged, arn))
    return isUnread ? fileWithoutEntry(principal) : rowWithoutEntry({ cluster, served: `\`${arn}\`` });
  if (wanted === undefined || entry === undefined)
    return noEntry(principal, { isUnread, isLast, isOfEks: isNamedExpected(definition, arn) });
  const { type, userName, groups } = entry;
  const told = {
    type,
    userName: `\`${userName}\``,
    groups: groups.length === 0 ? "none" : `\`${[...groups].sort().join(", ")}\``,
  };
  const other = { cluster, principal, key: wanted.key, live: told };
  const orAccept = isUnread ? `; or, where no row serves it, ${acceptGuard("entry-not-live", arn)}` : "";
  return isLast
    ? { ...otherEntryAtLast(other), help: BACK_TO_RETIRE }
    : { ...otherEntry(other, { isUnread }), help: `${BACK_TO_ENTRIES}${orAccept}` };
}

function isNamedExpected({ migration }: StagedDefinition["definition"], text: string): boolean {
  const parsed = parseArn(text);
  return "arn" in parsed && (migration?.expected ?? []).some((each) => isOf(each, parsed.arn));
}

function isExpected(staged: StagedDefinition, text: string): boolean {
  const parsed = parseArn(text);
  return "arn" in parsed && untypedExpected(staged).some((each) => isOf(each, parsed.arn));
}

/** As the file declares it, or, where EKS makes it, as the file's row translates; any, where nobody knows of a row. */
function isAsDeclared(staged: StagedDefinition, principal: IamArn, live: LiveEntry): boolean {
  const wanted = wantedEntry(staged, principal);
  if (wanted !== undefined) return sameEntry(wanted.entry, live);
  return untypedExpected(staged).some((each) => isOf(each, principal));
}

interface WantedEntry {
  /** Under `access_entries`; the ARN of an expected principal. */
  readonly key: string;
  readonly entry: AccessEntry;
}

function wantedEntry(staged: StagedDefinition, principal: IamArn): WantedEntry | undefined {
  const declared = Object.entries(staged.rendering.entries).map(([key, entry]) => ({ key, entry }));
  return [...declared, ...expectedEntries(staged)].find(({ entry }) => isOf(entry.principalArn, principal));
}

/** What EKS makes of the expected principals' rows. */
function expectedEntries({ definition: { migration }, translation }: StagedDefinition): WantedEntry[] {
  const expected = migration?.expected ?? [];
  return translation.outcomes.flatMap((outcome) =>
    outcome.kind === "expected" && expected.some((arn) => isOf(arn, outcome.principal))
      ? [{ key: outcome.entry.principalArn, entry: outcome.entry }]
      : [],
  );
}

function sameEntry(wanted: AccessEntry, live: LiveEntry): boolean {
  const type = wanted.type ?? "STANDARD";
  if (live.type !== type) return false;
  if (!ACCESS_ENTRY_TYPE_FACTS[type].identity) return true;
  const sorted = (groups: readonly string[] | undefined): string => [...new Set(groups)].sort().join("\n");
  return sorted(live.groups) === sorted(wanted.kubernetesGroups) && live.userName === userNameOf(wanted);
}

function userNameOf({ principalArn, userName }: AccessEntry): string | undefined {
  return userName ?? arnsOf([principalArn]).map(defaultUserName)[0];
}
