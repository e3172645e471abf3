import { accessWords } from "../../compared/rights/access-words";
import type { Judgement, Seen } from "../judgement";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import { isNodeAccess, isNodeEntry } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { goesWithNodes } from "../../compared/entry-of-eks";
import { leaves } from "../../compared/leaving";
import { goneWords, losses } from "../../compared/rights/rights-gone";

/** Nodes, or pods of Fargate, that cannot join any more. */
export const nodeAccessLost: Judgement = {
  code: "node-access-lost",
  rule: {
    why: "the nodes of this role leave the cluster, and new ones cannot join: what runs on them stops",
    help: "give the role of these nodes its access again: its row in aws-auth, or its access entry with the type that it had, as in `type: EC2_LINUX`; then plan and review again",
  },
  judge(compared) {
    const lost = losses(compared)
      .filter(({ before }) => isNodeAccess(before))
      .map((difference): Seen => {
        const { principal, before, after, counterexample } = difference;
        const name = principalNameOf(principal, compared.cluster.accountId);
        return {
          address: changeAddress(compared, difference),
          principal,
          message: `nodes of ${name} lose ${goneWords(difference)}: ${counterexample.evidence}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(leaves(compared, principal) || goesWithNodes(compared, principal) ? { severity: "note" } : {}),
        };
      });
    return [...lost, ...entriesGone(compared)];
  },
};

/** The entry goes, and nobody shows whether aws-auth has a row for its role. */
function entriesGone(compared: ComparedCluster): Seen[] {
  if (!isLasting(compared)) return [];
  return compared.comparison.unknown
    .filter(({ before, after }) => isNodeEntry(before) && after.verdict === "unknown")
    .map((difference) => {
      const { principal, before, after } = difference;
      const name = principalNameOf(principal, compared.cluster.accountId);
      return {
        address: changeAddress(compared, difference),
        principal,
        message: `nodes of ${name} lose access, unless a row of aws-auth that the plan does not show names their role`,
        before: accessWords(before),
        after: accessWords(after),
        ...(leaves(compared, principal) ? { severity: "note" } : {}),
      };
    });
}
