import { STAGES } from "../stage";
import type { Guard } from "./guard";

/**
 * The names of the lists of IAM. Where the runner may not read them, the provider fails before any condition with words of its
 * own, and the address beneath them has to say what to do.
 */
export const PRINCIPAL_READS = {
  roles: "principal_unread_grant_list_roles_or_accept",
  users: "principal_unread_grant_list_users_or_accept",
} as const;

/** IAM can be listed: else nobody knows whether principals are there as they are written. */
export const principalUnread = {
  code: "principal-unread",
  advice:
    "The provider's own error stands above the address. Give whoever runs Terraform `iam:ListRoles` and `iam:ListUsers`; or accept `principal-unread`, and compare the ARNs of `access_entries` with IAM by hand. An acceptance with a `principal` leaves out that one alone: a role that something else makes in the same run.",
  stages: STAGES,
  withoutMigration: true,
  reads: ["IAM lists"],
  addresses: [`data.aws_iam_roles.${PRINCIPAL_READS.roles}`, `data.aws_iam_users.${PRINCIPAL_READS.users}`],
  refuses: () => [],
} as const satisfies Guard;
