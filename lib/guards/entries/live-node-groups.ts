import { DataAwsEksNodeGroup } from "@cdktf/provider-aws/lib/data-aws-eks-node-group";
import { DataAwsEksNodeGroups } from "@cdktf/provider-aws/lib/data-aws-eks-node-groups";
import type { TerraformStack } from "cdktf";
import { named } from "../../eks/address/addresses";
import { literal } from "../../eks/address/literal";
import { evaluated, type Expression, joined } from "../expression";
import { local } from "../live";

const NODE_GROUP = "data.aws_eks_node_group.node_group_whose_entry_eks_made";

/** `the managed node group blue`; of several `the managed node groups blue, green`, where `groups` has their names. */
export const NODE_GROUP_WORDS: Expression = `join(length(groups) == 1 ? "" : "s", ["the managed node group", " \${${joined("groups")}}"])`;

/** Reads the roles of the live managed node groups. */
export function readNodeGroups(stack: TerraformStack, clusterName: string): void {
  named(new DataAwsEksNodeGroups(stack, "live_node_groups", { clusterName: literal(clusterName) }), "live");
  const group = new DataAwsEksNodeGroup(stack, "live_node_group", {
    clusterName: literal(clusterName),
    nodeGroupName: evaluated("each.value"),
  });
  group.addOverride("for_each", evaluated("data.aws_eks_node_groups.live.names"));
  named(group, "node_group_whose_entry_eks_made");
  const own = 'lower(replace(group.node_role_arn, "/:role/.*//", ":role/"))';
  local(stack, "node_groups_by_role", evaluated(`{ for name, group in ${NODE_GROUP} : ${own} => name... }`));
}
