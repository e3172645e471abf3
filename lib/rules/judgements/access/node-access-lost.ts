import { accessWords } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { leaves } from "../../compared/leaving";
import { goneWords, losses } from "../../compared/rights-gone";

/** Nodes, or pods of Fargate, that cannot join any more. */
export const nodeAccessLost: Judgement = {
  code: "node-access-lost",
  rule: {
    severity: "danger",
    rule: "R15, R16",
    meaning: "The row or entry by which nodes, or pods of Fargate, join the cluster is lost.",
    why: "the nodes of this role leave the cluster, and new ones cannot join: what runs on them stops",
    help: "list the node's role again: a row in aws-auth, or an access entry of type EC2_LINUX or FARGATE_LINUX",
  },
  judge(compared) {
    return losses(compared)
      .filter(({ before }) => isNodeAccess(before))
      .map((difference) => {
        const { principal, before, after, counterexample } = difference;
        const name = principalNameOf(principal, compared.cluster.accountId);
        return {
          address: changeAddress(compared, difference),
          principal,
          message: `nodes of ${name} lose ${goneWords(difference)}: ${counterexample.evidence}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(leaves(compared, principal) ? { severity: "note" } : {}),
        };
      });
  },
};
