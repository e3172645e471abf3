import { changeOf, onBothSides } from "./cluster-nodes";
import { manifestOf } from "./manifest";
import { type ObjectSide, plannedText } from "../reading/object-side";
import { listOf, recordOf } from "../reading/plan-shape";
import type { PlanObject } from "../objects/plan-object";
import type { RoleBinding } from "./planned-cluster";
import { CLUSTER_ROLE_BINDINGS, isOneOf, MANIFESTS, ROLE_BINDINGS } from "../reading/resource-types";
import { sortedTexts } from "../../finding/text-order";
import { type Sides, valueOf } from "../reading/planned-value";

/** Role bindings and cluster role bindings that the plan manages, as resources of their own or as manifests. */
export function roleBindings(objects: readonly PlanObject[]): RoleBinding[] {
  return objects.flatMap((object): RoleBinding[] => {
    const binding = bindingOf(object);
    if (binding === undefined) return [];
    const { isCluster, sides } = binding;
    const namespace = isCluster ? undefined : (namespaceOf(sides.before) ?? namespaceOf(sides.after));
    return [
      {
        address: object.address,
        role: onBothSides({ ...object, ...sides }, (side) => roleOf(side, namespace)),
        ...(namespace === undefined ? {} : { namespace }),
        ...(isMoved(sides) ? { isMoved: true } : {}),
        groups: bound(sides, "Group"),
        users: bound(sides, "User"),
        ...changeOf(object),
      },
    ];
  });
}

/** Whether an object binds a role. */
export function isRoleBinding(object: PlanObject): boolean {
  return bindingOf(object) !== undefined;
}

interface Binding {
  readonly isCluster: boolean;
  readonly sides: Pick<PlanObject, "before" | "after">;
}

function bindingOf({ type, mode, before, after }: PlanObject): Binding | undefined {
  if (mode !== "managed") return undefined;
  const sides = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  if (isOneOf(ROLE_BINDINGS, type)) return { isCluster: false, sides };
  if (isOneOf(CLUSTER_ROLE_BINDINGS, type)) return { isCluster: true, sides };
  return isOneOf(MANIFESTS, type) ? bindingManifest(type, sides) : undefined;
}

/** A manifest of a binding, in the shape of the resources that are bindings. */
function bindingManifest(type: string, { before, after }: Pick<PlanObject, "before" | "after">): Binding | undefined {
  const [was, is] = [before, after].map((side) => (side === undefined ? undefined : manifestOf(type, side)));
  const told = [was, is].flatMap((one) => (one?.kind === "value" ? [one.value] : []));
  const kind = told.find((one) => /^(?:Cluster)?RoleBinding$/.test(String(one.kind)))?.kind;
  if (kind === undefined) return undefined;
  const sideOf = (one: typeof was): ObjectSide | undefined =>
    one?.kind === "value" ? { values: bindingValues(one.value), unknown: false, sensitive: false } : undefined;
  const [old, wanted] = [sideOf(was), sideOf(is)];
  return {
    isCluster: kind === "ClusterRoleBinding",
    sides: { ...(old === undefined ? {} : { before: old }), ...(wanted === undefined ? {} : { after: wanted }) },
  };
}

function bindingValues({ metadata, roleRef, subjects }: Readonly<Record<string, unknown>>): ObjectSide["values"] {
  return { metadata: [recordOf(metadata)], role_ref: [recordOf(roleRef)], subject: listOf(subjects) };
}

function isMoved({ before, after }: Binding["sides"]): boolean {
  if (before === undefined || after === undefined) return false;
  const [was, is] = [before, after].map((side) => plannedText(side, ["metadata", 0, "namespace"]));
  const isTold = [was, is].every((one) => one?.kind === "value" || one?.kind === "unset");
  return !isTold || namespaceOf(before) !== namespaceOf(after);
}

function namespaceOf(side: ObjectSide | undefined): string | undefined {
  return side === undefined ? undefined : (valueOf(plannedText(side, ["metadata", 0, "namespace"])) ?? "default");
}

function roleOf(side: ObjectSide, namespace: string | undefined): string | undefined {
  const [kind, name] = [plannedText(side, ["role_ref", 0, "kind"]), plannedText(side, ["role_ref", 0, "name"])];
  if (kind.kind !== "value" || name.kind !== "value") return undefined;
  return kind.value === "Role" ? `Role ${namespace ?? ""}/${name.value}` : `${kind.value} ${name.value}`;
}

function bound(sides: Binding["sides"], kind: "Group" | "User"): Sides<readonly string[]> {
  const on = (side: ObjectSide | undefined): readonly string[] => {
    if (side === undefined) return [];
    const names = listOf(side.values.subject).flatMap((_, i) =>
      valueOf(plannedText(side, ["subject", i, "kind"])) === kind
        ? (valueOf(plannedText(side, ["subject", i, "name"])) ?? [])
        : [],
    );
    return sortedTexts(names);
  };
  return { before: on(sides.before), after: on(sides.after) };
}
