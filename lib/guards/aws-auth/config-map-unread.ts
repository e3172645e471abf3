import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { StagedCluster } from "../../migration/staged-cluster";
import { acceptsUnread } from "../../migration/unread-rows";

/**
 * Whether guards ask Kubernetes: with a migration, unless no runner reaches it and the file says so. At `done` nothing reads
 * the rows any more.
 */
export function asksKubernetes({ definition, guards }: StagedCluster): boolean {
  return !acceptsUnread(definition) && guards.some(({ needsRows = false }) => needsRows);
}

/** Whether a definition renders anything in Kubernetes, or forgets it, or its guards ask it. */
export function usesKubernetes(staged: StagedCluster<ClusterDefinition>): boolean {
  const { awsAuth, migration, rbacBindings, serviceAccounts } = staged.definition;
  if (asksKubernetes(staged)) return true;
  const sections = { ...rbacBindings, ...serviceAccounts };
  return awsAuth !== undefined || migration?.bridgeGroup !== undefined || Object.keys(sections).length > 0;
}

/** Whether the API server has to prove that it is the cluster's: wherever anything is read or written there. */
export function asksIdentity(staged: StagedCluster<ClusterDefinition>): boolean {
  return usesKubernetes(staged) && !acceptsUnread(staged.definition);
}
