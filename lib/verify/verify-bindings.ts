import type { RbacBinding, RbacKind } from "../access/rbac/rbac";
import { because, type Deviation, deviation, type Held } from "./verify-finding";

/** A binding that the stage renders. */
interface Wanted {
  readonly path: string;
  readonly name: string;
  readonly group: string;
  readonly namespace?: string;
  readonly role: RbacBinding["role"];
}

/** Bindings of `rbac_bindings` and that of the bridge. */
export function bindingDeviations(held: Held): Deviation[] {
  const wanted = [...declared(held), ...bridge(held)];
  const { rbac } = held.live;
  const left = held.staged.definition.migration?.bridgeGroup;
  if (wanted.length === 0 && left === undefined) return [];
  const needed = wanted.map(({ namespace }): RbacKind =>
    namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
  );
  if (rbac === undefined || needed.some((kind) => rbac.missing.includes(kind))) return [unknown(held)];
  return [...wanted.flatMap((one) => compared(one, rbac.bindings)), ...bridgeLeft(held, rbac.bindings)];
}

function declared({ staged: { definition } }: Held): Wanted[] {
  return Object.entries(definition.rbacBindings ?? {}).map(([key, { group, clusterRole, role, namespace, name }]) => ({
    path: `rbac_bindings.${key}`,
    name: name ?? key,
    group,
    ...(namespace === undefined ? {} : { namespace }),
    role: role === undefined ? { kind: "ClusterRole", name: clusterRole ?? "" } : { kind: "Role", name: role },
  }));
}

/** Named as the group. */
function bridge({ staged: { rendering } }: Held): Wanted[] {
  const group = rendering.bridge?.group;
  if (group === undefined) return [];
  return [{ path: "migration.bridge_group", name: group, group, role: { kind: "ClusterRole", name: "cluster-admin" } }];
}

function unknown({ live }: Held): Deviation {
  const reason = because(live, ["list clusterrolebindings", "list rolebindings"]);
  const message = `not known: which role bindings there are${reason}`;
  return deviation("verify-unknown", "rbac_bindings", {
    message,
    help: "add a dump of eks-access collect by somebody who may list them",
  });
}

const APPLY = "apply the plan of this stage";

function compared({ path, name, namespace, role, group }: Wanted, bindings: readonly RbacBinding[]): Deviation[] {
  const live = bindings.find((one) => one.name === name && one.namespace === namespace);
  const place = namespace === undefined ? `\`${name}\`` : `\`${name}\` in namespace \`${namespace}\``;
  const expected = `${role.kind} \`${role.name}\` for group \`${group}\``;
  if (live === undefined) {
    const message = `there is no binding ${place}, expected ${expected}`;
    return [deviation("verify-binding-missing", path, { message, help: APPLY })];
  }
  const [subject, ...others] = live.subjects;
  const isSame =
    live.role.kind === role.kind &&
    live.role.name === role.name &&
    others.length === 0 &&
    subject?.kind === "Group" &&
    subject.name === group;
  if (isSame) return [];
  const subjects = live.subjects.map((one) => `${one.kind} \`${one.name}\``).join(", ") || "nobody";
  const message = `the live binding ${place} is another, expected ${expected}, got ${live.role.kind} \`${live.role.name}\` for ${subjects}`;
  return [deviation("verify-binding-differs", path, { message, help: APPLY })];
}

function bridgeLeft({ staged: { definition, rendering } }: Held, bindings: readonly RbacBinding[]): Deviation[] {
  const group = definition.migration?.bridgeGroup;
  if (group === undefined || rendering.bridge !== undefined) return [];
  const isBound = bindings.some(
    ({ name, role, subjects }) =>
      name === group &&
      role.name === "cluster-admin" &&
      subjects.some((one) => one.kind === "Group" && one.name === group),
  );
  if (!isBound) return [];
  const message = `the group \`${group}\` is bound to cluster-admin, and this stage renders no bridge`;
  return [deviation("verify-binding-left", "migration.bridge_group", { message, help: APPLY })];
}
