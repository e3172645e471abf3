import { acceptItem } from "../../../finding/accept-item";
import type { Difference } from "../../../access/effective/comparison";
import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { hasRoles, rolesOf, tellsBindings } from "../../compared/rights/bound-roles";
import { changeAddress } from "../../compared/change-address";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** The cluster knows somebody by another name than before. */
export const usernameChanged: Judgement = {
  code: "username-changed",
  rule: {
    why: "Kubernetes roles that are bound to the old username do not apply any more, and audit logs show somebody else",
    help: `write the old username as \`user_name\` of the entry; or name the new one in every RBAC binding that names the old one, then ${acceptItem("username-changed")}`,
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.changed.flatMap((difference) => {
      const { principal, before, after, counterexample } = difference;
      if (before.verdict !== "authenticated" || after.verdict !== "authenticated") return [];
      const bound = boundWords(compared, difference);
      if (before.username === "" || isNodeAccess(before) || isNodeAccess(after)) return [];
      return [
        {
          address: changeAddress(compared, difference),
          principal,
          message: `${principalNameOf(principal, compared.cluster.accountId)} gets another username: ${counterexample.evidence}${bound?.words ?? ""}`,
          before: `\`${before.username}\``,
          after: `\`${after.username}\``,
          ...(isClusterAdmin(after) || bound?.isKept === true ? { severity: "warning" } : {}),
        },
      ];
    });
  },
};

/** What the old username is bound to, where a dump tells. */
function boundWords({ rbac }: ComparedCluster, { before, after }: Difference) {
  if (!tellsBindings(rbac) || before.verdict !== "authenticated") return undefined;
  const roles = rolesOf(rbac, { kind: "User", name: before.username });
  if (roles.length === 0) return { isKept: true, words: "; no role is bound to the old username" };
  const isKept = hasRoles(rbac, after, roles);
  const named = roles.map(({ role, binding }) => `${role} (${binding})`).join(", ");
  return { isKept, words: `; bound to the old username: ${named}${isKept ? ", and given afterwards too" : ""}` };
}
