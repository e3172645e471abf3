import type { Rbac, RbacBinding } from "../access/rbac/rbac";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";

/** The RBAC of a cluster, with the bindings that its file declares (`rbac_bindings`) beside. */
export function withDeclaredBindings(rbac: Rbac, definition: ClusterDefinition): Rbac {
  return { ...rbac, bindings: [...rbac.bindings, ...declaredBindings(definition)] };
}

function declaredBindings({ rbacBindings = {} }: ClusterDefinition): RbacBinding[] {
  return Object.entries(rbacBindings).map(([key, { group, clusterRole, role, namespace, name }]) => ({
    name: name ?? key,
    ...(namespace === undefined ? {} : { namespace }),
    role: role === undefined ? { kind: "ClusterRole", name: clusterRole ?? "" } : { kind: "Role", name: role },
    subjects: [{ kind: "Group", name: group }],
  }));
}
