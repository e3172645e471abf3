import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { TerraformStack } from "cdktf";
import { principalId } from "../../access/principal/principal-id";
import { principalName } from "../../access/principal/principal-name";
import { named } from "../../eks/address/addresses";
import { literal, literals } from "../../eks/address/literal";
import { rowOfNodeGroup, rowsBeyondNodes } from "../../migration/guard/entries/node-group-row";
import { printedSentence } from "../../migration/guard/guard";
import type { StagedDefinition } from "../../migration/staged-definition";
import { eachSentence, refuseAny } from "../expression";
import { LIVE, local, refusedIn } from "../live";
import { modeExpression } from "../live-mode";
import { NODE_GROUP_WORDS, readNodeGroups } from "./live-node-groups";

/**
 * Before the mode becomes API_AND_CONFIG_MAP, reads the roles of the live managed node groups, where a row of any role gives
 * more than an entry of nodes, and refuses where such a row is of one of them.
 */
export function nodeGroupRow(stack: TerraformStack, staged: StagedDefinition): DataAwsPartition[] {
  const { accountId, clusterName } = staged.definition;
  const rows = rowsBeyondNodes(staged).map(
    ({ principal, given }) => [principalId(principal), { role: principalName(principal, accountId), given }] as const,
  );
  if (rows.length === 0) return [];
  const isSwitch = `${modeExpression("data.aws_eks_cluster.this")} == "CONFIG_MAP"`;
  local(stack, "rows_beyond_nodes", literals(Object.fromEntries(rows)));
  readNodeGroups(stack, clusterName);
  const told = `merge(local.rows_beyond_nodes[own], { groups = ${NODE_GROUP_WORDS} })`;
  const isOwn = `contains(keys(local.rows_beyond_nodes), own) && ${isSwitch}`;
  const list = refusedIn(stack, "rows_of_node_groups", `[for own, groups in ${LIVE.nodeGroups} : ${told} if ${isOwn}]`);
  const { wrong, mend } = rowOfNodeGroup({
    cluster: literal(clusterName),
    role: "${one.role}",
    given: "${one.given}",
    nodeGroups: "${one.groups}",
  });
  const postcondition = [
    refuseAny(list, printedSentence("node-group-row", { wrong: eachSentence(list, wrong), mend })),
  ];
  return [named(new DataAwsPartition(stack, "node_groups", { lifecycle: { postcondition } }), "node_groups")];
}
