import { isClusterAdminEntry } from "../access/effective/cluster-admin";
import { arnsOf } from "../access/principal/arn-list";
import { isSsoRoleName } from "../access/principal/sso-role";
import type { AccessDefinition } from "./definition";

/** ARNs of admins that no permission set owns. */
export function stableAdmins({ accessEntries }: AccessDefinition): string[] {
  const admins = Object.values(accessEntries).filter(isClusterAdminEntry);
  return admins.map(({ principalArn }) => principalArn).filter((arn) => !isSsoRole(arn));
}

function isSsoRole(principalArn: string): boolean {
  return arnsOf([principalArn]).some(({ name }) => isSsoRoleName(name));
}
