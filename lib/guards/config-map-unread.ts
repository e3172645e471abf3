import { optsIn } from "../migration/acceptance";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import type { AccessDefinition } from "../migration/definition";

/**
 * Whether guards ask Kubernetes: with a migration, unless no runner reaches it and the file says so. At `done` nothing reads
 * the rows any more.
 */
export function asksKubernetes(definition: AccessDefinition): boolean {
  const { migration } = definition;
  return migration !== undefined && migration.stage !== "done" && !optsIn(definition, "config-map-unread");
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
  return usesKubernetes(definition) && !optsIn(definition, "config-map-unread");
}
