import { DataAwsEksAccessEntry } from "@cdktf/provider-aws/lib/data-aws-eks-access-entry";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/addresses";
import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { acceptsUnread } from "../migration/unread-rows";
import { collect, evaluated, type Expression, listed, type Postcondition, refuseAny } from "./expression";
import { FILE, LIVE } from "./live";

/** Where there is no entry the provider fails with words of its own: the address is the sentence, its key says whose. */
export const ENTRY_NOT_LIVE = "data.aws_eks_access_entry.row_without_live_access_entry";

const WANTED = "each.value";

/** Every live row belongs to an entry that the stage renders, or that EKS makes. */
export function rowWithoutEntry({ clusterName }: AccessDefinition): Postcondition {
  const covered = `[for entry in ${FILE.entries} : entry.row]`;
  const uncovered = collect(LIVE.rows, {
    given: "row.name",
    where: `!contains(concat(${covered}, ${FILE.leaving}), row.arn)`,
  });
  return refuseAny(
    uncovered,
    `aws-auth of cluster ${literal(clusterName)} serves ${listed(uncovered)}, who has no entry in its cluster file: declare one under access_entries at stage entries, or name the principal under leaving [entry-not-live].`,
  );
}

/**
 * Whoever a live row serves, or may, has a live entry as the file says it. Where there is none the provider fails before any
 * condition, so that the address has to say it.
 * @see DOMAIN R38, R39
 */
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

/** Whether an entry of the file is for somebody whom a live row serves; where nobody reads the rows, whether any may. */
export function isServed(definition: AccessDefinition, entry: Expression): Expression {
  if (acceptsUnread(definition)) return `${LIVE.mode} != "API"`;
  return `contains([for row in ${LIVE.rows} : row.arn], ${entry}.row)`;
}

function asDeclared(definition: AccessDefinition): Postcondition {
  const { clusterName } = definition;
  const isUnread = acceptsUnread(definition);
  const sameType = `self.type == ${WANTED}.type`;
  const anyType = `(${WANTED}.type == "" || ${sameType})`;
  const orAccept = isUnread ? `, or, where no row serves it, accept entry-not-live for the principal under accept` : "";
  const sameGroups = `sort(self.kubernetes_groups) == sort(distinct(${WANTED}.groups))`;
  const sameIdentity = `(${WANTED}.user_name == "" || (${sameGroups} && self.user_name == ${WANTED}.user_name))`;
  const live = `${evaluated("self.type")}, user name ${evaluated("self.user_name")}, groups ${listed("sort(self.kubernetes_groups)")}`;
  return {
    condition: evaluated(`${isUnread ? anyType : sameType} && ${sameIdentity}`),
    errorMessage: `The live access entry of ${evaluated(`${WANTED}.principal_arn`)} in cluster ${literal(clusterName)} (${live}) is not what access_entries of its cluster file says for key ${evaluated("each.key")}: apply stage entries with this file before its row goes${orAccept} [entry-not-live].`,
  };
}
