import { arnsOf } from "../access/principal/arn-list";
import type { IamArn } from "../access/principal/arn";
import { samePrincipal } from "../access/principal/principal-id";
import type { AccessDefinition } from "./definition";

/** Whether a principal leaves on purpose. */
export function isLeaving({ leaving = [] }: AccessDefinition, principal: IamArn): boolean {
  return arnsOf(leaving).some((own) => samePrincipal(own, principal));
}

/** Whether a mapped account leaves on purpose. */
export function isLeavingAccount(definition: AccessDefinition, accountId: string): boolean {
  return leavingAccounts(definition).includes(accountId);
}

/** IDs of the mapped accounts that leave, named in `leaving` as IAM names them: `arn:aws:iam::111122223333:root`. */
export function leavingAccounts({ leaving = [] }: AccessDefinition): string[] {
  return arnsOf(leaving).flatMap(({ kind, accountId }) => (kind === "root" ? [accountId] : []));
}
