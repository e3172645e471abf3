import { type AwsAuth, awsAuthOf, type RoleRow, type UserRow } from "../../access/aws-auth/aws-auth";
import type { Format } from "../facts";
import type { SourceNode } from "../source";

const FIELDS = ["rolearn", "userarn", "account"];

/**
 * `eksctl get iamidentitymapping -o json|yaml`: rows as eksctl understood them.
 * @see https://github.com/eksctl-io/eksctl pkg/iam/mapping.go
 */
export const identityMappingsFormat: Format = {
  name: "eksctl get iamidentitymapping",
  recognizes: ({ node }) =>
    node.kind === "list" &&
    node.items.length > 0 &&
    node.items.every((item) => item.kind === "map" && FIELDS.some((field) => item.entries.has(field))),
  read: (source, facts) => {
    facts.mappings.push({ value: rowsOfMappings(source.items()), at: source.at });
  },
};

/** The rows of mappings: `rolearn`, `userarn` or `account` says of which kind each is. */
function rowsOfMappings(mappings: readonly SourceNode[]): AwsAuth {
  const roles: RoleRow[] = [];
  const users: UserRow[] = [];
  const accounts: string[] = [];
  for (const mapping of mappings) {
    const [rolearn, userarn, account] = FIELDS.map((field) => mapping.child(field)?.text());
    if ([rolearn, userarn, account].filter((each) => each !== undefined).length !== 1) {
      mapping.wrong("one of rolearn, userarn and account");
    }
    if (rolearn !== undefined) roles.push({ rolearn, ...identityOfMapping(mapping) });
    else if (userarn !== undefined) users.push({ userarn, ...identityOfMapping(mapping) });
    else if (account !== undefined) accounts.push(account);
  }
  return awsAuthOf(roles, users, accounts);
}

/** Username and groups of a mapping. */
export function identityOfMapping(mapping: SourceNode): Pick<RoleRow, "username" | "groups"> {
  const username = mapping.child("username")?.text();
  const groups = mapping.child("groups")?.texts();
  return { ...(username === undefined ? {} : { username }), ...(groups === undefined ? {} : { groups }) };
}
