import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";

/** Admins that are not of the group system:masters any more. */
export const mastersByName: Judgement = {
  code: "masters-by-name",
  rule: {
    severity: "warning",
    rule: "R17",
    meaning:
      "A cluster admin is one by AmazonEKSClusterAdminPolicy instead of the group system:masters, or loses another group.",
    why: "every request stays allowed; what matches the group's name is lost: API priority `exempt`, admission, RBAC",
    help: "look for API priority, admission and RBAC that name the group, then accept `masters-by-name` once",
    acceptable: true,
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.lost.flatMap((difference) => {
      const { principal, rights, after } = difference;
      const isMasters = rights.some(({ kind }) => kind === "masters-name");
      const groups = rights.flatMap((right) => (right.kind === "group" ? [right.group] : []));
      const name = principalNameOf(principal, compared.cluster.accountId);
      const about = { address: changeAddress(compared, difference), principal };
      if (isMasters)
        return [{ ...about, message: `${name} stays cluster admin and leaves the group \`system:masters\`` }];
      if (!isClusterAdmin(after) || groups.length === 0) return [];
      const message = `${name} stays cluster admin and leaves ${groups.map((group) => `\`${group}\``).join(", ")}`;
      return [{ ...about, message, severity: "note" }];
    });
  },
};
