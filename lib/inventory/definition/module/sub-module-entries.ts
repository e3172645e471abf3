import type { Finding } from "../../../finding/finding";
import type { Rendering } from "../../../migration/rendering/rendering";
import { moduleVariables } from "../../../module/module-table";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { heldVersion, subModule, versionInSource } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";
import { moduleReference } from "./module-reference";

const TOGGLE = "create_access_entry";
const GROUPS = "self_managed_node_groups";
const DEFAULTS = "self_managed_node_group_defaults";

/**
 * Entries that self-managed groups and Karpenter's sub-module make of their nodes' roles, unless they are told not to, while the
 * cluster takes none.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/self-managed-node-group/main.tf; DOMAIN R36
 */
export function subModuleEntries(definition: ClusterDefinition, { mode }: Rendering): Finding[] {
  if (mode !== "CONFIG_MAP") return [];
  return [...groupsWith(definition), ...callsWith(definition)].map((path) =>
    finding("entry-in-config-map-mode", path, {
      message:
        "makes an entry of the nodes' role in mode CONFIG_MAP, which AWS refuses, expected `false`, got the default, true",
      help: `write \`${TOGGLE}: false\`, and the role's entry under access_entries once the mode takes entries`,
    }),
  );
}

function groupsWith({ moduleVariables: written = {} }: ClusterDefinition): string[] {
  const variables = new Map<string, unknown>(Object.entries(written));
  if (variables.get("create") === false || isOff(variables.get(DEFAULTS))) return [];
  return Object.entries(fieldsIn(variables.get(GROUPS)))
    .filter(([, group]) => moduleReference(group) === undefined && !isOff(group))
    .map(([key]) => `${GROUPS}.${key}.${TOGGLE}`);
}

function callsWith({ module, modules = {} }: ClusterDefinition): string[] {
  return Object.entries(modules).flatMap(([call, { source, version, ...args }]) => {
    const part = subModule(source);
    const called = version ?? versionInSource(source) ?? heldVersion(module);
    if (part === undefined || moduleVariables(part, called)?.has(TOGGLE) !== true) return [];
    return isOff(args) ? [] : [`modules.${call}.${TOGGLE}`];
  });
}

/** Whether something makes no entry: told so, or it makes nothing at all; a reference may be either. */
function isOff(value: unknown): boolean {
  const { create, [TOGGLE]: toggle } = fieldsIn(value);
  return isFalse(create) || isFalse(toggle) || moduleReference(toggle) !== undefined;
}

function isFalse(value: unknown): boolean {
  return value === false || value === "false";
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || moduleReference(value) !== undefined) return {};
  return { ...value };
}
