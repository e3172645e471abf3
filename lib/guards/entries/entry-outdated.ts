import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { named } from "../../eks/address/addresses";
import { literal } from "../../eks/address/literal";
import type { AccessDefinition } from "../../migration/definition";
import { ENTRY_NOT_LIVE } from "../../migration/guard/entries/entry-not-live";
import { deletionOfEntry, ROLE_OF_ENTRY, roleMadeAnew } from "../../migration/guard/entries/entry-outdated";
import { printedSentence } from "../../migration/guard/guard";
import { eachSentence, evaluated, joined, listed, type Postcondition, refuseAny } from "../expression";
import { FILE, refusedIn } from "../live";

/** How many commands stand in the sentence. */
const DELETIONS = 3;

/** Reads the roles of the cluster's account that entries are for, and when they were made, after the entries. */
export function rolesOfEntries(stack: TerraformStack, dependsOn: readonly ITerraformDependable[]): DataAwsIamRole {
  const role = new DataAwsIamRole(stack, "row_with_access_entry_older_than_role", {
    name: evaluated("each.value.role"),
    dependsOn: [...dependsOn],
  });
  role.addOverride("for_each", evaluated(`{ for key, entry in ${FILE.asked} : key => entry if entry.role != "" }`));
  return named(role, "row_with_access_entry_older_than_role");
}

/** No role was made after its entry; those that were stand in a local, for Terraform prints the condition. */
export function everyRoleBeforeEntry(stack: TerraformStack, { clusterName }: AccessDefinition): Postcondition {
  const isBefore = `try(timecmp(role.create_date, ${ENTRY_NOT_LIVE}[entry_key].created_at) <= 0, false)`;
  const told = `{ key = entry_key, role = ${FILE.asked}[entry_key].name, arn = role.arn, made_at = role.create_date }`;
  const list = refusedIn(
    stack,
    "roles_made_anew",
    `[for entry_key, role in ${ROLE_OF_ENTRY} : ${told} if !${isBefore}]`,
  );
  const anew = { cluster: literal(clusterName), role: "${one.role}", madeAt: "${one.made_at}" };
  const deletions = `[for one in ${list} : "${deletionOfEntry(literal(clusterName), "${one.arn}")}"]`;
  const { wrong, mend } = roleMadeAnew({
    ...anew,
    deletion: evaluated(joined(deletions, DELETIONS)),
    key: listed(`${list}[*].key`),
  });
  return refuseAny(list, printedSentence("entry-outdated", { wrong: eachSentence(list, wrong), mend }));
}
