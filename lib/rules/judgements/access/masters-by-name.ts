import { acceptItem } from "../../../finding/accept-item";
import type { Judgement } from "../judgement";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";

/** Cluster admins that are not of the group system:masters any more. */
export const mastersByName: Judgement = {
  code: "masters-by-name",
  rule: {
    why: "every request stays allowed; rules that name the group no longer apply: API priority `exempt`, admission, RBAC",
    help: `look for rules that name the group: \`kubectl get flowschemas,clusterrolebindings,rolebindings,validatingwebhookconfigurations,mutatingwebhookconfigurations -A -o yaml | grep -n system:masters\`; then ${acceptItem("masters-by-name")}`,
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.lost
      .filter(({ rights }) => rights.some(({ kind }) => kind === "masters-name"))
      .map((difference) => ({
        address: changeAddress(compared, difference),
        principal: difference.principal,
        message: `${principalNameOf(difference.principal, compared.cluster.accountId)} stays cluster admin and is no longer in group \`system:masters\``,
      }));
  },
};
