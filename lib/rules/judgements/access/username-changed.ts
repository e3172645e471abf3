import { principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { addressFor, isAdmin, isLasting, isNode } from "../../compared/subject";

/** The cluster knows somebody by another name than before. */
export const usernameChanged: Judgement = {
  code: "username-changed",
  rule: {
    severity: "danger",
    rule: "R21, R24",
    meaning: "A principal gets another username. A warning for cluster admins, whose rights do not hang on it.",
    why: "Kubernetes roles that are bound to the old username do not apply any more, and audit logs show somebody else",
    help: "give the entry the old `user_name`; or bind the new one, then accept `username-changed` for this principal",
    acceptable: true,
  },
  judge(subject) {
    if (!isLasting(subject)) return [];
    return subject.comparison.changed.flatMap((difference) => {
      const { principal, counterexample } = difference;
      const { before, after } = counterexample;
      if (before.verdict !== "authenticated" || after.verdict !== "authenticated") return [];
      if (before.username === "" || (isNode(before) && isNode(after))) return [];
      return [
        {
          address: addressFor(subject, difference),
          principal,
          message: `${principalName(principal, subject.cluster.accountId)} gets another username: ${counterexample.sentence}`,
          before: `\`${before.username}\``,
          after: `\`${after.username}\``,
          ...(isAdmin(after) ? { severity: "warning" } : {}),
        },
      ];
    });
  },
};
