import { isDestroyed, isCreated } from "../../../plan/objects/planned-change";
import type { Judgement } from "../judgement";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { principalOfSide } from "../../../plan/cluster/planned-entry";
import { isLasting } from "../../compared/compared-cluster";

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
  judge(compared) {
    const { cluster } = compared;
    if (!isLasting(compared)) return [];
    return cluster.principals.flatMap(({ address, arn, change }) => {
      const { before } = arn;
      if (change === undefined || !isDestroyed(change) || before === undefined) return [];
      const entry = cluster.entries.find(({ after, change: own }) => {
        const principal = principalOfSide(after);
        const stays = own === undefined || !(isCreated(own) || isDestroyed(own));
        return stays && principal !== undefined && namesPrincipal([principal], before);
      });
      if (entry === undefined) return [];
      const name = principalNameOf(before, cluster.accountId);
      const way = change.action === "delete" ? "destroyed" : "destroyed and made anew";
      return [{ address, principal: before, message: `${name} is ${way}, and its entry \`${entry.address}\` stays` }];
    });
  },
};
