import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";

/** Cluster admins that leave a group, which is not system:masters. */
export const adminGroupLeft: Judgement = {
  code: "admin-group-left",
  rule: {
    why: "every request stays allowed; rules that name the group no longer apply: API priority, admission",
    help: "look for rules that name the group: `kubectl get flowschemas,validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml | grep -n GROUP`, with the group for GROUP",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.lost.flatMap((difference) => {
      const { principal, rights, after } = difference;
      const groups = rights.flatMap((right) => (right.kind === "group" ? [right.group] : []));
      const isMasters = rights.some(({ kind }) => kind === "masters-name");
      if (isMasters || !isClusterAdmin(after) || groups.length === 0) return [];
      const name = principalNameOf(principal, compared.cluster.accountId);
      return [
        {
          address: changeAddress(compared, difference),
          principal,
          message: `${name} stays cluster admin and is no longer in ${groups.length === 1 ? "group" : "groups"} ${groups.map((group) => `\`${group}\``).join(", ")}`,
          help: `look for rules that name ${groups.length === 1 ? "the group" : "one of them"}: \`kubectl get flowschemas,validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml | grep -nF${groups.map((group) => ` -e '${group.replaceAll("'", `'\\''`)}'`).join("")}\``,
        },
      ];
    });
  },
};
