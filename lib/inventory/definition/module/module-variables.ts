import { LATER_VARIABLES } from "../../../module/later-variables";
import { DEFAULT_VERSION, moduleVariables } from "../../../module/module-table";
import { clusterFile } from "../../schema/cluster-file";
import { CLUSTER_RESOURCES } from "../../schema/sections/cluster-resources";
import { CONTROL_PLANE } from "../../schema/sections/control-plane";
import { keysOf } from "../../schema/schema-walk";

/** Variables of the cluster that say something about its access too. */
const ACCESS_VARIABLES: readonly string[] = ["authentication_mode", "outpost_config"];

/** Variables, as a file names them, that decide the cluster and nothing of its access, and that `render: resources` renders. */
export const CLUSTER_VARIABLES: readonly string[] = [
  ...Object.keys(CONTROL_PLANE),
  ...Object.keys(CLUSTER_RESOURCES),
].filter((key) => !ACCESS_VARIABLES.includes(key));

/**
 * Variables of the module that `render: resources` does not render. A file that has one is refused there: ignored, it would be
 * a promise that nobody keeps. With those of the cluster file they are all variables of the module.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/variables.tf
 */
export const MODULE_ALONE: readonly string[] = [...(moduleVariables("eks", DEFAULT_VERSION)?.keys() ?? [])]
  .filter((name) => keysOf(clusterFile)?.includes(name) !== true)
  .sort();

/** Whether a key of a file goes to the module as it is, where that is called. */
export function isModuleVariable(key: string): boolean {
  return CLUSTER_VARIABLES.includes(key) || MODULE_ALONE.includes(key) || LATER_VARIABLES.includes(key);
}
