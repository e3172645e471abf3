import type { Format, ListedRole } from "../facts";
import { readList } from "./list";
import type { SourceNode } from "../source";
import { timestamp } from "./timestamp";

/** `aws iam list-roles`: the paths of roles. */
export const listRolesFormat: Format = {
  name: "aws iam list-roles",
  recognizes: (source) => source.has("Roles"),
  read: (source, facts) => {
    const whole = readList(source, "Roles", (list) => list.items().flatMap(roleOf));
    facts.listedRoles.push(...whole);
    const page = source.child("Roles");
    if (whole.length > 0 || page === undefined) return;
    facts.roles.push(
      ...page
        .items()
        .flatMap(roleOf)
        .map((value) => ({ value, at: page.at })),
    );
  },
};

/** `aws iam get-role`: one role. */
export const getRoleFormat: Format = {
  name: "aws iam get-role",
  recognizes: (source) => source.child("Role")?.has("Arn") === true,
  read: (source, facts) => {
    const role = source.child("Role");
    if (role !== undefined) facts.roles.push(...roleOf(role).map((value) => ({ value, at: role.at })));
  },
};

/** `aws iam list-users`: when users were made. */
export const listUsersFormat: Format = {
  name: "aws iam list-users",
  recognizes: (source) => source.has("Users"),
  read: (source, facts) => {
    const whole = readList(source, "Users", (list) => list.items().flatMap(roleOf));
    facts.listedUsers.push(...whole);
  },
};

/** `aws iam get-user`: one user. */
export const getUserFormat: Format = {
  name: "aws iam get-user",
  recognizes: (source) => source.child("User")?.has("Arn") === true,
  read: (source, facts) => {
    const user = source.child("User");
    if (user !== undefined) facts.roles.push(...roleOf(user).map((value) => ({ value, at: user.at })));
  },
};

function roleOf(role: SourceNode): ListedRole[] {
  const arn = role.required("Arn")?.text();
  return arn === undefined ? [] : [{ arn, ...timestamp(role.child("CreateDate")) }];
}
