import { accessWords, principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { addressFor, goneWords, isLeaving, isNode, losses } from "../../compared/subject";

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
  judge(subject) {
    return losses(subject)
      .filter(({ counterexample }) => isNode(counterexample.before))
      .map((difference) => {
        const { principal, counterexample } = difference;
        const { before, after, sentence } = counterexample;
        const name = principalName(principal, subject.cluster.accountId);
        return {
          address: addressFor(subject, difference),
          principal,
          message: `nodes of ${name} lose ${goneWords(difference)}: ${sentence}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(isLeaving(subject, principal) ? { severity: "note" } : {}),
        };
      });
  },
};
