import { shortenArn } from "../../finding/shorten";

/** The AWS partitions that this project knows. */
export const PARTITIONS = ["aws", "aws-cn", "aws-us-gov"] as const;

/** One of {@link PARTITIONS}. */
export type Partition = (typeof PARTITIONS)[number];

/** What an IAM or STS ARN of somebody who may call EKS names; a service-linked role is a kind of its own (R25). */
export type PrincipalKind = "role" | "service-linked-role" | "user" | "root" | "assumed-role" | "federated-user";

/** An IAM or STS ARN, taken apart. */
export interface IamArn {
  readonly partition: Partition;
  /** 12 digits. */
  readonly accountId: string;
  readonly kind: PrincipalKind;
  /** `/` or `/team/dev/`; always `/` where the kind knows no path. */
  readonly path: string;
  /** Name of the role or user, without path; empty for root. */
  readonly name: string;
  /** Session name: only an assumed role has one. */
  readonly session?: string;
}

/** What {@link parseArn} answers: the ARN, or why the text is none. */
export type ParsedArn = { readonly arn: IamArn } | { readonly problem: string };

const NAME = /^[\w+=,.@-]{1,64}$/;
const FEDERATED_NAME = /^[\w+=,.@-]{2,32}$/;
const SESSION = /^[\w+=,.@-]{2,64}$/;
const PATH = /^\/([\x21-\x7e]{1,510}\/)?$/;
const ASCII = /^[\t\n\r\x20-\x7e]*$/;
/** Case tells no roles apart (R11), so neither path nor name goes by it. */
const SERVICE_LINKED_PATH = /^\/aws-service-role\//i;
const SERVICE_LINKED_NAME = /^AWSServiceRoleFor/i;

/**
 * Takes an IAM or STS ARN apart, or says in one line why the text is none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function parseArn(text: string): ParsedArn {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text);
  if (PARSED.size >= REMEMBERED) PARSED.clear();
  PARSED.set(text, parsed);
  return parsed;
}

/** ARNs are read again and again: what they parsed to is kept, up to a number. */
const PARSED = new Map<string, ParsedArn>();
const REMEMBERED = 10_000;

function parse(text: string): ParsedArn {
  const [prefix, partition, service, region, accountId, ...rest] = text.split(":");
  const resource = rest.join(":");
  if (prefix !== "arn" || accountId === undefined || rest.length === 0) {
    return problem("not an ARN, expected `arn:<partition>:iam::<account>:<resource>`", text);
  }
  const known = PARTITIONS.find((each) => each === partition);
  if (known === undefined) return problem(`unknown partition, expected ${PARTITIONS.join(", ")}`, partition ?? "");
  if (region !== "") return problem("IAM ARNs have no region, expected nothing there", region ?? "");
  if (!/^\d{12}$/.test(accountId)) return problem("not an account ID, expected 12 digits", accountId);
  const named = service === "iam" ? iamResource(resource) : service === "sts" ? stsResource(resource) : undefined;
  if (named === undefined) {
    return problem(
      "not a principal of IAM, expected role, user or root of iam, or assumed-role or federated-user of sts",
      text,
    );
  }
  if ("problem" in named) return named;
  return { arn: { partition: known, accountId, ...named } };
}

/**
 * As {@link parseArn}, for a row of aws-auth: the authenticator compares in lower case, so `arn:aws:IAM::…:Role/x` serves
 * the role x. Names keep their case.
 * @see DOMAIN R11
 */
export function parseRowArn(text: string): ParsedArn {
  const match = /^(arn:[^:]*:[^:]*:[^:]*:[^:]*:[^/:]*)(.*)$/is.exec(text);
  return parseArn(match ? `${(match[1] ?? "").toLowerCase()}${match[2] ?? ""}` : text);
}

/** The ARN as AWS writes it. parseArn(printArn(x)) = x. */
export function printArn(arn: IamArn): string {
  const head = (service: string): string => `arn:${arn.partition}:${service}::${arn.accountId}:`;
  switch (arn.kind) {
    case "role":
    case "service-linked-role":
      return `${head("iam")}role${arn.path}${arn.name}`;
    case "user":
      return `${head("iam")}user${arn.path}${arn.name}`;
    case "root":
      return `${head("iam")}root`;
    case "assumed-role":
      return `${head("sts")}assumed-role/${arn.name}/${arn.session ?? ""}`;
    case "federated-user":
      return `${head("sts")}federated-user/${arn.name}`;
  }
}

/**
 * Under which ARN the authenticator looks a caller up: an assumed role becomes its role, and STS names no path; users
 * keep theirs.
 * @see aws-iam-authenticator pkg/arn; DOMAIN §1.2
 */
export function canonicalArn(arn: IamArn): string {
  switch (arn.kind) {
    case "role":
    case "service-linked-role":
    case "assumed-role":
      return `arn:${arn.partition}:iam::${arn.accountId}:role/${arn.name}`;
    case "user":
    case "root":
    case "federated-user":
      return printArn(arn);
  }
}

/** Lower case as Go's `strings.ToLower`, one code point at a time: what the authenticator compares. */
export function foldArn(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, (point) => (point === "\u0130" ? "i" : point.toLowerCase())).join("");
}

type Resource = Pick<IamArn, "kind" | "path" | "name" | "session"> | { readonly problem: string };

function iamResource(resource: string): Resource | undefined {
  if (resource === "root") return { kind: "root", path: "/", name: "" };
  const match = /^(role|user)(\/.*)$/s.exec(resource);
  if (match?.[2] === undefined) return undefined;
  const slash = match[2].lastIndexOf("/");
  const path = match[2].slice(0, slash + 1);
  const name = match[2].slice(slash + 1);
  if (!NAME.test(name))
    return problem("not a name of a role or user, expected 1 to 64 of letters, digits, `+=,.@_-`", name);
  if (!PATH.test(path)) return problem("not an IAM path, expected `/` or `/a/b/` in printable ASCII", path);
  if (match[1] === "user") return { kind: "user", path, name };
  const linked = SERVICE_LINKED_PATH.test(path) || SERVICE_LINKED_NAME.test(name);
  return { kind: linked ? "service-linked-role" : "role", path, name };
}

function stsResource(resource: string): Resource | undefined {
  const [kind, name = "", session = "", ...rest] = resource.split("/");
  if (kind === "federated-user") {
    const whole = resource.slice(kind.length + 1);
    if (!FEDERATED_NAME.test(whole))
      return problem("not a name of a federated user, expected 2 to 32 characters", whole);
    return { kind: "federated-user", path: "/", name: whole };
  }
  if (kind !== "assumed-role") return undefined;
  if (!NAME.test(name) || !SESSION.test(session) || rest.length > 0) {
    return problem("not an assumed role, expected `assumed-role/<role name>/<session name>`", resource);
  }
  return { kind: "assumed-role", path: "/", name, session };
}

function problem(expectation: string, got: string): { problem: string } {
  return { problem: `${expectation}, got \`${shortenArn(got)}\`` };
}
