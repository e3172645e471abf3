import { isDestroyed } from "../../../plan/objects/planned-change";
import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { rolesOf, tellsBindings } from "../../compared/bound-roles";
import type { RoleBinding } from "../../../plan/cluster/planned-cluster";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** A group keeps its members and loses what it allows. */
export const bindingRemoved: Judgement = {
  code: "binding-removed",
  rule: {
    why: "a group by itself allows nothing: what its members may do hangs on its bindings",
    help: "keep the binding for as long as somebody is in the group",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.bindings.flatMap((binding) => {
      const { address, role } = binding;
      const of = (kind: Kind): string[] =>
        dropped(binding, kind).filter((name) => !isBoundElsewhere(compared, binding, { kind, name }));
      const [groups, users] = [of("Group"), of("User")];
      const who = membersOf(compared, groups, users);
      if (who.length === 0) return [];
      const message = `\`${role.before ?? "a role"}\` is no longer bound to ${[...groups, ...users].map((name) => `\`${name}\``).join(", ")}, as whom ${who.join(", ")} ${who.length === 1 ? "reaches" : "reach"} the cluster`;
      return [{ address, message }];
    });
  },
};

type Kind = "Group" | "User";

/** Groups or users that a binding names before the plan and not after. */
function dropped({ change, role, groups, users }: RoleBinding, kind: Kind): string[] {
  if (change === undefined || change.action === "no-op") return [];
  const isGone = isDestroyed(change) || role.before !== role.after;
  const { before, after } = kind === "Group" ? groups : users;
  return before.filter((name) => isGone || !after.includes(name));
}

/** Whether the cluster has more bindings of the same role, place and subject than the plan takes away, as a dump shows. */
function isBoundElsewhere(
  { cluster, rbac }: ComparedCluster,
  { role, namespace }: RoleBinding,
  subject: { readonly kind: Kind; readonly name: string },
): boolean {
  if (!tellsBindings(rbac) || role.before === undefined) return false;
  const live = rolesOf(rbac, subject).filter((one) => one.role === role.before && one.namespace === namespace);
  const gone = cluster.bindings.filter(
    (one) =>
      one.role.before === role.before &&
      one.namespace === namespace &&
      dropped(one, subject.kind).includes(subject.name),
  );
  return live.length > gone.length;
}

/** Whoever may do everything anyway loses nothing. */
function membersOf(
  { cluster, everybody }: ComparedCluster,
  groups: readonly string[],
  users: readonly string[],
): string[] {
  return everybody.flatMap(({ principal, after }) => {
    if (after.verdict !== "authenticated" || isClusterAdmin(after)) return [];
    const isMember = after.groups.some((group) => groups.includes(group)) || users.includes(after.username);
    return isMember ? [principalNameOf(principal, cluster.accountId)] : [];
  });
}
