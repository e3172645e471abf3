import { parseLogfmt } from "./logfmt";

/** What one line of the authenticator's log tells (log type `authenticator`, DOMAIN R49). */
export type AuthenticatorEvent =
  | {
      /** Who called, as STS knows him: the line before `granted` or `denied` of the same client. */
      readonly kind: "caller";
      readonly time: number;
      readonly client: string;
      /** Full ARN, with the session of an assumed role. */
      readonly arn: string;
      /** Internal ID of the role or user: another one under the same ARN is a principal made anew (R47). */
      readonly userId: string;
      readonly session: string;
    }
  | {
      readonly kind: "granted";
      readonly time: number;
      readonly client: string;
      /** Canonical ARN: the role of an assumed role, without path. */
      readonly arn: string;
      readonly username: string;
      readonly groups: readonly string[];
      readonly userId: string;
    }
  | {
      readonly kind: "denied";
      readonly time: number;
      readonly client: string;
      readonly arn: string;
      readonly why: string;
    };

/**
 * Reads one line; undefined where it tells nothing about a caller (requests to health endpoints, start-up), or is no line of
 * the authenticator.
 * @see aws-iam-authenticator pkg/server/server.go
 */
export function authenticatorEvent(line: string): AuthenticatorEvent | undefined {
  if (!/msg="(access granted|access denied|STS response)"/.test(line)) return undefined;
  const fields = parseLogfmt(line);
  if (fields === undefined) return undefined;
  const of = (key: string): string => fields.get(key) ?? "";
  if (isCut(fields)) return undefined;
  const head = { time: Date.parse(of("time")), client: of("client"), arn: of("arn") };
  if (Number.isNaN(head.time)) return undefined;
  switch (fields.get("msg") ?? "") {
    case "STS response":
      return { kind: "caller", ...head, userId: of("userid"), session: of("session") };
    case "access granted":
      return {
        kind: "granted",
        ...head,
        username: of("username"),
        groups: groupsOf(of("groups")),
        userId: userIdOf(of("uid")),
      };
    default:
      return { kind: "denied", ...head, why: of("error") };
  }
}

/** Whether a login cannot be read: a quote that does not end, no name, which stands last, or a shape that nobody unpacked. */
export function isTornLogin(line: string): boolean {
  if (/msg=(?:\\"|"")access granted/.test(line)) return true;
  if (!line.startsWith("time=")) return false;
  const fields = parseLogfmt(line);
  return fields === undefined || isCut(fields);
}

function isCut(fields: ReadonlyMap<string, string>): boolean {
  return fields.get("msg") === "access granted" && !fields.has("username");
}

/** Go prints a list of texts as `[a b]`: a name with a space in it cannot be told from two. */
function groupsOf(text: string): string[] {
  return text
    .replace(/^\[|\]$/g, "")
    .split(" ")
    .filter((group) => group !== "");
}

/** `aws-iam-authenticator:111122223333:AROAEXAMPLE` */
function userIdOf(uid: string): string {
  return uid.split(":").at(-1) ?? "";
}
