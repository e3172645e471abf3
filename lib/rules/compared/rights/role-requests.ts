import { allows, type KubernetesRequest } from "../../../access/access-policy/access-policy-coverage";
import type { Access } from "../../../access/effective/effective-access";
import { type Rbac, rbacAllows, type RbacRole, type RbacRule } from "../../../access/rbac/rbac";

/** Names that no rule mentions: only a `*` gives them. */
const ANY = { verb: "approve", group: "example.com", resource: "widgets", url: "/eks-access" } as const;

/**
 * Whether somebody may do all that a role gives, by access policies and by the groups and username that are left.
 * A role whose rules a dump does not show gives what nobody knows: no.
 */
export function isRoleCovered(
  rbac: Rbac,
  access: Access,
  { role, namespace }: { readonly role: string; readonly namespace?: string },
): boolean {
  const rules = rulesOf(rbac, role);
  if (rules === undefined || access.verdict !== "authenticated") return false;
  const { username, groups, policies } = access;
  return rules
    .flatMap((rule) => requestsOf(rule, namespace))
    .every((request) => allows(policies, request) || rbacAllows(rbac, { username, groups }, request).verdict === "yes");
}

/** Rules of `ClusterRole edit`, or `Role checkout/reader`; undefined where a dump has none of it. */
function rulesOf({ roles }: Rbac, name: string): readonly RbacRule[] | undefined {
  const found = roles.find((role) => nameOf(role) === name)?.rules;
  return found === "unresolved" || found?.length === 0 ? undefined : found;
}

function nameOf({ kind, name, namespace = "" }: RbacRole): string {
  return kind === "Role" ? `Role ${namespace}/${name}` : `ClusterRole ${name}`;
}

/** One request for each thing that a rule gives; a name in it is no narrower than the whole resource. */
function requestsOf(
  { verbs, apiGroups, resources, nonResourceURLs }: RbacRule,
  namespace: string | undefined,
): KubernetesRequest[] {
  const named = (names: readonly string[], any: string): string[] => names.map((name) => name.replaceAll("*", any));
  const where = namespace === undefined ? {} : { namespace };
  return named(verbs, ANY.verb).flatMap((verb) => [
    ...named(apiGroups, ANY.group).flatMap((apiGroup) =>
      named(resources, ANY.resource).map((resource) => ({ verb, apiGroup, resource, ...where })),
    ),
    ...(namespace === undefined ? named(nonResourceURLs, ANY.url) : []).map((nonResourceURL) => ({
      verb,
      nonResourceURL,
    })),
  ]);
}
