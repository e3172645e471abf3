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
    "Whoever runs Terraform may not list IAM roles or users, so nobody knows whether IAM has every principal of `access_entries`; the provider's own error stands above the address. Add `iam:ListRoles` and `iam:ListUsers` to the IAM policy of that role, then plan again. Where that cannot be, compare each ARN of `access_entries` with `aws iam get-role --role-name NAME --query Role.Arn --output text`, and add `- { code: principal-unread, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds). With `principal: ARN` in it, the item leaves out that one principal alone, such as a role that something else makes in the same run.",
  stages: STAGES,
  withoutMigration: true,
  reads: ["IAM lists"],
  addresses: [`data.aws_iam_roles.${PRINCIPAL_READS.roles}`, `data.aws_iam_users.${PRINCIPAL_READS.users}`],
  refuses: () => [],
} as const satisfies Guard;
