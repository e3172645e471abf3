import type { Place, Section } from "../access/aws-auth/aws-auth";

const LISTS: Readonly<Record<Section, string>> = {
  mapRoles: "aws_auth_roles",
  mapUsers: "aws_auth_users",
  mapAccounts: "aws_auth_accounts",
};

/** Where a row of the ConfigMap stands in a cluster file: `aws_auth.aws_auth_roles[2]`. */
export function filePath({ section, index }: Place): string {
  return `aws_auth.${LISTS[section]}[${index}]`;
}
