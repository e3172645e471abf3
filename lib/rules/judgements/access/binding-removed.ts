import { PLAN_AGAIN } from "../plan-again";
import { isDestroyed } from "../../../plan/objects/planned-change";
import type { Judgement, Seen } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { rolesOf, tellsBindings } from "../../compared/rights/bound-roles";
import type { RoleBinding } from "../../../plan/cluster/planned-cluster";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** A group keeps its members and loses what it allows. */
export const bindingRemoved: Judgement = {
  code: "binding-removed",
  rule: {
    why: "a group by itself allows nothing: its bindings say what its members may do",
    help: `put the binding back as it was, under \`rbac_bindings\` of the cluster file or as its resource in HCL; then ${PLAN_AGAIN}. Where these people are meant to lose it, first take the group or username away from them, in its row or access entry`,
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.bindings.flatMap((binding) => {
      const { address, role } = binding;
      const of = (kind: Kind): BindingSubject[] =>
        dropped(binding, kind)
          .map((name) => ({ kind, name }))
          .filter((subject) => !isBoundElsewhere(compared, binding, subject));
      const gone = [...of("Group"), ...of("User")].filter((subject) => !isKept(compared, binding, subject));
      const isAgain = (subject: BindingSubject): boolean => holders(compared, binding, subject).length > 0;
      const lost = gone.filter((subject) => !isAgain(subject));
      return [
        ...seen(compared, lost, ({ names, who, lose }) => ({
          address,
          message: `${who} ${lose} what \`${role.before ?? "a role"}\` allows: the plan takes it from ${names}`,
        })),
        ...seen(compared, gone.filter(isAgain), ({ names, who, lose }) => ({
          address,
          severity: "warning",
          message: `${who} ${lose} for seconds what \`${role.before ?? "a role"}\` allows: the plan takes it from ${names} and gives it again`,
          why: "Terraform may take the old binding away before it makes the new one: for seconds the group or user has nothing of it",
          help: "apply it when nobody is at work, or make the new binding in a plan of its own first",
        })),
      ];
    });
  },
};

interface BindingSubject {
  readonly kind: Kind;
  readonly name: string;
}

/** How a loss is told: `group \`developers\``, `role dev`, `loses`. */
interface Said {
  readonly names: string;
  readonly who: string;
  readonly lose: string;
}

/** What is seen of subjects whom somebody is. */
function seen(compared: ComparedCluster, subjects: readonly BindingSubject[], say: (said: Said) => Seen): Seen[] {
  const named = (kind: Kind): string[] => subjects.flatMap((one) => (one.kind === kind ? [one.name] : []));
  const [groups, users] = [named("Group"), named("User")];
  const who = membersOf(compared, groups, users);
  if (who.length === 0) return [];
  const quoted = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(", ");
  const names = [
    ...(groups.length === 0 ? [] : [`group${groups.length === 1 ? "" : "s"} ${quoted(groups)}`]),
    ...(users.length === 0 ? [] : [`username${users.length === 1 ? "" : "s"} ${quoted(users)}`]),
  ].join(" and ");
  return [say({ names, who: who.join(", "), lose: who.length === 1 ? "loses" : "lose" })];
}

/** Whether another binding gives a subject the same, or more, before and after: for it nothing changes. */
function isKept(compared: ComparedCluster, binding: RoleBinding, { kind, name }: BindingSubject): boolean {
  return holders(compared, binding, { kind, name }).some(({ role, groups, users, change }) => {
    const { before } = kind === "Group" ? groups : users;
    const isSame = change === undefined || !isDestroyed(change);
    return isSame && before.includes(name) && isNoWeaker(role.before, binding.role.before);
  });
}

/** Bindings of the plan that give a subject the same after it, or more, there or in the whole cluster. */
function holders(
  { cluster }: ComparedCluster,
  { role, namespace }: RoleBinding,
  { kind, name }: BindingSubject,
): RoleBinding[] {
  return cluster.bindings.filter((one) => {
    const { after } = kind === "Group" ? one.groups : one.users;
    const isThere = one.isMoved !== true && (one.namespace === undefined || one.namespace === namespace);
    return isThere && after.includes(name) && isNoWeaker(one.role.after, role.before);
  });
}

/** Cluster roles that Kubernetes has by itself, each with all that the one before it has; cluster-admin has all of any role. */
const ROLES_OF_KUBERNETES: readonly (string | undefined)[] = [
  "ClusterRole view",
  "ClusterRole edit",
  "ClusterRole admin",
];

function isNoWeaker(after: string | undefined, before: string | undefined): boolean {
  if (before === undefined) return false;
  if (after === before || after === "ClusterRole cluster-admin") return true;
  const weaker = ROLES_OF_KUBERNETES.indexOf(before);
  return weaker >= 0 && ROLES_OF_KUBERNETES.indexOf(after) > weaker;
}

type Kind = "Group" | "User";

/** Groups or users that a binding names before the plan and not after. */
function dropped({ change, role, groups, users, isMoved = false }: RoleBinding, kind: Kind): string[] {
  if (change === undefined || change.action === "no-op") return [];
  const isGone = isDestroyed(change) || isMoved || role.before !== role.after;
  const { before, after } = kind === "Group" ? groups : users;
  return before.filter((name) => isGone || !after.includes(name));
}

/** Whether the cluster has more bindings of the same role, place and subject than the plan takes away, as a dump shows. */
function isBoundElsewhere(
  { cluster, rbac }: ComparedCluster,
  { role, namespace }: RoleBinding,
  subject: BindingSubject,
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
