import { principalNameOf } from "../../../access/principal/principal-name";
import { accessWords } from "../../compared/rights/access-words";
import { changeAddress } from "../../compared/change-address";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import { isExcused } from "../../compared/leaving";
import { isUnseenEntry, rightsGone } from "../../compared/rights/rights-gone";
import type { Judgement } from "../judgement";

/** A row goes whose principal has an entry by EKS, which nobody looked at. */
export const eksEntryUnseen: Judgement = {
  code: "eks-entry-unseen",
  rule: {
    isUnknown: true,
    why: "EKS makes these entries when it knows the role and the mode allows entries: without the entry, nodes of this role cannot join",
    help: "see that the entry is live: `aws eks list-access-entries --cluster-name CLUSTER`; do not declare it, for AWS refuses a second one (409)",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.lost
      .filter((difference) => rightsGone(difference).length > 0 && isUnseenEntry(compared, difference))
      .filter(({ principal }) => !isExcused(compared, principal))
      .map((difference) => ({
        address: changeAddress(compared, difference),
        principal: difference.principal,
        message: `the row of ${principalNameOf(difference.principal, compared.cluster.accountId)} ${stopsServing(compared) ? "no longer serves" : "goes"}, and the plan does not show the entry that EKS makes for it`,
        help: `see that the entry is live: \`aws eks describe-access-entry --cluster-name ${compared.cluster.name ?? "CLUSTER"} --principal-arn ${difference.principal}\`; do not declare it, for AWS refuses a second one (409)`,
        before: accessWords(difference.before),
        after: "by the entry that EKS makes, not known from the plan",
      }));
  },
};

/** The rows stay, and nobody reads them any more. */
function stopsServing({ cluster: { mode } }: ComparedCluster): boolean {
  return mode.before !== "API" && mode.after === "API";
}
