import { moduleVariables } from "./module-table";
import { v20Name } from "./other-version-names";

/**
 * What a version of the module calls a variable that a cluster file names as v20 does: `cluster_name` is `name` in v21.
 * Undefined where it has none.
 */
export function nameInVersion(variable: string, version: string): string | undefined {
  const names = [...(moduleVariables("eks", version)?.keys() ?? [])];
  if (names.includes(variable)) return variable;
  return names.find((name) => v20Name(name, (each) => each === variable) === variable);
}
