import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { DataAwsIamUsers } from "@cdktf/provider-aws/lib/data-aws-iam-users";
import type { TerraformDataSource, TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { PRINCIPAL_READS } from "../migration/guard/principal-unread";
import type { Postcondition } from "./expression";

/** All roles of the account: one list, whatever their number. */
export function listedRoles(stack: TerraformStack, postcondition: Postcondition): TerraformDataSource {
  const lifecycle = { postcondition: [postcondition] };
  return named(new DataAwsIamRoles(stack, "listed_roles", { lifecycle }), PRINCIPAL_READS.roles);
}

/** All users of the account. */
export function listedUsers(stack: TerraformStack, postcondition: Postcondition): TerraformDataSource {
  const lifecycle = { postcondition: [postcondition] };
  return named(new DataAwsIamUsers(stack, "listed_users", { lifecycle }), PRINCIPAL_READS.users);
}
