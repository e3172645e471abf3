import type { Difference } from "../../../access/effective/comparison";
import { accessWords } from "../../compared/access-words";
import type { Judgement, Seen } from "../judgement";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { leaves } from "../../compared/leaving";
import { changeAddress } from "../../compared/change-address";
import type { ComparedCluster } from "../../compared/compared-cluster";
import { goneWords, isOverriddenRow, losses } from "../../compared/rights-gone";

/** Somebody may do less than before. */
export const accessLost: Judgement = {
  code: "access-lost",
  rule: {
    severity: "danger",
    rule: "R38",
    meaning:
      "A person or program may do less in the cluster after the plan than before. A note where `leaving` names it.",
    why: "whoever is named here is refused by the cluster as soon as the plan is applied",
    help: "give the principal an access entry with the same rights first, or name it in `leaving`",
  },
  judge(compared) {
    return losses(compared)
      .filter((difference) => !isNodeAccess(difference.before) && !isOverriddenRow(difference))
      .map((difference) => seen(compared, difference));
  },
};

function seen(compared: ComparedCluster, difference: Difference): Seen {
  const { principal, before, after, counterexample } = difference;
  const name = principalNameOf(principal, compared.cluster.accountId);
  const isLeaving = leaves(compared, principal);
  const way = isLeaving ? "leaves, as the file says, and loses" : "loses";
  return {
    address: changeAddress(compared, difference),
    principal,
    message: `${name} ${way} ${goneWords(difference)}: ${counterexample.evidence}`,
    before: accessWords(before),
    after: accessWords(after),
    ...(isLeaving ? { severity: "note" } : {}),
  };
}
