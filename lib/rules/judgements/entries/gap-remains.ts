import { isCreated } from "../../../plan/objects/planned-change";
import type { Judgement } from "../judgement";
import { principalNameOf } from "../../../access/principal/principal-name";
import { rolesOf } from "../../compared/rights/bound-roles";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** Seconds without rights between an entry and its policy. */
export const gapRemains: Judgement = {
  code: "gap-remains",
  rule: {
    why: "for seconds, or until a failed call is repeated, its principal may do less than before and after",
    help: "move break-glass first and alone; `bridge_group` closes the gap",
  },
  judge(compared) {
    const { cluster, everybody } = compared;
    if (!isLasting(compared)) return [];
    return cluster.entries.flatMap(({ address, change, after }) => {
      if (change === undefined || !isCreated(change) || after?.entry === undefined) return [];
      const { principalArn, kubernetesGroups = [] } = after.entry;
      const person = everybody.find(({ principal }) => principal === principalArn);
      const had = person?.before.verdict === "authenticated" && person.before.through.by === "row";
      const byPolicy = person?.after.verdict === "authenticated" && person.after.policies.length > 0;
      if (!had || !byPolicy || kubernetesGroups.some((group) => isAdminGroup(compared, group))) return [];
      const name = principalNameOf(principalArn, cluster.accountId);
      const message = `${name} has an entry without rights between two calls of AWS: first the entry, then its policy`;
      return [{ address, principal: principalArn, message }];
    });
  },
};

/** Whether RBAC makes members of a group cluster admins, on both sides of the plan. */
function isAdminGroup({ cluster, staged, rbac }: ComparedCluster, group: string): boolean {
  if (staged?.definition.migration?.bridgeGroup === group) return true;
  const bound = rbac === undefined ? [] : rolesOf(rbac, { kind: "Group", name: group });
  const isBound = bound.some(({ role, namespace }) => role === ADMIN_ROLE && namespace === undefined);
  const isLive = isBound && !group.includes("{{");
  if (isLive && !cluster.bindings.some(({ change, groups }) => change !== undefined && groups.before.includes(group)))
    return true;
  return cluster.bindings.some(
    ({ role, groups, namespace }) =>
      namespace === undefined && role.after === ADMIN_ROLE && groups.after.includes(group),
  );
}

const ADMIN_ROLE = "ClusterRole cluster-admin";
