import type { Finding } from "../../../finding/finding";
import { amiTypeWords, PLATFORMS } from "../../../module/ami-types";
import type { ModulePart } from "../../../module/module-table";
import { refusesPlatform } from "../../../module/refused-platform";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { moduleReference } from "./module-reference";

const OWN = "self-managed-node-group";

/** `platform` of self-managed groups and of what they share, which the plan refuses: by the variable of the module and its value. */
export function refusedPlatforms(path: string, value: unknown, version: string): Finding[] {
  if (path === "self_managed_node_group_defaults") return platformIn(path, value, { part: OWN, version });
  if (path !== "self_managed_node_groups") return [];
  const at = (key: string): string => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  return Object.entries(fieldsIn(value)).flatMap(([key, group]) => platformIn(at(key), group, { part: OWN, version }));
}

/** The same, of what stands at a path for a sub-module. */
export function platformIn(
  path: string,
  value: unknown,
  { part, version }: { readonly part: ModulePart; readonly version: string },
): Finding[] {
  const { platform } = fieldsIn(value);
  if (platform === undefined || platform === null || !refusesPlatform(part, version)) return [];
  const known = PLATFORMS.find((each) => each === platform);
  const types = (known === undefined ? PLATFORMS : [known]).map((each) => {
    const [usual, others] = amiTypeWords(each, version);
    return `${known === undefined ? `for ${each} ` : ""}\`ami_type: ${usual}\` (${others})`;
  });
  const got = typeof platform === "string" ? platform : "a reference";
  return [
    finding("value-unknown", `${path}.platform`, {
      message: `refused by the module from 20.14.0 on, expected ami_type in its place, got \`${got}\``,
      help: `delete it, and write ${types.join("; ")}`,
    }),
  ];
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || moduleReference(value) !== undefined) return {};
  return { ...value };
}
