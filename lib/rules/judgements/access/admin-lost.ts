import { readsConfigMap } from "../../../access/access-entry/authentication-mode";
import type { Judgement } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { isLasting } from "../../compared/compared-cluster";

/** Nobody is left who may do everything. */
export const adminLost: Judgement = {
  code: "admin-lost",
  rule: {
    why: "nobody is left inside the cluster who could mend what goes wrong next",
    help: "keep one entry of a role that stays, with this under `policy_associations`: `admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }`",
  },
  judge(compared) {
    const { cluster, everybody } = compared;
    const { unknowns, state } = cluster.access.after;
    const admins = everybody.filter(({ before }) => isClusterAdmin(before));
    const isRead = !readsConfigMap(state.mode) || state.awsAuth.unreadable.length === 0;
    const isTold = unknowns.length === 0 && isRead;
    if (!isLasting(compared) || !isTold || admins.length === 0 || everybody.some(({ after }) => isClusterAdmin(after)))
      return [];
    const who = admins.map(({ principal }) => principalNameOf(principal, cluster.accountId)).join(", ");
    return [
      {
        address: cluster.changes[0]?.address ?? cluster.address ?? "",
        message: "no cluster admin is left, expected at least one",
        before: who,
        after: "nobody",
      },
    ];
  },
};
