import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/addresses";
import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { evaluated } from "./expression";
import { ENTRY_NOT_LIVE, isServed } from "./entry-not-live";
import { FILE } from "./live";

/**
 * Entries of roles of the cluster's account were made after their role: one that was deleted and made again keeps its name,
 * and its entry serves it no longer. Roles of other accounts cannot be looked up from here.
 * @see DOMAIN §2.1, R39; https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function entryOutdated(stack: TerraformStack, definition: AccessDefinition): DataAwsIamRole {
  const { clusterName } = definition;
  const madeAt = `${ENTRY_NOT_LIVE}[each.key].created_at`;
  const condition = {
    condition: evaluated(`try(timecmp(self.create_date, ${madeAt}) <= 0, false)`),
    errorMessage: `The IAM role ${evaluated("self.arn")} was made at ${evaluated("self.create_date")}, after its access entry in cluster ${literal(clusterName)}, which serves only the role of that name before: replace the entry at stage entries (terraform apply -replace), key ${evaluated("each.key")} under access_entries of the cluster file [entry-outdated].`,
  };
  const role = new DataAwsIamRole(stack, "row_with_access_entry_older_than_role", {
    name: evaluated("each.value.role"),
    lifecycle: { postcondition: [condition] },
  });
  const own = `entry.role != "" && ${isServed(definition, "entry")}`;
  role.addOverride("for_each", evaluated(`{ for key, entry in ${FILE.entries} : key => entry if ${own} }`));
  return named(role, "row_with_access_entry_older_than_role");
}
