import { arnsOf } from "../../access/principal/arn-list";
import { namesPrincipal } from "../../access/principal/principal-id";
import { isLeaving } from "../../migration/leaving";
import type { ComparedCluster } from "./compared-cluster";

/** Whether the cluster file says that this principal loses access on purpose. */
export function leaves({ staged }: Pick<ComparedCluster, "staged">, principal: string): boolean {
  return staged !== undefined && arnsOf([principal]).some((arn) => isLeaving(staged.definition, arn));
}

/** Whether the cluster file says that EKS makes the entry of this principal. */
export function isExpected({ staged }: Pick<ComparedCluster, "staged">, principal: string): boolean {
  return namesPrincipal(staged?.definition.migration?.expected ?? [], principal);
}

/** Whether nobody has to look after a principal here: it leaves, or EKS makes its entry and a guard waits for that. */
export function isExcused(compared: ComparedCluster, principal: string): boolean {
  const { present, readsConfigMap } = compared.cluster.guards;
  return leaves(compared, principal) || (isExpected(compared, principal) && present && readsConfigMap);
}
