import type { RbacRule } from "../../access/rbac/rbac";
import type { PlanObject } from "../objects/plan-object";
import { type ObjectSide, plannedText, valueAt } from "../reading/object-side";
import { isRecord, listOf, recordOf } from "../reading/plan-shape";
import { type Sides, valueOf } from "../reading/planned-value";
import { CLUSTER_ROLES, isOneOf, MANIFESTS, ROLES } from "../reading/resource-types";
import { changeOf } from "./cluster-nodes";
import { manifestOf } from "./manifest";
import type { PlannedRole } from "./planned-cluster";

/** Roles and cluster roles that the plan manages, as resources of their own or as manifests. */
export function plannedRoles(objects: readonly PlanObject[]): PlannedRole[] {
  return objects.flatMap((object): PlannedRole[] => {
    const sides = roleSides(object);
    if (sides.before === undefined && sides.after === undefined) return [];
    return [{ address: object.address, ...sides, ...changeOf(object) }];
  });
}

/** Whether an object is a role. */
export function isRole(object: PlanObject): boolean {
  const { before, after } = roleSides(object);
  return before !== undefined || after !== undefined;
}

function roleSides(object: PlanObject): Partial<Sides<NonNullable<PlannedRole["before"]>>> {
  if (object.mode !== "managed") return {};
  const [before, after] = [object.before, object.after].map((side) => roleOn(object.type, side));
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function roleOn(type: string, side: ObjectSide | undefined): PlannedRole["before"] {
  if (side === undefined) return undefined;
  if (isOneOf(MANIFESTS, type)) return roleOfManifest(type, side);
  const isCluster = isOneOf(CLUSTER_ROLES, type);
  if (!isCluster && !isOneOf(ROLES, type)) return undefined;
  const name = valueOf(plannedText(side, ["metadata", 0, "name"]));
  const namespace = valueOf(plannedText(side, ["metadata", 0, "namespace"])) ?? "default";
  if (name === undefined) return undefined;
  const isPutTogether = listOf(side.values.aggregation_rule).length > 0;
  const rules = isPutTogether || isHidden(side) ? undefined : listOf(side.values.rule).map(ruleOfBlock);
  return named({ isCluster, name, namespace }, rules);
}

/** Rules that the plan does not tell are none to compare. */
function isHidden({ unknown, sensitive }: ObjectSide): boolean {
  return [unknown, sensitive].some((marks) => marks === true || hasTrue(valueAt(recordOf(marks), ["rule"])));
}

function hasTrue(marks: unknown): boolean {
  if (marks === true) return true;
  if (Array.isArray(marks)) return marks.some(hasTrue);
  return isRecord(marks) && Object.values(marks).some(hasTrue);
}

function roleOfManifest(type: string, side: ObjectSide): PlannedRole["before"] {
  const manifest = manifestOf(type, side);
  if (manifest.kind !== "value") return undefined;
  const { kind, metadata, rules, aggregationRule } = manifest.value;
  const { name, namespace } = recordOf(metadata);
  if ((kind !== "Role" && kind !== "ClusterRole") || typeof name !== "string") return undefined;
  const place = typeof namespace === "string" ? namespace : "default";
  const told = isRecord(aggregationRule) ? undefined : listOf(rules).map(ruleOfManifest);
  return named({ isCluster: kind === "ClusterRole", name, namespace: place }, told);
}

function named(
  { isCluster, name, namespace }: { readonly isCluster: boolean; readonly name: string; readonly namespace: string },
  rules: readonly RbacRule[] | undefined,
): PlannedRole["before"] {
  return {
    role: isCluster ? `ClusterRole ${name}` : `Role ${namespace}/${name}`,
    ...(rules === undefined ? {} : { rules }),
  };
}

function ruleOfBlock(block: unknown): RbacRule {
  const { verbs, api_groups: groups, resources, resource_names: names, non_resource_urls: urls } = recordOf(block);
  return ruleOf({ verbs, groups, resources, names, urls });
}

function ruleOfManifest(rule: unknown): RbacRule {
  const { verbs, apiGroups: groups, resources, resourceNames: names, nonResourceURLs: urls } = recordOf(rule);
  return ruleOf({ verbs, groups, resources, names, urls });
}

function ruleOf(rule: Readonly<Record<"verbs" | "groups" | "resources" | "names" | "urls", unknown>>): RbacRule {
  const texts = (list: unknown): string[] => listOf(list).filter((one) => typeof one === "string");
  return {
    verbs: texts(rule.verbs),
    apiGroups: texts(rule.groups),
    resources: texts(rule.resources),
    resourceNames: texts(rule.names),
    nonResourceURLs: texts(rule.urls),
  };
}
