import { principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { isAdmin, isLasting } from "../../compared/subject";

/** Nobody is left who may do everything. */
export const adminLost: Judgement = {
  code: "admin-lost",
  rule: {
    severity: "danger",
    rule: "R39",
    meaning: "The last cluster admin loses that right.",
    why: "nobody is left inside the cluster who could mend what goes wrong next",
    help: "keep one access entry with AmazonEKSClusterAdminPolicy at cluster scope, for a role that stays",
  },
  judge(subject) {
    const { cluster, everybody } = subject;
    const { unknowns, state } = cluster.access.after;
    const admins = everybody.filter(({ before }) => isAdmin(before));
    const isTold = unknowns.length === 0 && state.awsAuth.unreadable.length === 0;
    if (!isLasting(subject) || !isTold || admins.length === 0 || everybody.some(({ after }) => isAdmin(after)))
      return [];
    const who = admins.map(({ principal }) => principalName(principal, cluster.accountId)).join(", ");
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
