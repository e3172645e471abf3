import { accessWords } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { isLasting } from "../../compared/compared-cluster";

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
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.comparison.gained
      .filter(({ before, after }) => isClusterAdmin(after) && !isClusterAdmin(before))
      .map((difference) => ({
        address: changeAddress(compared, difference),
        principal: difference.principal,
        message: `${principalNameOf(difference.principal, compared.cluster.accountId)} becomes cluster admin`,
        before: accessWords(difference.before),
        after: accessWords(difference.after),
      }));
  },
};
