import { isReplaced, type PlannedChange } from "../../../plan/objects/planned-change";
import { replacementReason } from "../../compared/replacement-reason";
import type { Judgement } from "../judgement";
import { principalNameOf } from "../../../access/principal/principal-name";
import { principalOfSide } from "../../../plan/cluster/planned-entry";

/** An entry is destroyed and made anew. */
export const entryReplaced: Judgement = {
  code: "entry-replaced",
  rule: {
    why: "in between its principal is refused, and its policies are gone; if the creation fails, that stays so",
    help: "give a new principal a key of its own, and write its ARN as a literal, so that the plan knows it; nothing then has to be replaced",
  },
  judge({ cluster }) {
    return cluster.entries.flatMap(({ change, before, after, address }) => {
      if (change === undefined || !isReplaced(change)) return [];
      const principal = principalOfSide(before);
      const untold = after?.principal.kind === "unknown" ? ", known after apply" : "";
      return [
        {
          address,
          message: `the access entry is destroyed and made anew, ${replacementReason(change)}${untold}`,
          ...(isAsked(change)
            ? { help: "plan again without `-replace`: an update of the entry takes nothing away" }
            : {}),
          ...(principal === undefined ? {} : { principal, before: principalNameOf(principal, cluster.accountId) }),
          after: untold === "" ? "the entry, made anew" : "not known from the plan",
        },
      ];
    });
  },
};

function isAsked({ actionReason, replacePaths }: PlannedChange): boolean {
  return actionReason === "replace_by_request" && replacePaths.length === 0;
}
