import { DataAwsEksAccessEntry } from "@cdktf/provider-aws/lib/data-aws-eks-access-entry";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { named } from "../../eks/address/addresses";
import { literal } from "../../eks/address/literal";
import type { AccessDefinition } from "../../migration/definition";
import {
  ENTRY_NOT_LIVE,
  otherEntry,
  otherEntryAtLast,
  rowWithoutEntry,
} from "../../migration/guard/entries/entry-not-live";
import { printedSentence } from "../../migration/guard/guard";
import { acceptsUnread, asksEverybody } from "../../migration/unread-rows";
import {
  collected,
  eachSentence,
  evaluated,
  type Expression,
  joined,
  listed,
  type Postcondition,
  refuseAny,
} from "../expression";
import { FILE, LIVE, local, refusedIn } from "../live";

/** Of how many entries that are not there the provider's errors are all printed: 7 lines each. */
const FEW = 5;

/** How many of more entries are looked for at once: their errors fill a screen of 24 lines. */
const AT_ONCE = 3;

/** How many groups of {@link AT_ONCE} are looked for one after the other, before all entries: each costs the plan a round of calls. */
const ROUNDS = 12;

/** How many groups of an entry a sentence names. */
const GROUPS = 3;

/** Every live row belongs to an entry that the stage renders, or that EKS makes. */
export function everyRowHasEntry(stack: TerraformStack, { clusterName }: AccessDefinition): Postcondition {
  const covered = `[for entry in ${FILE.entries} : entry.row]`;
  const rows = collected(LIVE.rows, {
    given: "row.name",
    where: `!contains(concat(${covered}, ${FILE.leaving}), row.arn)`,
  });
  const uncovered = refusedIn(stack, "rows_uncovered", rows);
  const told = { cluster: literal(clusterName), served: listed(uncovered) };
  return refuseAny(uncovered, printedSentence("entry-not-live", rowWithoutEntry(told)));
}

/**
 * Reads the entry of whoever a live row serves, or may: where there is none the provider fails with words of its own, once for
 * each. Of more than a few each group is read after the one before, so that what is missing is not said hundreds of times.
 */
export function entryNotLive(
  stack: TerraformStack,
  { clusterName }: AccessDefinition,
  { asked, dependsOn }: { readonly asked: number; readonly dependsOn: readonly ITerraformDependable[] },
): DataAwsEksAccessEntry[] {
  const read = (name: string, forEach: Expression, before: readonly ITerraformDependable[]): DataAwsEksAccessEntry => {
    const principalArn = evaluated("each.value.principal_arn");
    const waits = before.length === 0 ? {} : { dependsOn: [...before] };
    const entries = new DataAwsEksAccessEntry(stack, name, {
      clusterName: literal(clusterName),
      principalArn,
      ...waits,
    });
    entries.addOverride("for_each", evaluated(forEach));
    return named(entries, name);
  };
  const rounds = asked > FEW ? Math.min(Math.ceil(asked / AT_ONCE), ROUNDS) : 0;
  if (rounds !== 0) local(stack, "entries_first", evaluated(keysInSteps(FILE.asked, rounds * AT_ONCE)));
  const groups = Array.from({ length: rounds }, (_, i) => i).reduce<DataAwsEksAccessEntry[]>((done, i) => {
    const name = `some_row_without_live_access_entry${i === 0 ? "" : `_${i + 1}`}`;
    return [
      ...done,
      read(name, groupOf(FILE.asked, { group: i, rounds }), done.length === 0 ? dependsOn : done.slice(-1)),
    ];
  }, []);
  return [
    ...groups,
    read("row_without_live_access_entry", FILE.asked, groups.length === 0 ? dependsOn : groups.slice(-1)),
  ];
}

/** All keys of a map where it has no more than so many; else the first, the last, and what lies between them in even steps. */
function keysInSteps(map: Expression, most: number): Expression {
  const count = `min(length(${map}), ${most})`;
  return `[for i in range(${count}) : keys(${map})[floor((length(${map}) - 1) * i / max(${count} - 1, 1))]]`;
}

/** One of so many groups of those keys: each has some of all parts of the map. */
function groupOf(map: Expression, { group, rounds }: Readonly<Record<"group" | "rounds", number>>): Expression {
  return `{ for i, key in local.entries_first : key => ${map}[key] if i % ${rounds} == ${group} }`;
}

/** Writes down which entries of the file are asked for: of whom a live row serves; where nobody reads the rows, and at `api`, all. */
export function writeAskedEntries(stack: TerraformStack, definition: AccessDefinition): void {
  const isForced = acceptsUnread(definition) || asksEverybody(definition);
  const isServed = `contains([for row in ${LIVE.rows} : row.arn], entry.row)`;
  const where = isForced ? `${LIVE.mode} != "API"` : isServed;
  local(stack, "entries_asked", evaluated(`{ for key, entry in ${FILE.entries} : key => entry if ${where} }`));
}

/** Every entry that is asked for is as the file declares it; those that are not stand in a local, for Terraform prints the condition. */
export function everyEntryAsDeclared(stack: TerraformStack, definition: AccessDefinition): Postcondition {
  const [isUnread, isLast] = [acceptsUnread(definition), asksEverybody(definition)];
  const sameType = `live.type == ${FILE.asked}[entry_key].type`;
  const type = isUnread || isLast ? `(${FILE.asked}[entry_key].type == "" || ${sameType})` : sameType;
  const isSame = `${type} && ${sameIdentity("live", `${FILE.asked}[entry_key]`)}`;
  const groups = joined("sort(live.kubernetes_groups)", GROUPS);
  const told = `{ key = entry_key, principal = ${FILE.asked}[entry_key].name, type = live.type, user_name = live.user_name, groups = ${groups} }`;
  const list = refusedIn(
    stack,
    "entries_otherwise",
    `[for entry_key, live in ${ENTRY_NOT_LIVE} : ${told} if !(${isSame})]`,
  );
  const other = {
    cluster: literal(definition.clusterName),
    principal: "${one.principal}",
    key: "${one.key}",
    live: { type: "${one.type}", userName: "${one.user_name}", groups: "${one.groups}" },
  };
  const { wrong, mend } = isLast ? otherEntryAtLast(other) : otherEntry(other, { isUnread });
  return refuseAny(list, printedSentence("entry-not-live", { wrong: eachSentence(list, wrong), mend }));
}

function sameIdentity(live: Expression, wanted: Expression): Expression {
  const sameGroups = `sort(${live}.kubernetes_groups) == sort(distinct(${wanted}.groups))`;
  return `(${wanted}.user_name == "" || (${sameGroups} && ${live}.user_name == ${wanted}.user_name))`;
}
