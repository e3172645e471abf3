import type { Comparison, Difference } from "../../../access/effective/comparison";
import { AUTHENTICATED_GROUP, bindingName, type Rbac, type RbacBinding } from "../../../access/rbac/rbac";
import type { Access } from "../../../access/effective/effective-access";
import { isRoleCovered } from "./role-requests";

/** A role that a dump of RBAC binds to a group or a username. */
interface BoundRole {
  /** `ClusterRole edit`, or `Role checkout/reader` */
  readonly role: string;
  /**
   * Where it applies.
   * @default the whole cluster
   */
  readonly namespace?: string;
  /** `ClusterRoleBinding view`, `RoleBinding checkout/deployers` */
  readonly binding: string;
}

/** Whom a binding can name: groups and usernames as rows and entries write them, placeholders included. */
interface RoleSubject {
  readonly kind: "Group" | "User";
  readonly name: string;
}

/** Whether a dump has bindings of both kinds: without them what it lacks is not known to be absent. */
export function tellsBindings(rbac: Rbac | undefined): rbac is Rbac {
  return rbac !== undefined && !rbac.missing.some((kind) => kind.endsWith("Binding"));
}

/** What a dump binds to a group or username; a placeholder may be whatever a binding names. */
export function rolesOf({ bindings }: Rbac, { kind, name }: RoleSubject): readonly BoundRole[] {
  const pattern = patternOf(name);
  return bindings
    .filter(({ subjects }) => subjects.some((subject) => subject.kind === kind && pattern.test(subject.name)))
    .map(boundRole);
}

/**
 * Whether this access has all these roles, where they apply or in the whole cluster, or what they give by access policies; a
 * placeholder is nobody's name for certain.
 */
export function hasRoles(rbac: Rbac, access: Access, roles: readonly BoundRole[]): boolean {
  const held = access.verdict === "authenticated" ? subjectsOf(access).flatMap((one) => rolesOf(rbac, one)) : [];
  return roles.every(
    ({ role, namespace }) =>
      held.some((one) => one.role === role && (one.namespace === undefined || one.namespace === namespace)) ||
      isRoleCovered(rbac, access, { role, ...(namespace === undefined ? {} : { namespace }) }),
  );
}

/**
 * A comparison without the groups that give nothing, or nothing that their former members have not by another group or their
 * username, as a dump shows. Groups of `system:` can mean more than their bindings.
 * @see DOMAIN R38
 */
export function withBoundRoles(comparison: Comparison, rbac: Rbac | undefined): Comparison {
  if (!tellsBindings(rbac)) return comparison;
  const lost = comparison.lost.flatMap((difference) => {
    const rights = difference.rights.filter((right) => right.kind !== "group" || isReal(rbac, difference, right.group));
    return rights.length === 0 ? [] : [{ ...difference, rights }];
  });
  return { ...comparison, lost };
}

function isReal(rbac: Rbac, { after }: Difference, group: string): boolean {
  if (after.verdict !== "authenticated" || group.startsWith("system:") || TEMPLATE.test(group)) return true;
  return !hasRoles(rbac, after, rolesOf(rbac, { kind: "Group", name: group }));
}

function subjectsOf({ username, groups }: Extract<Access, { verdict: "authenticated" }>): RoleSubject[] {
  const all = [...groups, AUTHENTICATED_GROUP].map((name): RoleSubject => ({ kind: "Group", name }));
  return [...all, { kind: "User" as const, name: username }].filter(({ name }) => !TEMPLATE.test(name));
}

function boundRole(binding: RbacBinding): BoundRole {
  const { role, namespace } = binding;
  const where = namespace === undefined ? {} : { namespace };
  const name = role.kind === "Role" ? `${namespace ?? ""}/${role.name}` : role.name;
  return { role: `${role.kind} ${name}`, ...where, binding: bindingName(binding) };
}

const TEMPLATE = /\{\{[^}]*\}\}/;

/** `dev:{{SessionName}}` may be any name that begins with `dev:`. */
function patternOf(name: string): RegExp {
  const parts = name.split(/\{\{[^}]*\}\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}
