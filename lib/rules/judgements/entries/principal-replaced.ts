import { isDestroyed, isCreated } from "../../../plan/objects/planned-change";
import { valueOf } from "../../../plan/reading/told";
import { principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { identityOf, isLasting } from "../../compared/subject";

/** A role is made anew, and its entry is not. */
export const principalReplaced: Judgement = {
  code: "principal-replaced",
  rule: {
    severity: "danger",
    rule: "R39",
    meaning: "The plan destroys or remakes an IAM role or user whose access entry stays.",
    why: "EKS ties an entry to the role that was there when it was made: a new role of the same name is refused (401)",
    help: "keep the role; or replace its entry in the same plan, and its policies with it",
  },
  judge(subject) {
    const { cluster } = subject;
    if (!isLasting(subject)) return [];
    return cluster.principals.flatMap(({ address, arn, change }) => {
      const { before } = arn;
      if (change === undefined || !isDestroyed(change) || before === undefined) return [];
      const entry = cluster.entries.find(({ after, change: own }) => {
        const principal = after && valueOf(after.principal);
        const stays = own === undefined || !(isCreated(own) || isDestroyed(own));
        return stays && principal !== undefined && identityOf(principal) === identityOf(before);
      });
      if (entry === undefined) return [];
      const name = principalName(before, cluster.accountId);
      const way = change.action === "delete" ? "destroyed" : "destroyed and made anew";
      return [{ address, principal: before, message: `${name} is ${way}, and its entry \`${entry.address}\` stays` }];
    });
  },
};
