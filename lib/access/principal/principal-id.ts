import { canonicalArn, foldArn, type IamArn, parseArn } from "./arn";

/**
 * By what EKS tells principals apart, as one text for maps and comparisons: neither the case of letters nor a role's path
 * counts, for names are unique in an account, and a session is its role.
 */
export function principalId(principal: IamArn): string {
  const known = IDS.get(principal);
  if (known !== undefined) return known;
  const id = foldArn(canonicalArn(principal));
  IDS.set(principal, id);
  return id;
}

/** Asked again and again of the same ARNs: made once. */
const IDS = new WeakMap<IamArn, string>();

/** The {@link principalId} of an ARN as text; a text that is no ARN stands for itself. */
export function principalIdOf(text: string): string {
  const parsed = parseArn(text);
  return "arn" in parsed ? principalId(parsed.arn) : foldArn(text);
}

/** Whether two ARNs name one principal to EKS. */
export function samePrincipal(a: IamArn, b: IamArn): boolean {
  if (a.accountId !== b.accountId || a.name.length !== b.name.length) return false;
  return principalId(a) === principalId(b);
}

/** Whether a list of ARNs names a principal, in whatever case and with or without a role's path. */
export function namesPrincipal(list: readonly string[], principal: string): boolean {
  const id = principalIdOf(principal);
  return list.some((text) => principalIdOf(text) === id);
}
