import { isDestroyed } from "../../../plan/objects/planned-change";
import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** A group keeps its members and loses what it allows. */
export const bindingRemoved: Judgement = {
  code: "binding-removed",
  rule: {
    severity: "danger",
    rule: "R38",
    meaning: "A role binding goes, or drops a group or user, that somebody still reaches the cluster as.",
    why: "a group by itself allows nothing: what its members may do hangs on its bindings",
    help: "keep the binding for as long as somebody is in the group",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.bindings.flatMap(({ address, change, role, groups, users }) => {
      if (change === undefined || change.action === "no-op") return [];
      const isGone = isDestroyed(change) || role.before !== role.after;
      const dropped = (side: typeof groups): string[] =>
        side.before.filter((name) => isGone || !side.after.includes(name));
      const who = membersOf(compared, dropped(groups), dropped(users));
      if (who.length === 0) return [];
      const message = `\`${role.before ?? "a role"}\` is no longer bound to ${[...dropped(groups), ...dropped(users)].map((name) => `\`${name}\``).join(", ")}, as whom ${who.join(", ")} reach the cluster`;
      return [{ address, message }];
    });
  },
};

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
