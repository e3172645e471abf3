import { arnsOf } from "../access/principal/arn-list";
import type { AccessDefinition } from "./definition";

/** Keys of the roles that the stack makes and whose access entry is declared or expected: without its role an entry serves nobody. */
export function rolesWithEntries({ accessEntries, accountId, iamRoles = {}, migration }: AccessDefinition): string[] {
  const declared = Object.values(accessEntries).map(({ principalArn }) => principalArn);
  const names = arnsOf([...declared, ...(migration?.expected ?? [])])
    .filter((arn) => arn.kind === "role" && (accountId === undefined || arn.accountId === accountId))
    .map(({ name }) => name.toLowerCase());
  return Object.keys(iamRoles).filter((key) => names.includes((iamRoles[key]?.name ?? "").toLowerCase()));
}
