import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { ClusterDefinition } from "./cluster-definition";
import { camelCase } from "../schema/camel-keys";
import { CLUSTER_RESOURCES } from "../schema/cluster-resources";
import { CONTROL_PLANE } from "../schema/control-plane";

/** Variables of the cluster that say something about its access too. */
const ACCESS_VARIABLES: readonly string[] = ["authentication_mode", "outpost_config"];

/** Variables, as a file names them, that decide the cluster and nothing of its access: only `render: resources` has use for them. */
export const CLUSTER_VARIABLES: readonly string[] = [
  ...Object.keys(CONTROL_PLANE),
  ...Object.keys(CLUSTER_RESOURCES),
].filter((key) => !ACCESS_VARIABLES.includes(key));

/** What is said of such a variable in a file that does not render the cluster. */
export function variableUnused(key: string, render: string): Finding {
  return finding("variable-unused", key, {
    message: `of no use with \`render: ${render}\`, expected it left out`,
    help: "delete it: whatever manages the cluster decides it",
  });
}

/** Variables of the cluster in a definition that renders none: refused, never ignored. */
export function unusedVariables(definition: Pick<ClusterDefinition, "render">): Finding[] {
  const values = new Map<string, unknown>(Object.entries(definition));
  return CLUSTER_VARIABLES.filter((key) => values.get(camelCase(key)) !== undefined).map((key) =>
    variableUnused(key, definition.render),
  );
}
