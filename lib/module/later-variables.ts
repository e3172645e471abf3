import { DEFAULT_VERSION, moduleVariables, NEWEST_VERSION } from "./module-table";
import { v20Name } from "./other-version-names";

/** Variables that came with a version after the default one: a file may have them, and its version says whether the module has. */
export const LATER_VARIABLES: readonly string[] = [...(moduleVariables("eks", NEWEST_VERSION)?.keys() ?? [])]
  .filter((name) => !isOfDefault(name) && v20Name(name, isOfDefault) === undefined)
  .sort();

function isOfDefault(name: string): boolean {
  return moduleVariables("eks", DEFAULT_VERSION)?.has(name) === true;
}
