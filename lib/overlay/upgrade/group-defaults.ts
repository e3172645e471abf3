import { variableShape } from "../../module/module-shape";
import { type ModulePart, type ModuleVariable, moduleVariables } from "../../module/module-table";
import { attributesOf, type HclMap, type HclValue, isLiteralMap } from "../root/hcl-value";

/** Arguments whose values are groups, each a call of a sub-module, and the argument with what all of them share until v21. */
const GROUPS: readonly (readonly [string, ModulePart, string])[] = [
  ["eks_managed_node_groups", "eks-managed-node-group", "eks_managed_node_group_defaults"],
  ["self_managed_node_groups", "self-managed-node-group", "self_managed_node_group_defaults"],
  ["fargate_profiles", "fargate-profile", "fargate_profile_defaults"],
];

/** A default that changed, under the groups that leave their value to it. */
interface GroupDefault {
  /** `eks_managed_node_groups.ami_type` */
  readonly argument: string;
  readonly does: string;
  /** Where it is said: `["eks_managed_node_groups"]` */
  readonly within: readonly string[];
}

/**
 * Defaults of what v21 calls for each group that are others than those of v20: a group that does not say the old value is changed,
 * or made anew. What a text or map of none became null means the same.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md
 */
export function groupDefaultEdits(
  body: Readonly<Record<string, HclValue>>,
  { from, to }: { readonly from: string; readonly to: string },
): GroupDefault[] {
  if (!from.startsWith("20.") || !to.startsWith("21.")) return [];
  return GROUPS.flatMap(([argument, part, shared]) => {
    const groups = body[argument];
    if (groups === undefined || isNone(groups)) return [];
    const fields = fieldsOf(argument, to);
    const common = attributesOf(body[shared]);
    return changedDefaults(part, { from, to })
      .filter(([name]) => fields.has(name) && !(name in common))
      .flatMap(([name, words]) => {
        const where = groupsWithout(groups, name);
        if (where === undefined) return [];
        const does = `write it into ${where}, with the value that the state has, where it has to stay: ${words}`;
        return [{ argument: `${argument}.${name}`, does, within: [argument] }];
      });
  });
}

/** Fields that a group may have. */
function fieldsOf(argument: string, version: string): ReadonlySet<string> {
  const shape = variableShape("eks", version, argument);
  const group = shape?.kind === "map" ? shape.of : undefined;
  return new Set(group?.kind === "object" ? group.fields.keys() : []);
}

/** Defaults that the module itself had for its groups in v20, other than those of the sub-module that it calls for each. */
const PASSED: Readonly<Record<string, string | number>> = {
  "eks-managed-node-group.min_size": 1,
  "self-managed-node-group.instance_type": "m6i.large",
};

/** A group's description was made where there was none, with the words that are the default now. */
function changedDefaults(
  part: ModulePart,
  { from, to }: { readonly from: string; readonly to: string },
): (readonly [string, string])[] {
  const [before, after] = [from, to].map((version) => moduleVariables(part, version));
  return [...(after ?? [])].flatMap(([name, variable]): (readonly [string, string])[] => {
    const own = before?.get(name);
    const fallback = PASSED[`${part}.${name}`] ?? own?.fallback;
    const old = own && { ...own, fallback };
    if (old === undefined || !isChanged(old, variable) || name.endsWith("_description")) return [];
    return [[name, `the default was ${shown(old)} and is ${shown(variable)}`]];
  });
}

function isChanged(old: ModuleVariable, { fallback }: ModuleVariable): boolean {
  return !isNone(fallback) && JSON.stringify(old.fallback) !== JSON.stringify(fallback);
}

function shown({ fallback }: ModuleVariable): string {
  return isNone(fallback) ? "none" : JSON.stringify(fallback);
}

/** Which groups leave a field out; undefined where none does. */
function groupsWithout(groups: HclValue, name: string): string | undefined {
  if (!isLiteralMap(groups)) return "each group that does not say it";
  const keys = Object.entries(groups).flatMap(([key, group]) => (hasField(group, name) ? [] : [key]));
  return keys.length === 0 ? undefined : keys.join(", ");
}

function hasField(group: HclMap[string], name: string): boolean {
  return name in attributesOf(group);
}

function isNone(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
