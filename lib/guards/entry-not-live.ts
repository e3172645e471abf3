import { DataAwsEksAccessEntry } from "@cdktf/provider-aws/lib/data-aws-eks-access-entry";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal } from "../eks/address/literal";
import type { AccessDefinition } from "../migration/definition";
import { otherEntry, otherEntryAtLast, rowWithoutEntry } from "../migration/guard/entry-not-live";
import { printedSentence } from "../migration/guard/guard";
import { acceptsUnread, asksEverybody } from "../migration/unread-rows";
import { collect, evaluated, type Expression, listed, type Postcondition, refuseAny } from "./expression";
import { FILE, LIVE } from "./live";

const WANTED = "each.value";

/** Every live row belongs to an entry that the stage renders, or that EKS makes. */
export function everyRowHasEntry({ clusterName }: AccessDefinition): Postcondition {
  const covered = `[for entry in ${FILE.entries} : entry.row]`;
  const uncovered = collect(LIVE.rows, {
    given: "row.name",
    where: `!contains(concat(${covered}, ${FILE.leaving}), row.arn)`,
  });
  const told = { cluster: literal(clusterName), served: listed(uncovered) };
  return refuseAny(uncovered, printedSentence("entry-not-live", rowWithoutEntry(told)));
}

/** Reads the entry of whoever a live row serves, or may: where there is none the provider fails before any condition. */
export function entryNotLive(stack: TerraformStack, definition: AccessDefinition): DataAwsEksAccessEntry {
  const { clusterName } = definition;
  const entry = new DataAwsEksAccessEntry(stack, "row_without_live_access_entry", {
    clusterName: literal(clusterName),
    principalArn: evaluated(`${WANTED}.principal_arn`),
    lifecycle: { postcondition: [asDeclared(definition)] },
  });
  entry.addOverride(
    "for_each",
    evaluated(`{ for key, entry in ${FILE.entries} : key => entry if ${isServed(definition, "entry")} }`),
  );
  return named(entry, "row_without_live_access_entry");
}

/** Whether an entry of the file is asked for: a live row serves its principal; where nobody reads the rows, any may; at `api` all. */
export function isServed(definition: AccessDefinition, entry: Expression): Expression {
  if (acceptsUnread(definition) || asksEverybody(definition)) return `${LIVE.mode} != "API"`;
  return `contains([for row in ${LIVE.rows} : row.arn], ${entry}.row)`;
}

function asDeclared(definition: AccessDefinition): Postcondition {
  const { clusterName } = definition;
  const [isUnread, isLast] = [acceptsUnread(definition), asksEverybody(definition)];
  const sameType = `self.type == ${WANTED}.type`;
  const anyType = `(${WANTED}.type == "" || ${sameType})`;
  const sameGroups = `sort(self.kubernetes_groups) == sort(distinct(${WANTED}.groups))`;
  const sameIdentity = `(${WANTED}.user_name == "" || (${sameGroups} && self.user_name == ${WANTED}.user_name))`;
  const told = {
    cluster: literal(clusterName),
    principal: evaluated(`${WANTED}.principal_arn`),
    key: evaluated("each.key"),
    live: {
      type: evaluated("self.type"),
      userName: evaluated("self.user_name"),
      groups: listed("sort(self.kubernetes_groups)"),
    },
  };
  return {
    condition: evaluated(`${isUnread || isLast ? anyType : sameType} && ${sameIdentity}`),
    errorMessage: printedSentence("entry-not-live", isLast ? otherEntryAtLast(told) : otherEntry(told, { isUnread })),
  };
}
