import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { TerraformStack } from "cdktf";
import { named } from "../../eks/address/addresses";
import { literal, literals } from "../../eks/address/literal";
import { entryOfNodeGroup, unimportedEntries } from "../../migration/guard/entries/entry-conflict";
import { knowsNodeGroups } from "../../migration/guard/aws-auth/row-not-live";
import { printedSentence } from "../../migration/guard/guard";
import type { StagedDefinition } from "../../migration/staged-definition";
import { acceptsUnread } from "../../migration/unread-rows";
import { eachSentence, type Expression, refuseAny } from "../expression";
import { LIVE, local, refusedIn } from "../live";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { principalName } from "../../access/principal/principal-name";
import { NODE_GROUP_WORDS, readNodeGroups } from "./live-node-groups";

/**
 * Reads the roles of the live managed node groups, where the file declares any entry that was not imported, or where `row-not-live`
 * asks for them, and judges all of them at once: one sentence for each role, whatever the number of its node groups.
 */
export function entryConflict(stack: TerraformStack, staged: StagedDefinition): DataAwsPartition[] {
  const { accountId, clusterName } = staged.definition;
  const declared = unimportedEntries(staged).flatMap(({ key, principalArn }) =>
    arnsOf([principalArn]).map((own) => [principalId(own), { key, role: principalName(own, accountId) }] as const),
  );
  const isAsked = declared.length > 0 || (asksRows(staged) && knowsNodeGroups(staged));
  if (declared.length > 0) local(stack, "entries_by_role", literals(Object.fromEntries(declared)));
  if (isAsked) readNodeGroups(stack, clusterName);
  if (declared.length === 0) return [];
  const told = { cluster: literal(clusterName), role: "${one.role}", key: "${one.key}", nodeGroups: "${one.groups}" };
  const list = rolesInConflict(stack);
  const { wrong, mend } = entryOfNodeGroup(told);
  const postcondition = [
    refuseAny(list, printedSentence("entry-conflict", { wrong: eachSentence(list, wrong), mend })),
  ];
  return [named(new DataAwsPartition(stack, "node_groups", { lifecycle: { postcondition } }), "node_groups")];
}

function asksRows({ definition }: StagedDefinition): boolean {
  return !acceptsUnread(definition);
}

/** `{ role, key, groups }` each, in locals, for Terraform prints the condition. */
function rolesInConflict(stack: TerraformStack): Expression {
  const told = `merge(local.entries_by_role[own], { groups = ${NODE_GROUP_WORDS} })`;
  const isDeclared = "contains(keys(local.entries_by_role), own)";
  const list = `[for own, groups in ${LIVE.nodeGroups} : ${told} if ${isDeclared}]`;
  return refusedIn(stack, "roles_in_conflict", list);
}
