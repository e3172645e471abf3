import type { AccessEntry } from "../../access/access-entry/access-entry";
import type { RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import { flowList, quoted, scalarText } from "../../yaml/scalar-text";

/** Lines of an access entry below its key, not indented. */
export function entryLines(entry: AccessEntry): string[] {
  const { principalArn, type, kubernetesGroups, userName, policyAssociations = {}, tags = {} } = entry;
  const policies = Object.entries(policyAssociations).flatMap(([key, { policyArn, accessScope }]) => {
    const { namespaces = [] } = accessScope;
    const within = namespaces.length > 0 ? `, namespaces: ${flowList(namespaces)}` : "";
    return [
      `  ${scalarText(key)}:`,
      `    policy_arn: ${scalarText(policyArn)}`,
      `    access_scope: { type: ${accessScope.type}${within} }`,
    ];
  });
  return [
    `principal_arn: ${scalarText(principalArn)}`,
    ...(type === undefined ? [] : [`type: ${type}`]),
    ...(userName === undefined ? [] : [`user_name: ${scalarText(userName)}`]),
    ...(kubernetesGroups === undefined ? [] : [`kubernetes_groups: ${flowList(kubernetesGroups)}`]),
    ...(policies.length === 0 ? [] : ["policy_associations:", ...policies]),
    ...(Object.keys(tags).length === 0
      ? []
      : ["tags:", ...Object.entries(tags).map(([key, value]) => `  ${scalarText(key)}: ${scalarText(value)}`)]),
  ];
}

/** Lines of a row of mapRoles or mapUsers: what it has, absent and empty told apart. */
export function rowLines(row: RoleRow | UserRow): string[] {
  const { username, groups } = row;
  const identity = "userarn" in row ? [`userarn: ${scalarText(row.userarn)}`] : roleIdentity(row);
  return [
    ...identity,
    ...(username === undefined ? [] : [`username: ${scalarText(username)}`]),
    ...(groups === undefined ? [] : [`groups: ${flowList(groups)}`]),
  ];
}

function roleIdentity({ rolearn, sso }: RoleRow): string[] {
  if (sso === undefined) return [`rolearn: ${scalarText(rolearn ?? "")}`];
  const partition = sso.partition === undefined ? [] : [`  partition: ${scalarText(sso.partition)}`];
  const account = `  accountID: ${quoted(sso.accountID)}`;
  return ["sso:", `  permissionSetName: ${scalarText(sso.permissionSetName)}`, account, ...partition];
}
