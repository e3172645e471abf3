import type { Difference } from "../../../access/effective/comparison";
import { accessWords } from "../../compared/rights/access-words";
import type { Judgement, Seen } from "../judgement";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { leaves } from "../../compared/leaving";
import { changeAddress } from "../../compared/change-address";
import { describeRight } from "../../../access/effective/right";
import type { ComparedCluster, PrincipalAccess } from "../../compared/compared-cluster";
import { goneWords, isOverriddenRow, losses, rightsGone } from "../../compared/rights/rights-gone";

/** Somebody may do less than before. */
export const accessLost: Judgement = {
  code: "access-lost",
  rule: {
    why: "whoever is named here is refused by the cluster as soon as the plan is applied",
    help: "give the principal an access entry with the same rights in a plan before this one; or, where it is meant to lose them, add its ARN to the list `leaving` of the cluster file",
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
  const way = isLeaving ? "is in the list `leaving` and loses" : "loses";
  const node = compared.everybody.find((one) => one.principal === principal && isNodeAccess(one.after));
  if (node !== undefined) return becomesNode(compared, difference, node);
  return {
    address: changeAddress(compared, difference),
    principal,
    message: `${name} ${way} ${goneWords(difference)}: ${counterexample.evidence}`,
    before: accessWords(before),
    after: accessWords(after),
    help: isLeaving
      ? "nothing has to be done where this is meant; else take its ARN out of the list `leaving` of the cluster file"
      : `first give \`${principal}\` an access entry with the same rights, in a plan of its own; or, where the loss is meant, add \`- ${principal}\` to the list \`leaving\` at the top level of the cluster file`,
    ...(isLeaving ? { severity: "note" } : {}),
  };
}

/** Instances get in, as nodes; nobody else does. */
function becomesNode(compared: ComparedCluster, difference: Difference, node: PrincipalAccess): Seen {
  const { principal } = difference;
  const gone = rightsGone(difference).filter(({ kind }) => kind !== "authentication");
  const words = gone.length === 0 ? "" : `, and loses ${gone.map(describeRight).join(", ")}`;
  return {
    address: changeAddress(compared, difference),
    principal,
    message: `${principalNameOf(principal, compared.cluster.accountId)} becomes a node${words}`,
    before: accessWords(node.before),
    after: accessWords(node.after),
  };
}
