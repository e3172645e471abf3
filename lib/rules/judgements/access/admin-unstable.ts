import { parseArn } from "../../../access/arn";
import { principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { isAdmin, isLasting, names, type PrincipalAccess, type Subject } from "../../compared/subject";

/** The admins that are left can vanish by themselves. */
export const adminUnstable: Judgement = {
  code: "admin-unstable",
  rule: {
    severity: "warning",
    rule: "R39",
    meaning:
      "All cluster admins that are left are roles of IAM Identity Center, or follow whoever runs Terraform. A danger where the plan switches to mode API.",
    why: "a permission set that is made anew gets another role, another runner takes the entry over: then nobody is admin",
    help: "declare a break-glass role, by its literal ARN, with AmazonEKSClusterAdminPolicy at cluster scope",
  },
  judge(subject) {
    const { cluster, everybody } = subject;
    const after = everybody.filter((one) => isAdmin(one.after));
    const hadStable = everybody.some((one) => isAdmin(one.before) && isStable(subject, one));
    const switches = cluster.mode.before !== "API" && cluster.mode.after === "API";
    if (!isLasting(subject) || after.length === 0 || after.some((one) => isStable(subject, one))) return [];
    if (!hadStable && !switches) return [];
    const left = after.map(({ principal }) => principalName(principal, cluster.accountId)).join(", ");
    return [
      {
        address: cluster.changes[0]?.address ?? cluster.address ?? "",
        message: `only admins that do not stay are left: ${left}`,
        ...(switches ? { severity: "danger" } : {}),
      },
    ];
  },
};

function isStable({ cluster, definition }: Subject, { principal }: PrincipalAccess): boolean {
  const parsed = parseArn(principal);
  const isSso = "arn" in parsed && parsed.arn.name.startsWith("AWSReservedSSO_");
  const follows = cluster.entries.some(({ callerDerived, after, before }) => {
    const told = (after ?? before)?.principal;
    return callerDerived && told?.kind === "value" && names([told.value], principal);
  });
  return !isSso && !follows && !names(definition?.leaving, principal);
}
