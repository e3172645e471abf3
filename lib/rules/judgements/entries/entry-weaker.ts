import { accessWords, principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { addressFor, goneWords, isLeaving, isNode, isOverriddenRow, losses } from "../../compared/subject";

/** An entry that gives less than the row that it overrides. */
export const entryWeaker: Judgement = {
  code: "entry-weaker",
  rule: {
    severity: "danger",
    rule: "R38",
    meaning: "The plan makes an access entry that gives its principal less than the aws-auth row that it overrides.",
    why: "an access entry overrides the row of the same principal as a whole, as soon as it is there",
    help: "give the entry what the row gives, or accept `entry-weaker` for this principal",
    acceptable: true,
  },
  judge(subject) {
    return losses(subject)
      .filter(({ counterexample }) => !isNode(counterexample.before) && isOverriddenRow(counterexample))
      .map((difference) => {
        const { principal, counterexample } = difference;
        const { before, after, sentence } = counterexample;
        return {
          address: addressFor(subject, difference),
          principal,
          message: `${principalName(principal, subject.cluster.accountId)} loses ${goneWords(difference)}: ${sentence}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(isLeaving(subject, principal) ? { severity: "note" } : {}),
        };
      });
  },
};
