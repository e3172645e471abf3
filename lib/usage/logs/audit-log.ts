import { canonicalArn, parseArn } from "../../access/principal/arn";
import { parseJson } from "./parse-json";

/** One request that the API server has answered (log type `audit`, DOMAIN R49). */
export interface AuditEvent {
  /** One for all stages of a request. */
  readonly auditId: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly user: AuditUser;
  /** In whose name the request was made, where it was made in another's: `decision` is about that one. */
  readonly impersonated?: TakenUser;
  /** The name or group that the caller was not allowed to take, where that ended the request; `verb` and `target` are what came after. */
  readonly refusedName?: RefusedName;
  readonly verb: string;
  readonly target: AuditTarget;
  /** HTTP status of the answer. */
  readonly code: number;
  /** What the authorizers said, and the words of the one that decided. */
  readonly decision: string;
  readonly reason: string;
}

/** Who made a request; `arn` and what follows it where IAM authenticated him. */
export interface AuditUser {
  readonly username: string;
  readonly groups: readonly string[];
  /** Canonical ARN: the role of an assumed role, without path. */
  readonly arn?: string;
  readonly session?: string;
  readonly accessKeyId?: string;
  /** Internal ID of the role or user (R47). */
  readonly userId?: string;
  /** IAM authenticated it, and the log does not say as whom. */
  readonly isScrubbed?: true;
}

/** Somebody whose name another took: each part of it is asked for by itself. */
export interface TakenUser extends AuditUser {
  readonly uid?: string;
  /** Keys with their values. */
  readonly extras: readonly (readonly [key: string, value: string])[];
  /** `impersonate:user-info`: the verb that gave it, where it was not `impersonate`. */
  readonly constraint?: string;
}

/** What somebody may impersonate: a user, a group, a service account of a namespace. */
export interface RefusedName {
  readonly apiGroup: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What a request was for. */
export type AuditTarget =
  | {
      readonly apiGroup: string;
      /** With its sub-resource: `pods/log`. */
      readonly resource: string;
      /** @default cluster-scoped, or all namespaces */
      readonly namespace?: string;
      readonly name?: string;
    }
  | { readonly nonResourceURL: string };

/** Stages at which a request has been authorized; one that lasts (a watch, a shell) may not be over where the log ends. */
const STAGES: readonly string[] = ["ResponseComplete", "ResponseStarted", "Panic"];

function hasAnswer(text: string): boolean {
  return STAGES.some((stage) => text.includes(`"${stage}"`));
}

/** Whether a text holds an audit event that cannot be read: CloudWatch cuts long lines, and files begin and end in the middle of one. */
export function isTornEvent(text: string): boolean {
  if (QUOTED.test(text) && text.includes("auditID")) return true;
  if (!text.startsWith("{")) return END_OF_EVENT.test(text);
  if (START_OF_EVENT.startsWith(text.trimEnd())) return true;
  if (!text.includes('"audit.k8s.io/') && !text.includes('"auditID"')) return false;
  return !text.trimEnd().endsWith("}") || (hasAnswer(text) && parseJson(text) === undefined);
}

/** An event within a text, in a shape that nobody unpacked: a table, a wrapping of one more program. */
const QUOTED = /(?:\\"|"")ResponseComplete(?:\\"|"")/;
const START_OF_EVENT = '{"kind":"Event","apiVersion":"audit.k8s.io/';
/** Keys that stand at the end of an event. */
const END_OF_EVENT = /"(?:stageTimestamp|authorization\.k8s\.io\/(?:decision|reason))":/;

/** Reads one audit event at a stage at which it was authorized; undefined for the others, and for text that is no audit event. */
export function auditEvent(text: string): AuditEvent | undefined {
  if (!hasAnswer(text)) return undefined;
  const event = record(parseJson(text));
  if (!STAGES.includes(textOf(event.stage)) || typeof event.auditID !== "string") return undefined;
  const time = Date.parse(textOf(event.stageTimestamp) || textOf(event.requestReceivedTimestamp));
  const target = targetOf(event);
  if (Number.isNaN(time) || target === undefined) return undefined;
  const annotations = record(event.annotations);
  const impersonated = record(event.impersonatedUser);
  const decision = textOf(annotations["authorization.k8s.io/decision"]);
  const refusedName = decision === "" ? refusedNameIn(record(event.responseStatus)) : undefined;
  return {
    auditId: event.auditID,
    time,
    user: userOf(record(event.user)),
    ...(textOf(impersonated.username) === "" ? {} : { impersonated: takenUser(impersonated, event) }),
    ...(refusedName === undefined ? {} : { refusedName }),
    verb: textOf(event.verb),
    target,
    code: numberOf(record(event.responseStatus).code),
    decision,
    reason: textOf(annotations["authorization.k8s.io/reason"]),
  };
}

/**
 * The API server writes no decision where somebody may not take another's name, and says so in its answer alone.
 * @see kubernetes/apiserver pkg/endpoints/filters/impersonation
 */
const REFUSED_NAME =
  /^\S+ "(.*)" is forbidden: User ".*" cannot impersonate resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]*)"| at the cluster scope)/s;

function refusedNameIn({ message, code }: Readonly<Record<string, unknown>>): RefusedName | undefined {
  const said = code === 403 ? textOf(message) : "";
  const [, name, resource, apiGroup = "", namespace = ""] = REFUSED_NAME.exec(said) ?? [];
  if (name === undefined || resource === undefined) return undefined;
  return { apiGroup, resource, ...(namespace === "" ? {} : { namespace }), name };
}

function targetOf({ objectRef, requestURI }: Readonly<Record<string, unknown>>): AuditTarget | undefined {
  const { apiGroup, resource, subresource, namespace, name } = record(objectRef);
  if (typeof resource !== "string" || resource === "") {
    const url = textOf(requestURI).replace(/\?.*$/s, "");
    return url === "" ? undefined : { nonResourceURL: url };
  }
  return {
    apiGroup: textOf(apiGroup),
    resource: textOf(subresource) === "" ? resource : `${resource}/${textOf(subresource)}`,
    ...(textOf(namespace) === "" ? {} : { namespace: textOf(namespace) }),
    ...(textOf(name) === "" ? {} : { name: textOf(name) }),
  };
}

function userOf(user: Readonly<Record<string, unknown>>): AuditUser {
  const extra = record(user.extra);
  const first = (key: string): string => {
    const values = extra[key];
    return Array.isArray(values) ? textOf(values[0]) : "";
  };
  const arn = first("canonicalArn") || canonicalOf(first("arn"));
  return {
    username: textOf(user.username),
    groups: Array.isArray(user.groups) ? user.groups.filter((group) => typeof group === "string") : [],
    ...given("arn", arn),
    ...(arn === "" && textOf(user.uid).startsWith(IAM) ? { isScrubbed: true as const } : {}),
    ...given("session", first("sessionName")),
    ...given("accessKeyId", first("accessKeyId")),
    ...given("userId", first("principalId").split(":")[0] ?? ""),
  };
}

function takenUser(
  user: Readonly<Record<string, unknown>>,
  { authenticationMetadata }: Readonly<Record<string, unknown>>,
): TakenUser {
  const extras = Object.entries(record(user.extra)).flatMap(([key, values]) =>
    (Array.isArray(values) ? values.map(textOf) : []).map((value) => [key, value] as const),
  );
  return {
    ...userOf(user),
    ...given("uid", textOf(user.uid)),
    extras,
    ...given("constraint", textOf(record(authenticationMetadata).impersonationConstraint)),
  };
}

/** How the authenticator's IDs of IAM principals begin. */
const IAM = "aws-iam-authenticator:";

function canonicalOf(text: string): string {
  const parsed = parseArn(text);
  return "arn" in parsed ? canonicalArn(parsed.arn) : "";
}

function given<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  const named: Partial<Record<K, string>> = {};
  if (value !== "") named[key] = value;
  return named;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
