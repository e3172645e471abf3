import { accessWords, principalName } from "../../compared/access-words";
import type { Judgement, Seen } from "../judgement";
import {
  addressFor,
  goneWords,
  isLeaving,
  isNode,
  isOverriddenRow,
  losses,
  type Subject,
} from "../../compared/subject";

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
  judge(subject) {
    return losses(subject)
      .filter(({ counterexample }) => !isNode(counterexample.before) && !isOverriddenRow(counterexample))
      .map((difference) => seen(subject, difference));
  },
};

function seen(subject: Subject, difference: Subject["comparison"]["lost"][number]): Seen {
  const { principal, counterexample } = difference;
  const name = principalName(principal, subject.cluster.accountId);
  const leaves = isLeaving(subject, principal);
  const way = leaves ? "leaves, as the file says, and loses" : "loses";
  return {
    address: addressFor(subject, difference),
    principal,
    message: `${name} ${way} ${goneWords(difference)}: ${counterexample.sentence}`,
    before: accessWords(counterexample.before),
    after: accessWords(counterexample.after),
    ...(leaves ? { severity: "note" } : {}),
  };
}
