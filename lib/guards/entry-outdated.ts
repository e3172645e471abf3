import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal } from "../eks/address/literal";
import type { AccessDefinition } from "../migration/definition";
import { ENTRY_NOT_LIVE } from "../migration/guard/entry-not-live";
import { roleMadeAnew } from "../migration/guard/entry-outdated";
import { printedSentence } from "../migration/guard/guard";
import { evaluated } from "./expression";
import { isServed } from "./entry-not-live";
import { FILE } from "./live";

/** Reads the roles of the cluster's account that entries are for, and when they were made. */
export function entryOutdated(stack: TerraformStack, definition: AccessDefinition): DataAwsIamRole {
  const { clusterName } = definition;
  const madeAt = `${ENTRY_NOT_LIVE}[each.key].created_at`;
  const told = {
    cluster: literal(clusterName),
    role: evaluated("self.arn"),
    madeAt: evaluated("self.create_date"),
    key: evaluated("each.key"),
  };
  const condition = {
    condition: evaluated(`try(timecmp(self.create_date, ${madeAt}) <= 0, false)`),
    errorMessage: printedSentence("entry-outdated", roleMadeAnew(told)),
  };
  const role = new DataAwsIamRole(stack, "row_with_access_entry_older_than_role", {
    name: evaluated("each.value.role"),
    lifecycle: { postcondition: [condition] },
  });
  const own = `entry.role != "" && ${isServed(definition, "entry")}`;
  role.addOverride("for_each", evaluated(`{ for key, entry in ${FILE.entries} : key => entry if ${own} }`));
  return named(role, "row_with_access_entry_older_than_role");
}
