import type { NamedRequest } from "../access/rbac/rbac";
import { type AccessState, accessOf } from "../access/effective/effective-access";
import { AUTHENTICATED_GROUP } from "../access/rbac/rbac";
import type { Caller } from "../access/principal/caller";
import type { AccessStep } from "../migration/explanation/access-step";
import { answerOf, type RequestAnswer } from "../migration/explanation/request-answer";
import type { AuditEvent, AuditUser } from "./logs/audit-log";

/**
 * What the API server asks after the request itself was allowed, and no log has a line for: whether somebody may make the object
 * that his update or patch made, and whether he has all that a role or binding gives which he wrote.
 */
export type SecondQuestion = "create" | "grant";

const RBAC_GROUP = "rbac.authorization.k8s.io";
const ROLES: readonly string[] = ["roles", "clusterroles"];
const BINDINGS: readonly string[] = ["rolebindings", "clusterrolebindings"];

/**
 * The second questions that a request of the past has passed; none where it failed.
 * @see kubernetes/apiserver pkg/endpoints/handlers, kubernetes pkg/registry/rbac
 */
export function secondQuestions({ verb, target, code, impersonated }: AuditEvent): SecondQuestion[] {
  const isWrite = verb === "create" || verb === "update" || verb === "patch";
  if (!isWrite || code < 200 || code > 299 || "nonResourceURL" in target || impersonated !== undefined) return [];
  const isGrant = target.apiGroup === RBAC_GROUP && [...ROLES, ...BINDINGS].includes(target.resource);
  return [
    ...(code === 201 && verb !== "create" ? (["create"] as const) : []),
    ...(isGrant ? (["grant"] as const) : []),
  ];
}

/** A request that the stage allows, and whoever makes it. */
export interface AllowedRequest {
  readonly caller: Caller;
  /** As the log has him. */
  readonly user: AuditUser;
  /** The authorizer's words in the log. */
  readonly reason: string;
  readonly request: NamedRequest;
  readonly questions: readonly SecondQuestion[];
}

type Asking = Omit<Parameters<typeof answerOf>[2], "request">;

/** Why an allowed request may fail all the same; undefined where it does not. */
export function secondAnswer(step: AccessStep, allowed: AllowedRequest, rbac: Asking): RequestAnswer | undefined {
  const { caller, request, questions } = allowed;
  const asked = (other: NamedRequest): RequestAnswer => answerOf(step, caller, { ...rbac, request: other });
  const create = questions.includes("create") ? asked({ ...request, verb: "create" }) : undefined;
  if (create !== undefined && create.verdict !== "yes")
    return { ...create, why: `it made the object, and to create it: ${create.why}` };
  if (!questions.includes("grant") || !("resource" in request)) return undefined;
  if (givenTo(request).every((each) => asked(each).verdict === "yes") || keepsAll(step.state, allowed, rbac))
    return undefined;
  const verb = ROLES.includes(request.resource) ? "escalate" : "bind";
  return {
    verdict: "unknown",
    why: `the verb ${verb} is not given, and without it the API server takes only what gives no more than the writer has by RBAC: access policies do not count`,
  };
}

/** What lets somebody write roles and bindings whatever they give. */
function givenTo({ resource, ...rest }: Extract<NamedRequest, { readonly resource: string }>): NamedRequest[] {
  if (ROLES.includes(resource)) return [{ ...rest, verb: "escalate", resource }];
  const { namespace } = rest;
  const own = { verb: "bind", apiGroup: RBAC_GROUP, ...(namespace === undefined ? {} : { namespace }) };
  return (namespace === undefined ? ["clusterroles"] : ROLES).map((each) => ({ ...own, resource: each }));
}

/** Whether nothing of what somebody had by name and groups is gone: what he could give, he still can. */
function keepsAll(state: AccessState, { caller, user, reason }: AllowedRequest, { rbac }: Asking): boolean {
  const access = accessOf(state, caller);
  if (access.verdict !== "authenticated") return false;
  const hasGroups = user.groups.every((group) => group === AUTHENTICATED_GROUP || access.groups.includes(group));
  const isBound = rbac === undefined || rbac.bindings.some(({ subjects }) => subjects.some(isUser(user.username)));
  const [policy] = /cluster-access-policy\/\w+/.exec(reason) ?? [];
  const hasPolicy = policy === undefined || access.policies.some(({ name }) => policy.endsWith(`/${name}`));
  return hasGroups && hasPolicy && (access.username === user.username || !isBound);
}

function isUser(username: string): (subject: { readonly kind: string; readonly name: string }) => boolean {
  return ({ kind, name }) => kind === "User" && name === username;
}
