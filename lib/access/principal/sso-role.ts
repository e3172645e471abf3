/**
 * The path of every role that IAM Identity Center makes, followed by a region where it is not us-east-1's.
 * @see DOMAIN R26
 */
export const SSO_PATH = "/aws-reserved/sso.amazonaws.com/";

const PREFIX = /^AWSReservedSSO_/i;
const WITH_SUFFIX = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/i;

/** What of an ARN tells the roles of IAM Identity Center. */
interface RoleName {
  readonly name: string;
  readonly path: string;
}

/** Whether a name is that of a role which IAM Identity Center made; to IAM names differ by more than case. */
export function isSsoRoleName(name: string): boolean {
  return PREFIX.test(name);
}

/** Whether a role of IAM Identity Center is written without the path that all of them have, as rows name it. */
export function lacksSsoPath({ name, path }: RoleName): boolean {
  return isSsoRoleName(name) && !path.startsWith(SSO_PATH);
}

/** `DevOps` of `AWSReservedSSO_DevOps_0123456789abcdef`; nothing where a name is no such role's. */
export function permissionSetOf(name: string): string | undefined {
  return WITH_SUFFIX.exec(name)?.[1];
}
