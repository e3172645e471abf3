import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";

/** The cluster knows somebody by another name than before. */
export const usernameChanged: Judgement = {
  code: "username-changed",
  rule: {
    severity: "danger",
    rule: "R21, R24",
    meaning: "A principal gets another username. A warning for cluster admins, whose rights do not hang on it.",
    why: "Kubernetes roles that are bound to the old username do not apply any more, and audit logs show somebody else",
    help: "give the entry the old `user_name`; or bind the new one, then accept `username-changed` for this principal",
    acceptable: true,
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.changed.flatMap((difference) => {
      const { principal, before, after, counterexample } = difference;
      if (before.verdict !== "authenticated" || after.verdict !== "authenticated") return [];
      if (before.username === "" || isNodeAccess(before) || isNodeAccess(after)) return [];
      return [
        {
          address: changeAddress(compared, difference),
          principal,
          message: `${principalNameOf(principal, compared.cluster.accountId)} gets another username: ${counterexample.evidence}`,
          before: `\`${before.username}\``,
          after: `\`${after.username}\``,
          ...(isClusterAdmin(after) ? { severity: "warning" } : {}),
        },
      ];
    });
  },
};
