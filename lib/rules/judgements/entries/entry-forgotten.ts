import { isForgotten } from "../../../plan/objects/planned-change";
import type { Judgement } from "../judgement";
import { principalNameOf } from "../../../access/principal/principal-name";
import { principalOfSide } from "../../../plan/cluster/planned-entry";

/** An entry stays alive, and nobody looks after it. */
export const entryForgotten: Judgement = {
  code: "entry-forgotten",
  rule: {
    why: "whoever holds it keeps access that no file shows and no later plan takes away",
    help: "keep the resource, or note who looks after the entry from now on",
  },
  judge({ cluster }) {
    return [...cluster.entries, ...cluster.associations].flatMap(({ address, change, before }) => {
      if (change === undefined || !isForgotten(change)) return [];
      const principal = principalOfSide(before);
      const whose = principal === undefined ? "" : ` of ${principalNameOf(principal, cluster.accountId)}`;
      const message = `Terraform stops managing the access${whose}, and the access stays live`;
      return [{ address, message, ...(principal === undefined ? {} : { principal }) }];
    });
  },
};
