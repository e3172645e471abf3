import { acceptItem } from "../../../finding/accept-item";
import { accessWords } from "../../compared/rights/access-words";
import type { Judgement } from "../judgement";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { leaves } from "../../compared/leaving";
import { goneWords, isOverriddenRow, losses } from "../../compared/rights/rights-gone";

/** An entry that gives less than the row that it overrides. */
export const entryWeaker: Judgement = {
  code: "entry-weaker",
  rule: {
    why: "an access entry overrides the row of the same principal as a whole, as soon as it is there",
    help: "write into the access entry what the row gives (kubernetes_groups, policy_associations), or accept the loss for this principal: `- { code: entry-weaker, principal: ARN, reason: WHY, until: YYYY-MM-DD }` in the list `accept` of the cluster file",
  },
  judge(compared) {
    return losses(compared)
      .filter((difference) => !isNodeAccess(difference.before) && isOverriddenRow(difference))
      .map((difference) => {
        const { principal, before, after, counterexample } = difference;
        return {
          address: changeAddress(compared, difference),
          principal,
          message: `${principalNameOf(principal, compared.cluster.accountId)} loses ${goneWords(difference)}: ${counterexample.evidence}`,
          help: `write into the access entry what the row gives (\`kubernetes_groups\`, \`policy_associations\`); or, where the loss is meant, ${acceptItem("entry-weaker", principal)}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(leaves(compared, principal) ? { severity: "note" } : {}),
        };
      });
  },
};
