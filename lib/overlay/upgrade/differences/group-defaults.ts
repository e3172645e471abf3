import { variableShape } from "../../../module/module-shape";
import { type ModulePart, type ModuleVariable, moduleVariables } from "../../../module/module-table";
import { passedDefault } from "../../../module/passed-default";
import { attributesOf, type HclMap, type HclValue } from "../../root/hcl-value";
import { type DefaultDifference, defaultDifferences, isNone } from "./default-differences";
import { newEffect } from "./new-effects";

/** Arguments whose values are groups, each a call of a sub-module, and the argument with what all of them share until v21. */
export const GROUPS: readonly (readonly [string, ModulePart, string])[] = [
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
 * Defaults of what the module calls for each group that are others than those of the version before: a group that does not say the
 * old value is changed, or made anew. The entry of a self-managed group's role has an edit of its own.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md
 */
export function groupDefaultEdits(
  body: Readonly<Record<string, HclValue>>,
  { from, to }: { readonly from: string; readonly to: string },
): GroupDefault[] {
  return GROUPS.flatMap(([argument, part, shared]) => {
    const groups = body[argument];
    if (groups === undefined || isNone(groups)) return [];
    const fields = fieldsOf(argument, to);
    const common = attributesOf(body[shared]);
    return changedDefaults(part, { from, to })
      .filter(([name, { kind }]) => (kind === "gone" || fields.has(name)) && !(name in common))
      .flatMap(([name, difference]) => {
        const where = groupsWithout(groups, name);
        const does = where === undefined ? undefined : wordsFor(part, difference, where);
        return does === undefined ? [] : [{ argument: `${argument}.${name}`, does, within: [argument] }];
      });
  });
}

/** Fields that a group may have. */
function fieldsOf(argument: string, version: string): ReadonlySet<string> {
  const shape = variableShape("eks", version, argument);
  const group = shape?.kind === "map" ? shape.of : undefined;
  return new Set(group?.kind === "object" ? group.fields.keys() : []);
}

/** A role's description was made where there was none, with the words that are the default now. */
function changedDefaults(
  part: ModulePart,
  { from, to }: { readonly from: string; readonly to: string },
): (readonly [string, DefaultDifference])[] {
  const [before, after] = [from, to].map((version) => moduleVariables(part, version));
  if (before === undefined || after === undefined) return [];
  return defaultDifferences(part, before, after).flatMap((difference) => {
    const { name, old, now } = difference;
    if (name === "create_access_entry" || (name.endsWith("_description") && difference.kind === "changed")) return [];
    const passed = to.startsWith("21.") ? passedDefault(part, name) : undefined;
    if (passed === undefined || old === undefined) return [[name, difference] as const];
    return passed === now?.fallback ? [] : [[name, { ...difference, old: { ...old, fallback: passed } }] as const];
  });
}

function wordsFor(part: ModulePart, { kind, name, old, now }: DefaultDifference, where: string): string | undefined {
  if (kind !== "changed") return newEffect(part, name);
  return `write it into ${where}, with the value that the state has, where it has to stay: the default was ${shown(old)} and is ${shown(now)}`;
}

function shown(variable: ModuleVariable | undefined): string {
  return isNone(variable?.fallback) ? "none" : JSON.stringify(variable?.fallback);
}

/** Which groups leave a field out; undefined where none does. */
function groupsWithout(groups: HclValue, name: string): string | undefined {
  if (typeof groups === "string") return "each group that does not say it";
  const keys = Object.entries(attributesOf(groups)).flatMap(([key, group]) => (hasField(group, name) ? [] : [key]));
  return keys.length === 0 ? undefined : keys.join(", ");
}

function hasField(group: HclMap[string], name: string): boolean {
  return name in attributesOf(group);
}
