import { optsIn } from "../migration/acceptance";
import type { AccessDefinition } from "../migration/definition";

/**
 * Whether guards ask Kubernetes: with a migration, unless no runner reaches it and the file says so. At `done` nothing reads
 * the rows any more.
 */
export function asksKubernetes(definition: AccessDefinition): boolean {
  const { migration } = definition;
  return migration !== undefined && migration.stage !== "done" && !optsIn(definition, "config-map-unread");
}
