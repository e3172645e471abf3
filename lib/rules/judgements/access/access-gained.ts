import { describeRight } from "../../../access/right";
import { accessWords, principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { addressFor, isAdmin, isLasting, isNode } from "../../compared/subject";

/** Somebody may do more than before. */
export const accessGained: Judgement = {
  code: "access-gained",
  rule: {
    severity: "warning",
    rule: "R12, R27",
    meaning: "A person or program may do more in the cluster after the plan than before. A note for nodes.",
    why: "whoever approves the plan gives this access away",
    help: "take it away, if you do not mean it",
  },
  judge(subject) {
    if (!isLasting(subject)) return [];
    return subject.comparison.gained.flatMap((difference) => {
      const { principal, rights, counterexample } = difference;
      const { before, after } = counterexample;
      const real = rights.filter(({ kind }) => kind !== "masters-name" && !(kind === "group" && isAdmin(before)));
      if (real.length === 0 || (isAdmin(after) && !isAdmin(before))) return [];
      const name = principalName(principal, subject.cluster.accountId);
      return [
        {
          address: addressFor(subject, difference),
          principal,
          message: `${name} gains ${real.map(describeRight).join(", ")}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(isNode(after) ? { severity: "note" } : {}),
        },
      ];
    });
  },
};
