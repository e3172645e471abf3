import { isCreated } from "../../../plan/objects/planned-change";
import type { RoleBinding } from "../../../plan/cluster/planned-cluster";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import type { Judgement, Seen } from "../judgement";

/** A group or user may do more, by a binding. */
export const bindingGained: Judgement = {
  code: "binding-gained",
  rule: {
    why: "a group by itself allows nothing: its bindings say what its members may do, and neither entries nor rows show bindings",
    help: "make sure that exactly this role is meant for everybody in the group, now and later",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.bindings.flatMap((binding) => seen(compared, binding));
  },
};

function seen(compared: ComparedCluster, binding: RoleBinding): Seen[] {
  const { address, change, role } = binding;
  if (change === undefined || !(change.action === "update" || isCreated(change))) return [];
  const isOther = role.before !== role.after || binding.isMoved === true;
  const added = [binding.groups, binding.users].flatMap(({ before, after }) =>
    after.filter((name) => isOther || !before.includes(name)),
  );
  if (added.length === 0) return [];
  const who = membersOf(compared, added);
  const isBridge = added.every((name) => name === compared.staged?.definition.migration?.bridgeGroup);
  const words = added.map((name) => `\`${name}\``).join(", ");
  const members =
    who.length === 0
      ? ""
      : `, and ${who.join(", ")} ${who.length === 1 ? "reaches" : "reach"} the cluster by that name`;
  const message = `\`${role.after ?? "a role"}\` is bound to ${words}${members}`;
  return [{ address, message, ...(isBridge ? { severity: "note" } : {}) }];
}

function membersOf({ cluster, everybody }: ComparedCluster, names: readonly string[]): string[] {
  return everybody.flatMap(({ principal, after }) => {
    if (after.verdict !== "authenticated") return [];
    const isMember = names.includes(after.username) || after.groups.some((group) => names.includes(group));
    return isMember ? [principalNameOf(principal, cluster.accountId)] : [];
  });
}
