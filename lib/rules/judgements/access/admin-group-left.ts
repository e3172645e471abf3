import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";

/** Cluster admins that leave a group, which is not system:masters. */
export const adminGroupLeft: Judgement = {
  code: "admin-group-left",
  rule: {
    why: "every request stays allowed; what matches the group's name is lost: API priority, admission",
    help: "look for API priority and admission that name the group",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.lost.flatMap((difference) => {
      const { principal, rights, after } = difference;
      const groups = rights.flatMap((right) => (right.kind === "group" ? [`\`${right.group}\``] : []));
      const isMasters = rights.some(({ kind }) => kind === "masters-name");
      if (isMasters || !isClusterAdmin(after) || groups.length === 0) return [];
      const name = principalNameOf(principal, compared.cluster.accountId);
      return [
        {
          address: changeAddress(compared, difference),
          principal,
          message: `${name} stays cluster admin and leaves ${groups.join(", ")}`,
        },
      ];
    });
  },
};
