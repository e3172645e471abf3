import type { AccessEntry } from "../access-entry/access-entry";
import { type AttachedPolicy, CLUSTER_ADMIN, parseAccessPolicyArn } from "../access-policy/access-policy";
import type { Access } from "./effective-access";
import { MASTERS_GROUP } from "../aws-auth/system-groups";

/** The policy that `system:masters` equals for direct requests (R17). */
export const CLUSTER_ADMIN_POLICY: AttachedPolicy = { name: CLUSTER_ADMIN, scope: { type: "cluster" } };

/** Whether this access may do everything in the whole cluster, by the group or by the policy that equals it (R17). */
export function isClusterAdmin(access: Access): boolean {
  if (access.verdict !== "authenticated") return false;
  return access.groups.includes(MASTERS_GROUP) || access.policies.some(isClusterAdminPolicy);
}

/** Whether a policy allows everything in the whole cluster. */
function isClusterAdminPolicy({ name, scope }: AttachedPolicy): boolean {
  return name === CLUSTER_ADMIN && scope.type === "cluster";
}

/** Whether an entry makes its principal admin of the whole cluster by an access policy. */
export function isClusterAdminEntry({ type = "STANDARD", policyAssociations = {} }: AccessEntry): boolean {
  if (type !== "STANDARD") return false;
  return Object.values(policyAssociations).some(
    ({ policyArn, accessScope }) =>
      accessScope.type === "cluster" && parseAccessPolicyArn(policyArn)?.name === CLUSTER_ADMIN,
  );
}
