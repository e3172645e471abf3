import type { AwsAuth, Placed, RoleRow, Section, UserRow } from "./aws-auth";
import { yamlencode, type YamlValue } from "./yamlencode";

/**
 * The `data` of the ConfigMap, as modules/aws-auth of the Terraform module writes it: all three sections, `[]` for none.
 * parse(encode(x)) = x.
 * @see terraform-aws-modules/eks v20.37.2 modules/aws-auth/main.tf
 */
export function encodeAwsAuth(awsAuth: Pick<AwsAuth, "roles" | "users" | "accounts">): Record<Section, string> {
  return {
    mapRoles: yamlencode(awsAuth.roles.map(roleRow)),
    mapUsers: yamlencode(awsAuth.users.map(userRow)),
    mapAccounts: yamlencode(awsAuth.accounts.map(({ row }) => row)),
  };
}

function roleRow({ row: { rolearn, sso, username, groups } }: Placed<RoleRow>): YamlValue {
  const matcher = sso && {
    permissionSetName: sso.permissionSetName,
    accountID: sso.accountID,
    partition: sso.partition,
  };
  return { rolearn, sso: matcher, username, groups };
}

function userRow({ row: { userarn, username, groups } }: Placed<UserRow>): YamlValue {
  return { userarn, username, groups };
}
