import { DataAwsEksNodeGroup } from "@cdktf/provider-aws/lib/data-aws-eks-node-group";
import { DataAwsEksNodeGroups } from "@cdktf/provider-aws/lib/data-aws-eks-node-groups";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal, literals } from "../eks/address/literal";
import { entryOfNodeGroup, unimportedEntries } from "../migration/guard/entry-conflict";
import { printedSentence } from "../migration/guard/guard";
import type { StagedDefinition } from "../migration/staged-definition";
import { evaluated } from "./expression";
import { local } from "./live";
import { compareText } from "../finding/text-order";
import { arnsOf } from "../access/principal/arn-list";
import { principalId } from "../access/principal/principal-id";

/** Reads the roles of the live managed node groups, where the file declares any entry that was not imported. */
export function entryConflict(stack: TerraformStack, staged: StagedDefinition): DataAwsEksNodeGroup[] {
  const { clusterName } = staged.definition;
  const declared = unimportedEntries(staged).flatMap(({ key, principalArn }) =>
    arnsOf([principalArn]).map((own) => [principalId(own), key] as const),
  );
  if (declared.length === 0) return [];
  named(new DataAwsEksNodeGroups(stack, "live_node_groups", { clusterName: literal(clusterName) }), "live");
  local(stack, "keys_of_entries", literals(Object.fromEntries(declared.sort(([a], [b]) => compareText(a, b)))));
  const role = 'lower(replace(self.node_role_arn, "/:role/.*//", ":role/"))';
  const told = {
    cluster: literal(clusterName),
    role: evaluated("self.node_role_arn"),
    key: evaluated(`lookup(local.keys_of_entries, ${role}, "")`),
    nodeGroup: evaluated("each.value"),
  };
  const condition = {
    condition: evaluated(`!contains(keys(local.keys_of_entries), ${role})`),
    errorMessage: printedSentence("entry-conflict", entryOfNodeGroup(told)),
  };
  const group = new DataAwsEksNodeGroup(stack, "node_group_whose_entry_eks_made", {
    clusterName: literal(clusterName),
    nodeGroupName: evaluated("each.value"),
    lifecycle: { postcondition: [condition] },
  });
  group.addOverride("for_each", evaluated("data.aws_eks_node_groups.live.names"));
  return [named(group, "node_group_whose_entry_eks_made")];
}
