import { type IamArn, parseArn } from "../../../lib/access/principal/arn";
import { type Caller } from "../../../lib/access/principal/caller";
import { principalName } from "../../../lib/access/principal/principal-name";

/** The ARN of a text that is one. */
export function arn(text: string): IamArn {
  const parsed = parseArn(text);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.arn;
}

export const ACCOUNT = "111122223333";

export function role(name: string, accountId = ACCOUNT): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

export function user(name: string, accountId = ACCOUNT): string {
  return `arn:aws:iam::${accountId}:user/${name}`;
}

export function policyArn(name: string): string {
  return `arn:aws:eks::aws:cluster-access-policy/${name}`;
}

/** A caller by the ARN of its principal. */
export function caller(principalArn: string, session = ""): Caller {
  return { principal: arn(principalArn), session, accessKeyId: "ASIAEXAMPLE000000000" };
}

/** `role admin of 111122223333, session build-42` */
export function describeCaller({ principal, session }: Caller): string {
  const name = principalName(principal, undefined);
  return session === "" ? name : `${name}, session ${session}`;
}
