import { type IamArn, canonicalArn } from "./arn";

/** Somebody who calls the Kubernetes API with IAM credentials. */
export interface Caller {
  /** The IAM principal: a role with its path (not its session), a user, root or a federated user. */
  readonly principal: IamArn;
  /** Session name of an assumed role, 2 to 64 of letters, digits, `+=,.@_-`; empty for everybody else. */
  readonly session: string;
  /** `ASIA…` or `AKIA…`. */
  readonly accessKeyId: string;
}

const SESSIONS = ["alice@example.com", "build-42", "i-0123456789abcdef0", "i-0fedcba9876543210", "i-01234567"];

/**
 * Callers that together tell any two templates apart: for a role several sessions (people, `@`, instances with new and
 * old ids), for everybody else two access keys. An assumed role stands for its role, in its own session too.
 */
export function probeCallers(principal: IamArn): Caller[] {
  if (principal.kind === "assumed-role") {
    const { session = "", ...rest } = principal;
    return probeCallers({ ...rest, kind: "role" }).map((caller, i) =>
      i === 0 && session ? { ...caller, session } : caller,
    );
  }
  if (principal.kind === "role" || principal.kind === "service-linked-role") {
    return SESSIONS.map((session, i) => ({ principal, session, accessKeyId: `ASIAEXAMPLE00000000${i}` }));
  }
  return [0, 1].map((i) => ({ principal, session: "", accessKeyId: `AKIAEXAMPLE00000000${i}` }));
}

/** The ARN under which the authenticator looks this caller up. */
export function callerArn(caller: Caller): string {
  return canonicalArn(caller.principal);
}
