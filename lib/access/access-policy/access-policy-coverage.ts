import { ACCESS_POLICIES, type AttachedPolicy, CLUSTER_ADMIN, findAccessPolicy } from "./access-policy";
import type { PolicyRule } from "./access-policy-grants";
import { gapFinder, matchesAny } from "./namespace-pattern";

/**
 * One request to the Kubernetes API. Without a namespace it is for a cluster-scoped resource, or for all namespaces.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/
 */
export type KubernetesRequest =
  | { readonly verb: string; readonly apiGroup: string; readonly resource: string; readonly namespace?: string }
  | { readonly verb: string; readonly nonResourceURL: string };

/** A request that somebody would lose, or, of a policy whose rules are unpublished, whatever that policy gives there. */
export type UncoveredRequest = KubernetesRequest | { readonly policy: string; readonly namespace?: string };

/** What {@link UncoveredRequest} is before it has a namespace, and where its policy gives it. */
interface Atom {
  readonly request: UncoveredRequest;
  readonly namespaced: boolean;
}

/**
 * Names that no rule mentions, so that only a `*` gives them: what stands here for a policy's `*` is lost exactly when
 * the holder has no `*` there. On a custom resource any verb can mean something.
 */
const ANY = { verb: "approve", apiGroup: "example.com", resource: "widgets", nonResourceURL: "/metrics" } as const;

/**
 * One request that `policy` allows and `holder` together does not; undefined where it gives everything. A policy with unpublished
 * rules is covered only by itself, or by AmazonEKSClusterAdminPolicy for the whole cluster.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function uncovered(holder: readonly AttachedPolicy[], policy: AttachedPolicy): UncoveredRequest | undefined {
  const { name, scope } = policy;
  if (holder.some((one) => isWhole(one, policy))) return undefined;
  if (scope.type === "cluster") return atomsOf(name).find(({ request }) => !allows(holder, request))?.request;
  const gapIn = gapFinder(scope.namespaces);
  for (const { request } of atomsOf(name).filter(({ namespaced }) => namespaced)) {
    const namespace = gapIn(holder.flatMap((one) => namespacesWhere(one, request)));
    if (namespace !== undefined) return { ...request, namespace };
  }
  return undefined;
}

/**
 * Whether the attached policies allow a request.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function allows(held: readonly AttachedPolicy[], request: UncoveredRequest): boolean {
  const namespace = "namespace" in request ? request.namespace : undefined;
  return held.some((one) =>
    namespace === undefined
      ? one.scope.type === "cluster" && gives(one, request)
      : matchesAny(namespacesWhere(one, request), namespace),
  );
}

/** Whether one policy held gives all of another without a look at the rules. */
function isWhole({ name, scope }: AttachedPolicy, policy: AttachedPolicy): boolean {
  if (scope.type === "cluster") return name === policy.name || name === CLUSTER_ADMIN;
  return name === policy.name && JSON.stringify(scope) === JSON.stringify(policy.scope);
}

/** The namespaces in which this policy gives the request, as patterns. */
function namespacesWhere(held: AttachedPolicy, request: UncoveredRequest): readonly string[] {
  if (!gives(held, request)) return [];
  return held.scope.type === "cluster" ? ["*"] : held.scope.namespaces;
}

/** Whether the request is among what the policy gives, in whichever namespaces. */
function gives({ name, scope }: AttachedPolicy, request: UncoveredRequest): boolean {
  if ("policy" in request) return name === request.policy || (name === CLUSTER_ADMIN && scope.type === "cluster");
  return rulesOf(name).some((rule) => (scope.type === "cluster" || rule.namespaced) && isIn(rule, request));
}

function isIn(rule: PolicyRule, request: KubernetesRequest): boolean {
  const has = (names: readonly string[], name: string): boolean => names.includes("*") || names.includes(name);
  if (!has(rule.verbs, request.verb)) return false;
  if ("nonResourceURL" in request) return has(rule.nonResourceURLs ?? [], request.nonResourceURL);
  return has(rule.apiGroups, request.apiGroup) && has(rule.resources, request.resource);
}

function rulesOf(name: string): readonly PolicyRule[] {
  const grants = findAccessPolicy(name)?.grants ?? "opaque";
  return grants === "opaque" ? [] : grants;
}

const ATOMS = new Map(ACCESS_POLICIES.map(({ name, grants }) => [name, atoms(grants)]));

/** Everything that a policy gives, one request each. */
function atomsOf(name: string): readonly Atom[] {
  return ATOMS.get(name) ?? [{ request: { policy: name }, namespaced: true }];
}

function atoms(grants: readonly PolicyRule[] | "opaque"): Atom[] | undefined {
  if (grants === "opaque") return undefined;
  return grants.flatMap((rule) => requestsOf(rule).map((request) => ({ request, namespaced: rule.namespaced })));
}

function requestsOf(rule: PolicyRule): KubernetesRequest[] {
  const named = (names: readonly string[], any: string): string[] => names.map((name) => (name === "*" ? any : name));
  const resources = named(rule.resources, ANY.resource);
  const urls = named(rule.nonResourceURLs ?? [], ANY.nonResourceURL);
  return named(rule.verbs, ANY.verb).flatMap((verb) => [
    ...named(rule.apiGroups, ANY.apiGroup).flatMap((apiGroup) =>
      resources.map((resource) => ({ verb, apiGroup, resource })),
    ),
    ...urls.map((nonResourceURL) => ({ verb, nonResourceURL })),
  ]);
}
