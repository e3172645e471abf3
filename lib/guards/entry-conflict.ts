import { DataAwsEksNodeGroup } from "@cdktf/provider-aws/lib/data-aws-eks-node-group";
import { DataAwsEksNodeGroups } from "@cdktf/provider-aws/lib/data-aws-eks-node-groups";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/addresses";
import { literal, literals } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { render } from "../migration/rendering";
import { evaluated } from "./expression";
import { local } from "./live";
import { compareText } from "../access/text-order";
import { arnsOf } from "../access/arn-list";
import { principalId } from "../access/principal-id";

/**
 * No rendered entry is for the role of a live managed node group, unless it was imported: EKS made one with the group, and
 * answers 409 to a second.
 * @see DOMAIN R37
 */
export function entryConflict(stack: TerraformStack, definition: AccessDefinition): DataAwsEksNodeGroup[] {
  const { clusterName, imported = [] } = definition;
  const declared = Object.entries(render(definition).entries)
    .filter(([key]) => !imported.includes(key))
    .flatMap(([key, { principalArn }]) => arnsOf([principalArn]).map((own) => [principalId(own), key] as const));
  if (declared.length === 0) return [];
  named(new DataAwsEksNodeGroups(stack, "live_node_groups", { clusterName: literal(clusterName) }), "live");
  local(stack, "keys_of_entries", literals(Object.fromEntries(declared.sort(([a], [b]) => compareText(a, b)))));
  const role = 'lower(replace(self.node_role_arn, "/:role/.*//", ":role/"))';
  const condition = {
    condition: evaluated(`!contains(keys(local.keys_of_entries), ${role})`),
    errorMessage: `EKS makes the access entry of ${evaluated("self.node_role_arn")} with the managed node group ${evaluated("each.value")} of cluster ${literal(clusterName)}, and access_entries of its cluster file declares it as ${evaluated(`lookup(local.keys_of_entries, ${role}, "")`)}: where the state of Terraform has that entry already, name the key under adopt.imported and leave the entry declared, for taking it out deletes it; where not, take it out of access_entries and name the ARN under migration.expected [entry-conflict].`,
  };
  const group = new DataAwsEksNodeGroup(stack, "node_group_whose_entry_eks_made", {
    clusterName: literal(clusterName),
    nodeGroupName: evaluated("each.value"),
    lifecycle: { postcondition: [condition] },
  });
  group.addOverride("for_each", evaluated("data.aws_eks_node_groups.live.names"));
  return [named(group, "node_group_whose_entry_eks_made")];
}
