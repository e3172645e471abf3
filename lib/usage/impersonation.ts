import { MASTERS_GROUP } from "../access/aws-auth/system-groups";
import type { Caller } from "../access/principal/caller";
import type { NamedRequest } from "../access/rbac/rbac";
import type { AccessStep } from "../migration/explanation/access-step";
import { answerOf, type RequestAnswer } from "../migration/explanation/request-answer";
import type { TakenUser } from "./logs/audit-log";

type Asking = Parameters<typeof answerOf>[2];

/** Who takes whose name. */
interface Taking {
  readonly caller: Caller;
  readonly impersonated: TakenUser;
}

/**
 * Whether the caller may take the other's name with all that he took of it; what that name may do then, no stage changes.
 * @see kubernetes/apiserver pkg/endpoints/filters/impersonation
 */
export function impersonation(
  step: AccessStep,
  { caller, impersonated }: Taking,
  rbac: Omit<Asking, "request">,
): RequestAnswer {
  const { username, groups, constraint } = impersonated;
  const answers = takenParts(impersonated).map((request) => answerOf(step, caller, { ...rbac, request }));
  const worst = (["no", "unknown", "depends", "sometimes"] as const)
    .map((verdict) => answers.find((answer) => answer.verdict === verdict))
    .find((answer) => answer !== undefined);
  if (worst?.verdict === "no" && constraint !== undefined)
    return { verdict: "unknown", why: `to impersonate ${username}: it was allowed by the verb ${constraint}` };
  if (worst !== undefined) return { ...worst, why: `to impersonate ${username}: ${worst.why}` };
  return groups.includes(MASTERS_GROUP)
    ? { verdict: "yes", why: `impersonates ${username}, in system:masters` }
    : { verdict: "yes", why: `may impersonate ${username}, whose rights no stage changes` };
}

/** Each part of a name is asked for by itself: the name, its groups, its ID, the values beside it. */
function takenParts({ username, groups, uid, extras }: TakenUser): NamedRequest[] {
  const beside = { verb: "impersonate", apiGroup: "authentication.k8s.io" } as const;
  return [
    nameRequest(username),
    ...groups
      .filter((group) => !isGivenAlong(group, username))
      .map((name): NamedRequest => ({ verb: "impersonate", apiGroup: "", resource: "groups", name })),
    ...(uid === undefined ? [] : [{ ...beside, resource: "uids", name: uid }]),
    ...extras.map(([key, name]): NamedRequest => ({ ...beside, resource: `userextras/${key}`, name })),
  ];
}

/** A service account is taken by its namespace and name, everybody else by his username. */
function nameRequest(username: string): NamedRequest {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  if (namespace === undefined || name === undefined)
    return { verb: "impersonate", apiGroup: "", resource: "users", name: username };
  return { verb: "impersonate", apiGroup: "", resource: "serviceaccounts", namespace, name };
}

/** Groups that the API server gives with a name, without asking: who names them himself can leave that out. */
function isGivenAlong(group: string, username: string): boolean {
  if (group === "system:authenticated" || group === "system:unauthenticated") return true;
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(username) ?? [];
  return namespace !== undefined && ["system:serviceaccounts", `system:serviceaccounts:${namespace}`].includes(group);
}
