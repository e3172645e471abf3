import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import type { PlannedChange } from "../../../plan/objects/planned-change";
import type { PlannedRole, RoleBinding, RoleSide } from "../../../plan/cluster/planned-cluster";
import { rolesOf, tellsBindings } from "../../compared/rights/bound-roles";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import { rulesLost } from "../../compared/rights/rules-lost";
import type { Judgement, Seen } from "../judgement";

/** A role stays bound, and gives less. */
export const roleRulesRemoved: Judgement = {
  code: "role-rules-removed",
  rule: {
    why: "a group or username by itself allows nothing: what its members may do are the rules of the roles that it is bound to",
    help: "put the rules back for as long as somebody needs them; or first bind these people to another role that has them, in a plan of its own",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.roles.flatMap((role) => seen(compared, role));
  },
};

function seen(compared: ComparedCluster, { address, change, before }: PlannedRole): Seen[] {
  if (change === undefined || isKept(change) || before?.rules === undefined) return [];
  const left = compared.cluster.roles.map(sideLeft).filter((side) => side?.role === before.role);
  if (left.some((side) => side?.rules === undefined)) return [];
  const lost = rulesLost(
    before.rules,
    left.flatMap((side) => side?.rules ?? []),
  );
  const who = lost.length === 0 ? [] : membersOf(compared, before.role);
  if (who.length === 0) return [];
  const more = lost.length > SHOWN ? ` and ${lost.length - SHOWN} more` : "";
  const what = lost
    .slice(0, SHOWN)
    .map((one) => `\`${one}\``)
    .join(", ");
  return [
    { address, message: `\`${before.role}\` no longer gives ${what}${more}, which ${who.join(", ")} may do by it` },
  ];
}

const SHOWN = 2;

/** Nothing changes in the cluster. */
function isKept({ action }: PlannedChange): boolean {
  return action === "no-op" || action === "forget";
}

/** What stays of a role in the cluster. */
function sideLeft({ change, before, after }: PlannedRole): RoleSide | undefined {
  return change?.action === "forget" ? before : after;
}

/** Who is bound to a role before and after the plan; whoever may do everything anyway loses nothing. */
function membersOf(compared: ComparedCluster, role: string): string[] {
  const { cluster, everybody } = compared;
  return everybody.flatMap(({ principal, after }) => {
    if (after.verdict !== "authenticated" || isClusterAdmin(after)) return [];
    const subjects = [
      ...after.groups.map((name) => ({ kind: "Group" as const, name })),
      { kind: "User" as const, name: after.username },
    ];
    return subjects.some((one) => isBound(compared, role, one)) ? [principalNameOf(principal, cluster.accountId)] : [];
  });
}

/** Whether a binding that stays, of the plan or of the dump, gives a role to a group or user. */
function isBound(
  { cluster, rbac }: ComparedCluster,
  role: string,
  subject: { readonly kind: "Group" | "User"; readonly name: string },
): boolean {
  const names = ({ groups, users }: RoleBinding): readonly string[] =>
    (subject.kind === "Group" ? groups : users).before;
  const planned = cluster.bindings.filter((one) => one.role.before === role && names(one).includes(subject.name));
  if (planned.some(({ change, role: bound }) => change === undefined || isKept(change) || bound.after === role))
    return true;
  const live = tellsBindings(rbac) ? rolesOf(rbac, subject).filter((one) => one.role === role) : [];
  return live.length > planned.length;
}
