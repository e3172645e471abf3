import { hasNodeName } from "../access/effective/node";
import { accessOf } from "../access/effective/effective-access";
import { samePrincipal } from "../access/principal/principal-id";
import { describeRequest } from "../access/rbac/request-text";
import { isResource, type NamedRequest, type Rbac } from "../access/rbac/rbac";
import type { AccessStep } from "../migration/explanation/access-step";
import { answerOf, type RequestAnswer } from "../migration/explanation/request-answer";
import type { AuditEvent, AuditUser, TakenUser } from "./logs/audit-log";
import { isEksComponent, LET_IN_BY_EKS } from "./eks-component";
import { impersonation } from "./impersonation";
import { RecentIds } from "./logs/recent-ids";
import { type SecondQuestion, secondAnswer, secondQuestions } from "./second-question";
import { callerOf } from "./served-through";

/** Requests of one kind: same caller, same verb and object, allowed or refused alike. */
export interface RequestKind {
  readonly user: AuditUser;
  readonly impersonated?: TakenUser;
  readonly request: NamedRequest;
  readonly questions: readonly SecondQuestion[];
  readonly allowed: boolean;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly last: number;
  /** What the authorizer said the last time. */
  readonly reason: string;
}

/**
 * What becomes of a request of the past at another stage: `not-known` was allowed, `refused-not-known` was refused, which nobody
 * loses whatever the stage says.
 */
export const REPLAY_VERDICTS = [
  "lost",
  "not-known",
  "still-allowed",
  "newly-possible",
  "refused-not-known",
  "still-refused",
] as const;
/** One of {@link REPLAY_VERDICTS}. */
export type ReplayVerdict = (typeof REPLAY_VERDICTS)[number];

/**
 * What all requests together come to: `lost` where one that was allowed is refused at the stage, `unknown` where one that was allowed
 * is not known, where lines or files are cut off, and where there is no request at all.
 */
export const REPLAY_OUTCOMES = ["kept", "lost", "unknown"] as const;
/** One of {@link REPLAY_OUTCOMES}. */
export type ReplayOutcome = (typeof REPLAY_OUTCOMES)[number];

/** A kind of request, and what a stage says to it. */
export interface ReplayedRequest {
  readonly kind: RequestKind;
  readonly verdict: ReplayVerdict;
  /** Through what it is allowed, or what is missing. */
  readonly why: string;
  /** Whether it is of a component of EKS itself, which no stage keeps out: shown apart. */
  readonly isOfEks: boolean;
}

/** Adds requests up by kind; events of one request count once. Memory grows with kinds, not with lines. */
export class RequestKinds {
  readonly #kinds = new Map<string, { kind: RequestKind; count: number; last: number; reason: string }>();
  readonly #byName: (request: NamedRequest) => boolean;
  readonly #ids = new RecentIds();

  /** `rbac`: names of objects count where one of its rules is for some names only. */
  constructor(rbac?: Rbac) {
    const named = (rbac?.roles ?? [])
      .flatMap(({ rules }) => (rules === "unresolved" ? [] : rules))
      .filter((rule) => rule.resourceNames.length > 0);
    this.#byName = (request) =>
      "resource" in request &&
      named.some(({ resources }) => resources.some((each) => isResource(each, request.resource)));
  }

  /** Counts a request. Callers whom IAM did not authenticate (service accounts, components) are not ours to judge. */
  public add(event: AuditEvent): void {
    const { arn, isScrubbed = false } = event.user;
    if ((arn === undefined && !isScrubbed) || !this.#ids.isNew(event.auditId)) return;
    const request = this.#requestOf(event);
    const allowed = event.decision === "allow" || (event.decision === "" && event.code !== 401 && event.code !== 403);
    const { user, impersonated } = event;
    const questions = allowed ? secondQuestions(event) : [];
    const key = JSON.stringify([keyOf(user), impersonated && takenKey(impersonated), request, allowed, questions]);
    const known = this.#kinds.get(key);
    if (known === undefined) {
      const kind = {
        user,
        ...(impersonated === undefined ? {} : { impersonated }),
        request,
        questions,
        allowed,
        count: 1,
        last: event.time,
        reason: event.reason,
      };
      this.#kinds.set(key, { kind, count: 1, last: event.time, reason: event.reason });
      return;
    }
    known.count += 1;
    if (event.time >= known.last) {
      known.last = event.time;
      known.reason = event.reason;
    }
  }

  /** Each kind once, the most frequent first. */
  public get kinds(): RequestKind[] {
    return [...this.#kinds.values()]
      .map(({ kind, count, last, reason }) => ({ ...kind, count, last, reason }))
      .sort((a, b) => b.count - a.count);
  }

  #requestOf({ verb, target, refusedName }: AuditEvent): NamedRequest {
    if (refusedName !== undefined) return { verb: "impersonate", ...refusedName };
    if ("nonResourceURL" in target) return { verb, nonResourceURL: target.nonResourceURL };
    const { name, ...rest } = target;
    const request: NamedRequest = { verb, ...rest };
    // The name of an object that is made stands in its body: the log has it, and the authorizer was not told.
    if (verb === "create" && !target.resource.includes("/")) return request;
    return name !== undefined && this.#byName(request) ? { ...request, name } : request;
  }
}

/** Holds kinds of requests against a stage. What a stage does not tell is not known, never "still-". */
export function replay(kinds: readonly RequestKind[], step: AccessStep, rbac?: Rbac): ReplayedRequest[] {
  return kinds.map((kind) => replayed(kind, step, rbac));
}

/** Whether somebody is a node or a pod of Fargate: shown apart. */
export function isNodeRequest({ user }: RequestKind): boolean {
  return hasNodeName(user.username);
}

/** `get pods in prod`, `list nodes as user alice` */
export function describeKind({ request, impersonated }: RequestKind): string {
  return impersonated === undefined
    ? describeRequest(request)
    : `${describeRequest(request)} as ${impersonated.username}`;
}

function keyOf({ arn, username, groups, session, accessKeyId }: AuditUser): readonly unknown[] {
  return [arn, username, groups, session, username.includes(accessKeyId ?? "\0") ? accessKeyId : undefined];
}

function takenKey({ uid, extras, constraint, ...user }: TakenUser): readonly unknown[] {
  return [keyOf(user), uid, extras, constraint];
}

function replayed(kind: RequestKind, step: AccessStep, rbac: Rbac | undefined): ReplayedRequest {
  if (isEksComponent(kind.user, step.staged))
    return { kind, verdict: kind.allowed ? "still-allowed" : "still-refused", why: LET_IN_BY_EKS, isOfEks: true };
  const answer = answerFor(kind, step, rbac);
  return { kind, verdict: verdictOf(kind, answer), why: answer.why, isOfEks: false };
}

/** Whoever takes another's name gets what that one had before: a stage changes whether he may take it, and nothing of what it may. */
function verdictOf({ allowed, impersonated }: RequestKind, { verdict }: RequestAnswer): ReplayVerdict {
  if (!allowed) {
    if (verdict === "no" || impersonated !== undefined) return "still-refused";
    return verdict === "yes" ? "newly-possible" : "refused-not-known";
  }
  if (verdict === "yes") return "still-allowed";
  return verdict === "no" ? "lost" : "not-known";
}

function answerFor(
  { user, impersonated, request, questions, reason }: RequestKind,
  step: AccessStep,
  rbac: Rbac | undefined,
): RequestAnswer {
  const caller = callerOf(user.arn ?? "", { session: user.session ?? "", accessKeyId: user.accessKeyId ?? "" });
  if (caller === undefined) return { verdict: "unknown", why: "the log has no ARN of the caller" };
  const untold = step.untold.find(({ principal }) => samePrincipal(principal, caller.principal));
  if (untold !== undefined) return { verdict: "unknown", why: untold.why };
  const access = accessOf(step.state, caller);
  if (access.verdict === "unknown") return { verdict: "unknown", why: access.why };
  if (access.verdict === "refused") return { verdict: "no", why: access.why };
  const question = rbac === undefined ? {} : { rbac };
  if (impersonated !== undefined) return impersonation(step, { caller, impersonated }, question);
  const answer = answerOf(step, caller, { ...question, request });
  if (answer.verdict !== "yes" || questions.length === 0) return answer;
  return secondAnswer(step, { caller, user, reason, request, questions }, question) ?? answer;
}
