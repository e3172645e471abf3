import { changeOf, onBothSides } from "./cluster-nodes";
import { type ObjectSide, plannedText } from "../reading/object-side";
import { listOf } from "../reading/plan-shape";
import type { PlanObject } from "../objects/plan-object";
import type { RoleBinding } from "./planned-cluster";
import { CLUSTER_ROLE_BINDINGS, isOneOf, ROLE_BINDINGS } from "../reading/resource-types";
import { sortedTexts } from "../../finding/text-order";
import { type Sides, valueOf } from "../reading/planned-value";

/** Role bindings and cluster role bindings that the plan manages. */
export function roleBindings(objects: readonly PlanObject[]): RoleBinding[] {
  return objects.filter(isBinding).map((object): RoleBinding => {
    const isCluster = isOneOf(CLUSTER_ROLE_BINDINGS, object.type);
    const namespace = isCluster ? undefined : (namespaceOf(object.before) ?? namespaceOf(object.after));
    return {
      address: object.address,
      role: onBothSides(object, (side) => roleOf(side, namespace)),
      ...(namespace === undefined ? {} : { namespace }),
      groups: bound(object, "Group"),
      users: bound(object, "User"),
      ...changeOf(object),
    };
  });
}

function isBinding({ type, mode }: PlanObject): boolean {
  return mode === "managed" && (isOneOf(ROLE_BINDINGS, type) || isOneOf(CLUSTER_ROLE_BINDINGS, type));
}

function namespaceOf(side: ObjectSide | undefined): string | undefined {
  return side === undefined ? undefined : (valueOf(plannedText(side, ["metadata", 0, "namespace"])) ?? "default");
}

function roleOf(side: ObjectSide, namespace: string | undefined): string | undefined {
  const [kind, name] = [plannedText(side, ["role_ref", 0, "kind"]), plannedText(side, ["role_ref", 0, "name"])];
  if (kind.kind !== "value" || name.kind !== "value") return undefined;
  return kind.value === "Role" ? `Role ${namespace ?? ""}/${name.value}` : `${kind.value} ${name.value}`;
}

function bound(object: PlanObject, kind: "Group" | "User"): Sides<readonly string[]> {
  const on = (side: ObjectSide | undefined): readonly string[] => {
    if (side === undefined) return [];
    const names = listOf(side.values.subject).flatMap((_, i) =>
      valueOf(plannedText(side, ["subject", i, "kind"])) === kind
        ? (valueOf(plannedText(side, ["subject", i, "name"])) ?? [])
        : [],
    );
    return sortedTexts(names);
  };
  return { before: on(object.before), after: on(object.after) };
}
