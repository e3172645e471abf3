import { entryProblems } from "./entry-judgements";
import { rolesOf } from "../../compared/rights/bound-roles";
import { hasOpenGroups } from "../../compared/rights/rights-gone";
import type { ComparedCluster } from "../../compared/compared-cluster";
import type { Judgement } from "../judgement";

/** An entry that lets in and allows nothing. */
export const entryWithoutRights: Judgement = {
  code: "entry-without-rights",
  rule: {
    why: "its principal may log in and do nothing; where it had a row in aws-auth, the entry takes that away",
    help: "give it groups or an access policy, or leave the entry out",
  },
  judge(compared) {
    const isOpen = compared.cluster.access.after.unknowns.some(({ about }) => about === "association");
    if (isOpen) return [];
    const bound = boundByName(compared);
    return entryProblems(compared, ({ code }) => code === "entry-without-rights").filter(
      ({ principal }) => principal === undefined || !(bound.includes(principal) || hasOpenGroups(compared, principal)),
    );
  },
};

/** Principals to whose username a dump binds a role: they need no group. */
function boundByName({ rbac, everybody }: ComparedCluster): string[] {
  if (rbac === undefined) return [];
  return everybody.flatMap(({ principal, after }) => {
    const isBound =
      after.verdict === "authenticated" && rolesOf(rbac, { kind: "User", name: after.username }).length > 0;
    return isBound ? [principal] : [];
  });
}
