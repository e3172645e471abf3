import { accessWords, principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { addressFor, isAdmin, isLasting } from "../../compared/subject";

/** Somebody becomes admin of the whole cluster. */
export const adminGained: Judgement = {
  code: "admin-gained",
  rule: {
    severity: "warning",
    rule: "R12, R17",
    meaning: "Somebody becomes admin of the whole cluster.",
    why: "a cluster admin may do everything: read every secret, delete every workload, let others in",
    help: "make sure that exactly this principal is meant",
  },
  judge(subject) {
    if (!isLasting(subject)) return [];
    return subject.comparison.gained
      .filter(({ counterexample: { before, after } }) => isAdmin(after) && !isAdmin(before))
      .map((difference) => ({
        address: addressFor(subject, difference),
        principal: difference.principal,
        message: `${principalName(difference.principal, subject.cluster.accountId)} becomes cluster admin`,
        before: accessWords(difference.counterexample.before),
        after: accessWords(difference.counterexample.after),
      }));
  },
};
