import type { KubernetesRequest } from "../access-policy/access-policy-coverage";

/** A rule of a Role or ClusterRole. What a list lacks it does not give; without `resourceNames` it is for every name. */
export interface RbacRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** Which role a binding refers to. */
export interface RoleRef {
  readonly kind: "Role" | "ClusterRole";
  readonly name: string;
}

/** A Role, which has a namespace, or a ClusterRole. */
export interface RbacRole extends RoleRef {
  /** @default it is a ClusterRole */
  readonly namespace?: string;
  /** `unresolved`: it is put together from other roles, and the cluster has not done so where this text was made. */
  readonly rules: readonly RbacRule[] | "unresolved";
}

/** Whom a binding is for. */
export interface RbacSubject {
  readonly kind: "User" | "Group" | "ServiceAccount";
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
}

/** A RoleBinding, which has a namespace, or a ClusterRoleBinding. */
export interface RbacBinding {
  readonly name: string;
  /** @default it is a ClusterRoleBinding */
  readonly namespace?: string;
  readonly role: RoleRef;
  readonly subjects: readonly RbacSubject[];
}

/** The kinds of objects that RBAC consists of. */
export const RBAC_KINDS = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"] as const;

/** One of {@link RBAC_KINDS}. */
export type RbacKind = (typeof RBAC_KINDS)[number];

/** The RBAC of a cluster, as far as it was read. */
export interface Rbac {
  readonly roles: readonly RbacRole[];
  readonly bindings: readonly RbacBinding[];
  /** Kinds of which nothing was read, and every cluster has some: without them nobody is refused for certain. */
  readonly missing: readonly RbacKind[];
}

/** Somebody as the API server knows him; `system:authenticated` is added where it is not among the groups. */
export interface RbacUser {
  readonly username: string;
  readonly groups: readonly string[];
}

/** A request, for one object where it has a name. */
export type NamedRequest = KubernetesRequest & { readonly name?: string };

/** Whether RBAC allows a request, and by which binding; `unknown` where what was read does not tell. */
export type RbacAnswer =
  | { readonly verdict: "yes"; readonly binding: RbacBinding; readonly subject: RbacSubject }
  | { readonly verdict: "no" }
  | { readonly verdict: "unknown"; readonly why: string };

/** Everybody whom the API server knows. */
export const AUTHENTICATED_GROUP = "system:authenticated";

/**
 * Whether RBAC allows a request: by a cluster-wide binding, or by one of the request's namespace.
 * @see kubernetes/plugin/pkg/auth/authorizer/rbac, pkg/registry/rbac/validation/rule.go
 */
export function rbacAllows(rbac: Rbac, user: RbacUser, request: NamedRequest): RbacAnswer {
  const namespace = "namespace" in request ? request.namespace : undefined;
  const whys: string[] = [];
  for (const binding of rbac.bindings) {
    if (binding.namespace !== undefined && binding.namespace !== namespace) continue;
    const subject = binding.subjects.find((each) => isSubject(each, user, binding.namespace));
    if (subject === undefined) continue;
    const role = roleOf(rbac, binding);
    if (role === undefined || role.rules === "unresolved") {
      whys.push(`${bindingName(binding)} gives ${binding.role.kind} ${binding.role.name}, whose rules are not there`);
    } else if (role.rules.some((rule) => ruleAllows(rule, request))) {
      return { verdict: "yes", binding, subject };
    }
  }
  const [why = rbac.missing.length === 0 ? undefined : `no ${rbac.missing.join(", no ")} was read`] = whys;
  return why === undefined ? { verdict: "no" } : { verdict: "unknown", why };
}

/** Whether one rule allows a request. A resource and its sub-resource are two: `pods` does not give `pods/log`. */
function ruleAllows(rule: RbacRule, request: NamedRequest): boolean {
  if (!has(rule.verbs, request.verb)) return false;
  if ("nonResourceURL" in request) return rule.nonResourceURLs.some((url) => isUrl(url, request.nonResourceURL));
  const { apiGroup, resource, name } = request;
  const isNamed = rule.resourceNames.length === 0 || (name !== undefined && rule.resourceNames.includes(name));
  return has(rule.apiGroups, apiGroup) && rule.resources.some((each) => isResource(each, resource)) && isNamed;
}

/** `ClusterRoleBinding view`, `RoleBinding checkout/deployers` */
export function bindingName({ name, namespace }: Pick<RbacBinding, "name" | "namespace">): string {
  return namespace === undefined ? `ClusterRoleBinding ${name}` : `RoleBinding ${namespace}/${name}`;
}

/** The username of a service account, or the name of a user or group. */
export function subjectName({ kind, name, namespace = "" }: RbacSubject): string {
  return kind === "ServiceAccount" ? `system:serviceaccount:${namespace}:${name}` : name;
}

function isSubject(subject: RbacSubject, user: RbacUser, bindingNamespace: string | undefined): boolean {
  switch (subject.kind) {
    case "User":
      return subject.name === user.username;
    case "Group":
      return subject.name === AUTHENTICATED_GROUP || user.groups.includes(subject.name);
    case "ServiceAccount": {
      const namespace = subject.namespace ?? bindingNamespace;
      return namespace !== undefined && subjectName({ ...subject, namespace }) === user.username;
    }
  }
}

function roleOf({ roles }: Rbac, { role, namespace }: RbacBinding): RbacRole | undefined {
  return roles.find(
    (each) =>
      each.kind === role.kind &&
      each.name === role.name &&
      (role.kind === "ClusterRole" || each.namespace === namespace),
  );
}

function has(names: readonly string[], name: string): boolean {
  return names.includes("*") || names.includes(name);
}

/** `*` stands for every resource and sub-resource, `*` before a slash for every resource that has the sub-resource. */
export function isResource(given: string, asked: string): boolean {
  if (given === "*" || given === asked) return true;
  const slash = asked.indexOf("/");
  return slash >= 0 && given === `*${asked.slice(slash)}`;
}

/** `*` at the end stands for any rest. */
function isUrl(given: string, asked: string): boolean {
  return given === asked || (given.endsWith("*") && asked.startsWith(given.replace(/\*+$/, "")));
}
