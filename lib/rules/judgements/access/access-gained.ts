import { describeRight } from "../../../access/effective/right";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { isNodeAccess } from "../../../access/effective/node";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";
import { accessWords } from "../../compared/access-words";
import type { Judgement } from "../judgement";

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
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.gained.flatMap((difference) => {
      const { principal, rights, before, after } = difference;
      const real = rights.filter(
        ({ kind }) => kind !== "masters-name" && !(kind === "group" && isClusterAdmin(before)),
      );
      if (real.length === 0 || (isClusterAdmin(after) && !isClusterAdmin(before))) return [];
      const name = principalNameOf(principal, compared.cluster.accountId);
      return [
        {
          address: changeAddress(compared, difference),
          principal,
          message: `${name} gains ${real.map(describeRight).join(", ")}`,
          before: accessWords(before),
          after: accessWords(after),
          ...(isNodeAccess(after) ? { severity: "note" } : {}),
        },
      ];
    });
  },
};
