import type { ClusterDefinition } from "../inventory/cluster-definition";
import type { AccessDefinition } from "../migration/definition";
import { guardsOf } from "../migration/guard";
import { acceptsUnread } from "../migration/unread-rows";

/**
 * The names of what guards read in Kubernetes. Where it cannot be read, the provider fails before any condition with words of
 * its own, and the address beneath them has to say what to do.
 */
export const CONFIG_MAP_READS = {
  rootCa: "config_map_unread_mend_kubernetes_auth_or_accept",
  awsAuth: "config_map_unread_grant_get_or_accept",
  awsAuthAtApply: "config_map_unread_while_applying_plan_again",
} as const;

/**
 * Whether guards ask Kubernetes: with a migration, unless no runner reaches it and the file says so. At `done` nothing reads
 * the rows any more.
 */
export function asksKubernetes(definition: AccessDefinition): boolean {
  return !acceptsUnread(definition) && guardsOf(definition).some(({ needsRows = false }) => needsRows);
}

/** Whether a definition renders anything in Kubernetes, or forgets it, or its guards ask it. */
export function usesKubernetes(definition: ClusterDefinition): boolean {
  const { awsAuth, migration, rbacBindings, serviceAccounts } = definition;
  if (asksKubernetes(definition)) return true;
  const sections = { ...rbacBindings, ...serviceAccounts };
  return awsAuth !== undefined || migration?.bridgeGroup !== undefined || Object.keys(sections).length > 0;
}

/** Whether the API server has to prove that it is the cluster's: wherever anything is read or written there. */
export function asksIdentity(definition: ClusterDefinition): boolean {
  return usesKubernetes(definition) && !acceptsUnread(definition);
}
