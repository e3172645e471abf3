import type { Finding } from "../../../finding/finding";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import type { ClusterDefinition } from "../cluster-definition";
import { CLUSTER_VARIABLES } from "./module-variables";
import { camelCase } from "../../schema/camel-keys";
import { OTHER_RENDERINGS } from "../../schema/sections/other-renderings";

/** What is said of such a variable in a file that does not render the cluster. */
export function variableUnused(key: string, render: string): Finding {
  return finding("variable-unused", key, {
    message: `a key of \`render: resources\`: it has no effect with \`render: ${render}\`, expected it left out`,
    help: render === "module" ? `write \`${key}\` under moduleVariables, as the module names it` : MANAGED_ELSEWHERE,
  });
}

const MANAGED_ELSEWHERE = "delete the key: whatever manages the cluster (eksctl, another root module) sets it there";

/** Variables of the cluster in a definition that renders none: refused, never ignored. */
export function unusedVariables(definition: Pick<ClusterDefinition, "render">): Finding[] {
  const values = new Map<string, unknown>(Object.entries(definition));
  return variablesUnusedBy(definition.render)
    .filter((key) => values.get(PROPS.get(key) ?? key) !== undefined)
    .map((key) => variableUnused(key, definition.render));
}

/** What definitions call variables of the cluster. */
const PROPS: ReadonlyMap<string, string> = new Map(CLUSTER_VARIABLES.map((key) => [key, camelCase(key)]));

/** Variables of the cluster that a way to render has no use for: beside the access alone stands the provider of service accounts. */
export function variablesUnusedBy(render: string): readonly string[] {
  return render === "access" ? CLUSTER_VARIABLES.filter((key) => key !== "enable_irsa") : CLUSTER_VARIABLES;
}

/** What is said of a variable of the module that a rendering does not have. */
export function variableUnsupported(key: string, render: string): Finding {
  return finding("variable-unsupported", key, {
    message: `a variable of the Terraform module: \`render: ${render}\` makes nothing from it, expected no such key, got \`${key}\``,
    help: render === "resources" ? `write ${OTHER_RENDERINGS}` : MANAGED_ELSEWHERE,
  });
}

/** Arguments of the module in a definition that does not call it: refused, never ignored. */
export function unusedArguments({
  render,
  moduleVariables = {},
}: Pick<ClusterDefinition, "moduleVariables" | "render">): Finding[] {
  if (render === "module") return [];
  return Object.keys(moduleVariables).map((key) => argumentUnused(key, render));
}

function argumentUnused(key: string, render: string): Finding {
  if (render !== "resources" || !CLUSTER_VARIABLES.includes(key)) return variableUnsupported(key, render);
  return argumentOfProp(key, render);
}

/** What is said of an argument under moduleVariables that a prop says. */
export function argumentOfProp(key: string, render: string): Finding {
  const message = `has no effect under moduleVariables with \`render: ${render}\`, expected the prop ${camelCase(key)}`;
  return finding("variable-unused", key, { message, help: `write it as ${camelCase(key)}, beside clusterName` });
}
