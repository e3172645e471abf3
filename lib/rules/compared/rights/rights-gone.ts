import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import type { Difference } from "../../../access/effective/comparison";
import { describeRight, type Right } from "../../../access/effective/right";
import { type ComparedCluster, isLasting } from "../compared-cluster";
import { isEntryOfEks } from "../entry-of-eks";

/**
 * The rights that are really gone: who may do everything anyway loses nothing with a group or with the name system:masters
 * but what matches those names (R17).
 */
export function rightsGone({ rights, after }: Difference): readonly Right[] {
  const isStillAdmin = isClusterAdmin(after);
  return rights.filter(({ kind }) => kind !== "masters-name" && !(kind === "group" && isStillAdmin));
}

/** Principals that lose something real, where the cluster itself stays. */
export function losses(compared: ComparedCluster): readonly Difference[] {
  if (!isLasting(compared)) return [];
  return compared.comparison.lost
    .filter((difference) => rightsGone(difference).length > 0)
    .filter((difference) => !isUntoldLoss(compared, difference));
}

/** Whose row goes, and whose entry EKS made, is not lost: nobody looked. */
export function isUnseenEntry(compared: ComparedCluster, { principal, before, after }: Difference): boolean {
  const byRow = before.verdict === "authenticated" && before.through.by === "row";
  return byRow && after.verdict !== "authenticated" && isEntryOfEks(compared, principal);
}

/** Whether nobody can say that it is lost: of an entry that EKS made, or of groups that the plan does not tell. */
export function isUntoldLoss(compared: ComparedCluster, difference: Difference): boolean {
  const isByGroup = rightsGone(difference).every(({ kind }) => kind === "group");
  return isUnseenEntry(compared, difference) || (isByGroup && hasOpenGroups(compared, difference.principal));
}

/** Whether the plan does not tell the groups that an entry has afterwards. */
export function hasOpenGroups({ cluster }: ComparedCluster, principal: string): boolean {
  const { unknowns } = cluster.access.after;
  return unknowns.some((one) => one.attribute === "kubernetes_groups" && one.principal === principal);
}

/** `developers, AmazonEKSViewPolicy`, or `all access`: the rights that are really gone. */
export function goneWords(difference: Difference): string {
  if (difference.after.verdict === "refused") return "all access";
  return rightsGone(difference).map(describeRight).join(", ");
}

/** Whether an entry takes the place of the row that served until now. */
export function isOverriddenRow({ before, after }: Difference): boolean {
  const [was, is] = [before, after].map((access) =>
    access.verdict === "authenticated" ? access.through.by : undefined,
  );
  return was === "row" && is === "entry";
}
