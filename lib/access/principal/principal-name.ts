import { isAnyoneElse } from "./anyone-else";
import { type IamArn, parseArn } from "./arn";

/**
 * How a principal is named in whatever is printed, `role dev` or `role ci of 444455556666`: its kind, its name, and its account
 * where that is not the cluster's. A role is named without its path, a user with it: the authenticator tells users apart by it.
 */
export function principalName(principal: IamArn, ownAccount: string | undefined): string {
  const { accountId } = principal;
  if (isAnyoneElse(principal)) return `everybody else in account ${accountId} (mapAccounts)`;
  return accountId === ownAccount ? nameOf(principal) : `${nameOf(principal)} of ${accountId}`;
}

/** The {@link principalName} of an ARN as text; a text that is no ARN is its own name. */
export function principalNameOf(text: string, ownAccount: string | undefined): string {
  const parsed = parseArn(text);
  return "arn" in parsed ? principalName(parsed.arn, ownAccount) : text;
}

function nameOf({ kind, path, name }: IamArn): string {
  if (kind === "root") return "root";
  return kind === "user" ? `user ${path.slice(1)}${name}` : `${kind.replaceAll("-", " ")} ${name}`;
}
