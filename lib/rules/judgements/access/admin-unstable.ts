import { parseArn } from "../../../access/principal/arn";
import { isSsoRoleName } from "../../../access/principal/sso-role";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type ComparedCluster, type PrincipalAccess, isLasting } from "../../compared/compared-cluster";
import { leaves } from "../../compared/leaving";
import type { Judgement } from "../judgement";

/** The admins that are left can vanish by themselves. */
export const adminUnstable: Judgement = {
  code: "admin-unstable",
  rule: {
    why: "a permission set that is made again gets a role of another name, and another runner replaces the entry of the runner: then nobody is cluster admin",
    help: "declare a break-glass role under `access_entries`: its literal ARN as `principal_arn`, and under `policy_associations` `admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }`",
  },
  judge(compared) {
    const { cluster, everybody } = compared;
    const after = everybody.filter((one) => isClusterAdmin(one.after));
    const hadStable = everybody.some((one) => isClusterAdmin(one.before) && isStable(compared, one));
    const switches = cluster.mode.before !== "API" && cluster.mode.after === "API";
    if (!isLasting(compared) || after.length === 0 || after.some((one) => isStable(compared, one))) return [];
    if (!hadStable && !switches) return [];
    const left = after.map(({ principal }) => principalNameOf(principal, cluster.accountId)).join(", ");
    return [
      {
        address: cluster.changes[0]?.address ?? cluster.address ?? "",
        message: `the only cluster admins after the plan are SSO roles, or whoever runs Terraform: ${left}`,
        ...(switches ? { severity: "danger" } : {}),
      },
    ];
  },
};

function isStable(compared: ComparedCluster, { principal }: PrincipalAccess): boolean {
  const parsed = parseArn(principal);
  const isSso = "arn" in parsed && isSsoRoleName(parsed.arn.name);
  const follows = compared.cluster.entries.some(({ callerDerived, after, before }) => {
    const told = (after ?? before)?.principal;
    return callerDerived && told?.kind === "value" && namesPrincipal([told.value], principal);
  });
  return !isSso && !follows && !leaves(compared, principal);
}
