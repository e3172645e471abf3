import { type AttachedPolicy, findAccessPolicy } from "../../access/access-policy/access-policy";
import { allows } from "../../access/access-policy/access-policy-coverage";
import type { IamArn } from "../../access/principal/arn";
import type { Caller } from "../../access/principal/caller";
import { type Access, accessOf, UNDOCUMENTED_USERNAME } from "../../access/effective/effective-access";
import { matchesAny } from "../../access/access-policy/namespace-pattern";
import { bindingName, type NamedRequest, type Rbac, rbacAllows, subjectName } from "../../access/rbac/rbac";
import { describePolicy } from "../../access/effective/right";
import { hasNodeName } from "../../access/effective/node";
import { servedBy } from "../../access/rbac/aggregated-api";
import { MASTERS_GROUP, NODES_GROUP } from "../../access/aws-auth/system-groups";
import type { AccessStep } from "./access-step";
import { candidateCallers } from "./candidate-caller";
import { type StagedAccess, stagedAccess } from "./staged-access";

/** Whether somebody may make a request: for sure, in some sessions only, not at all, or not for us to tell. */
export const ANSWERS = ["yes", "sometimes", "no", "depends", "unknown"] as const;

/** One of {@link ANSWERS}: `depends` on RBAC or another authorizer that was not read, `unknown` who somebody is. */
export type AnswerVerdict = (typeof ANSWERS)[number];

/** An answer and its reason in one line. */
export interface RequestAnswer {
  readonly verdict: AnswerVerdict;
  readonly why: string;
}

/** Who asks what, and what is known of the cluster's RBAC. */
export interface Question {
  readonly request: NamedRequest;
  /** @default groups and usernames are opaque */
  readonly rbac?: Rbac;
}

/** Whether a principal may make a request once the plan of a step has run, asked for every session that RBAC tells apart. */
export function answerAt(step: AccessStep, principal: IamArn, question: Question): RequestAnswer {
  const access = stagedAccess(step, principal);
  if (access.kind === "unknown") return { verdict: "unknown", why: access.why };
  if (access.kind === "none") return { verdict: "no", why: access.why };
  const callers = candidateCallers(access, principal, namesIn(question.rbac));
  const served = callers
    .map((caller) => ({ caller, access: accessOf(step.state, caller) }))
    .filter((each): each is Served => each.access.verdict === "authenticated");
  const asked = served.map((each) => ({
    caller: each.caller,
    ...judge({ ...each.access, shown: access }, step, question),
  }));
  return summarized(asked, access);
}

/** Whether one caller, in the session that is known, may make a request once the plan of a step has run. */
export function answerOf(step: AccessStep, caller: Caller, question: Question): RequestAnswer {
  const access = accessOf(step.state, caller);
  if (access.verdict === "authenticated") return judge({ ...access, shown: access }, step, question);
  return { verdict: access.verdict === "refused" ? "no" : "unknown", why: access.why };
}

interface Served {
  readonly caller: Caller;
  readonly access: Authenticated;
}

type Authenticated = Extract<Access, { readonly verdict: "authenticated" }>;

/** One caller's access, and its templates, which are what people know. */
interface Judged extends Authenticated {
  readonly shown: Pick<Extract<StagedAccess, { readonly kind: "access" }>, "username" | "groups" | "policies">;
}

type Asked = RequestAnswer & { readonly caller: Caller };

function summarized(asked: readonly Asked[], access: Extract<StagedAccess, { kind: "access" }>): RequestAnswer {
  const of = (verdict: AnswerVerdict): readonly Asked[] => asked.filter((each) => each.verdict === verdict);
  const [yes, open, no] = [of("yes"), of("depends"), of("no")];
  const [firstYes, firstOpen, firstNo] = [yes[0], open[0], no[0]];
  if (firstYes !== undefined && yes.length === asked.length) return { verdict: "yes", why: firstYes.why };
  if (firstYes !== undefined) {
    const sessions = [...new Set(yes.map(({ caller }) => sessionName(caller)))];
    const some =
      sessions.slice(0, SOME).join(", ") + (sessions.length > SOME ? ` and ${sessions.length - SOME} more` : "");
    const rest = firstOpen === undefined ? "" : `; others: ${firstOpen.why}`;
    return { verdict: "sometimes", why: `as ${some}: ${firstYes.why}${rest}` };
  }
  if (firstOpen !== undefined) return { verdict: "depends", why: firstOpen.why };
  const hasHostName = [access.username, ...access.groups].some((template) => template.includes(HOST_NAME));
  if (firstNo !== undefined && hasHostName) return { verdict: "depends", why: "bindings of its instances' own names" };
  if (firstNo !== undefined) return { verdict: "no", why: firstNo.why };
  return { verdict: "unknown", why: `\`${access.username}\` cannot be filled in here` };
}

const SOME = 3;
/** EC2 alone knows what it becomes. */
const HOST_NAME = "{{EC2PrivateDNSName}}";

function sessionName({ session, accessKeyId }: Caller): string {
  return session === "" ? `access key ${accessKeyId}` : `session ${session}`;
}

/** An empty username is asked for first: an aggregated API answers 401, whatever its caller may do. */
function judge(access: Judged, step: AccessStep, question: Question): RequestAnswer {
  const group = groupOf(question.request);
  const server = access.username === "" && group !== undefined ? servedBy(group) : "API server";
  if (server === "aggregated") return { verdict: "no", why: "aggregated APIs answer 401 to an empty username" };
  const answer = authorize(access, step, question);
  if (server === "API server" || answer.verdict === "no") return answer;
  return depends([
    `whether an aggregated API serves ${group ?? ""}: those answer 401 to an empty username (\`kubectl get apiservices\` tells)`,
    ...(answer.verdict === "depends" ? [answer.why] : []),
  ]);
}

/** In the order of authorizers that say yes for certain; then what only they know. */
function authorize(access: Judged, step: AccessStep, { request, rbac }: Question): RequestAnswer {
  const { groups, policies } = access;
  if (groups.includes(MASTERS_GROUP)) return yes("system:masters: nothing is asked");
  const policy = policies.find((each) => allows([each], request));
  if (policy !== undefined) return yes(describePolicy(policy));
  const bridge = step.staged.rendering.bridge?.group;
  if (bridge !== undefined && groups.includes(bridge)) return yes(`the bridge group ${bridge}, bound to cluster-admin`);
  const answer = rbac && rbacAllows(rbac, access, request);
  if (answer?.verdict === "yes") {
    const { kind, name, namespace } = answer.subject;
    const subject = `${kind} ${kind === "ServiceAccount" ? `${namespace ?? ""}/${name}` : name}`;
    return yes(
      `${bindingName(answer.binding)} gives ${answer.binding.role.kind} ${answer.binding.role.name} to ${subject}`,
    );
  }
  const open = openReasons(access, request);
  if (answer === undefined) return depends([rbacReason(access.shown), ...open]);
  if (answer.verdict === "unknown") return depends([answer.why, ...open]);
  return open.length > 0 ? depends(open) : { verdict: "no", why: noReason(access.shown) };
}

function yes(why: string): RequestAnswer {
  return { verdict: "yes", why };
}

function depends(reasons: readonly string[]): RequestAnswer {
  return { verdict: "depends", why: reasons.join("; ") };
}

/** Everybody may be bound by username, and everybody is in `system:authenticated`. */
function rbacReason({ username, groups }: Judged["shown"]): string {
  const user = username === "" || username === UNDOCUMENTED_USERNAME ? [] : [`user ${username}`];
  return `RBAC of ${[...groups.map((group) => `group ${group}`), ...user, "group system:authenticated"].join(", ")}`;
}

/** What else may say yes, and was not read: policies without a published table, the authorizer of nodes. */
function openReasons({ username, groups, policies }: Authenticated, request: NamedRequest): string[] {
  const opaque = policies.filter((policy) => isOpaque(policy) && reaches(policy, request));
  const isUntold = username === UNDOCUMENTED_USERNAME;
  const isNode = groups.includes(NODES_GROUP) && hasNodeName(username);
  return [
    ...opaque.map((policy) => `${describePolicy(policy)}, whose rules AWS does not publish`),
    ...(isNode ? ["the Node authorizer"] : []),
    ...(isUntold ? ["what EKS gives this type of node"] : []),
  ];
}

function isOpaque({ name }: AttachedPolicy): boolean {
  return (findAccessPolicy(name)?.grants ?? "opaque") === "opaque";
}

function reaches({ scope }: AttachedPolicy, request: NamedRequest): boolean {
  if (scope.type === "cluster") return true;
  return "namespace" in request && matchesAny(scope.namespaces, request.namespace);
}

function noReason({ groups, policies }: Judged["shown"]): string {
  const given = [...policies.map(describePolicy), ...groups.map((group) => `group ${group}`)];
  return given.length === 0
    ? "no policy, no group, and no binding of its name allows it"
    : `not by ${given.join(", ")}`;
}

/** The API group of a request by resource or by URL: discovery of a group goes where its resources do. */
function groupOf(request: NamedRequest): string | undefined {
  return "apiGroup" in request ? request.apiGroup : /^\/apis\/([^/?]+)/.exec(request.nonResourceURL)?.[1];
}

function namesIn(rbac: Rbac | undefined): readonly string[] {
  const names = rbac?.bindings.flatMap(({ subjects, namespace }) =>
    subjects.map((subject) => subjectName(namespace === undefined ? subject : { namespace, ...subject })),
  );
  return [...new Set(names)];
}
