import type { Rbac, RbacBinding, RbacKind } from "../access/rbac/rbac";
import { applyStage } from "./apply-stage";
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
  return [
    ...wanted.flatMap((one) => compared(held, one, rbac)),
    ...bridgeLeft(held, rbac.bindings),
    ...unnamed(wanted, rbac.bindings),
  ];
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

function unknown({ live, file, staged: { definition } }: Held): Deviation {
  const reason = because(live, ["list clusterrolebindings", "list rolebindings"]);
  const message = `not known: which role bindings there are${reason}`;
  return deviation("verify-unknown", "rbac_bindings", {
    message,
    help: `add a dump by somebody who may list them: \`eks-access collect --cluster ${definition.clusterName} > live.json\`, then \`eks-access verify ${file} --live live.json\``,
  });
}

function compared(held: Held, { path, name, namespace, role, group }: Wanted, { bindings, roles }: Rbac): Deviation[] {
  const live = bindings.find((one) => one.name === name && one.namespace === namespace);
  const place = namespace === undefined ? `\`${name}\`` : `\`${name}\` in namespace \`${namespace}\``;
  const expected = `${role.kind} \`${role.name}\` for group \`${group}\``;
  if (live === undefined) {
    const message = `there is no ${printed({ name, namespace })}, expected one that gives ${role.kind} \`${role.name}\` to group \`${group}\`: its members lack what that allows`;
    return [deviation("verify-binding-missing", path, { message, help: applyStage(held) })];
  }
  const [subject, ...others] = live.subjects;
  const isSame =
    live.role.kind === role.kind &&
    live.role.name === role.name &&
    others.length === 0 &&
    subject?.kind === "Group" &&
    subject.name === group;
  const hasRole =
    !isWholeList(role.kind, roles) ||
    roles.some((one) => one.kind === role.kind && one.name === role.name && isOfPlace(one.namespace, role, namespace));
  if (isSame && !hasRole) {
    const message = `the live binding ${place} gives ${expected}, and there is no such ${role.kind}: nobody gets anything by it`;
    const help = `make the ${role.kind} again; \`kubectl get ${role.kind.toLowerCase()}s -A\` shows those that are there`;
    return [deviation("verify-binding-differs", path, { message, help })];
  }
  if (isSame) return [];
  const subjects = live.subjects.map((one) => `${one.kind} \`${one.name}\``).join(", ") || "nobody";
  const message = `the live binding ${place} is not the one of the file, expected ${expected}, got ${live.role.kind} \`${live.role.name}\` for ${subjects}`;
  return [deviation("verify-binding-differs", path, { message, help: applyStage(held) })];
}

/**
 * Roles that every API server makes when it starts: a list without them is not whole, and what it lacks may be there.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
const ALWAYS_THERE = { ClusterRole: "cluster-admin", Role: "extension-apiserver-authentication-reader" } as const;

function isWholeList(kind: RbacBinding["role"]["kind"], roles: Rbac["roles"]): boolean {
  return roles.some((one) => one.kind === kind && one.name === ALWAYS_THERE[kind]);
}

/** A Role is looked for in the namespace of its binding. */
function isOfPlace(own: string | undefined, { kind }: RbacBinding["role"], namespace: string | undefined): boolean {
  return kind === "ClusterRole" || own === namespace;
}

/** What a group of the file's bindings gets by others, which nothing of the file shows: it is told, for they may be somebody else's. */
function unnamed(wanted: readonly Wanted[], bindings: readonly RbacBinding[]): Deviation[] {
  const groups = [...new Set(wanted.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const own = wanted.filter((one) => one.group === group);
    const others = bindings.filter(
      ({ name, namespace, role, subjects }) =>
        subjects.some((subject) => subject.kind === "Group" && subject.name === group) &&
        !own.some((one) => (one.name === name && one.namespace === namespace) || givesAll(one, { role, namespace })),
    );
    const [first] = own;
    if (first === undefined || others.length === 0) return [];
    const words = others.map((one) => `${one.role.kind} \`${one.role.name}\` by ${printed(one)}`);
    const more = words.length > SOME ? ` and ${words.length - SOME} more` : "";
    const message = `the group \`${group}\` also gets ${words.slice(0, SOME).join(", ")}${more}, which the file does not declare`;
    const help =
      "declare the binding under `rbac_bindings`, or delete it: `kubectl delete clusterrolebinding NAME` (of a namespace `kubectl delete rolebinding -n NAMESPACE NAME`); leave it where something else manages it";
    return [deviation("verify-binding-unnamed", first.path, { message, help })];
  });
}

const SOME = 5;

/** What a binding gives, and where. */
interface Given {
  readonly role: RbacBinding["role"];
  readonly namespace: string | undefined;
}

/** Whether a binding of the file gives what another one gives: the same role there, or everything everywhere. */
function givesAll(own: Wanted, { role, namespace }: Given): boolean {
  if (own.namespace !== undefined && own.namespace !== namespace) return false;
  const isAdmin = own.role.kind === "ClusterRole" && own.role.name === "cluster-admin";
  return isAdmin || (own.role.kind === role.kind && own.role.name === role.name);
}

function printed({ name, namespace }: { readonly name: string; readonly namespace?: string | undefined }): string {
  return namespace === undefined
    ? `ClusterRoleBinding \`${name}\``
    : `RoleBinding \`${name}\` in namespace \`${namespace}\``;
}

function bridgeLeft(held: Held, bindings: readonly RbacBinding[]): Deviation[] {
  const { definition, rendering } = held.staged;
  const group = definition.migration?.bridgeGroup;
  if (group === undefined || rendering.bridge !== undefined) return [];
  const isBound = bindings.some(
    ({ name, role, subjects }) =>
      name === group &&
      role.name === "cluster-admin" &&
      subjects.some((one) => one.kind === "Group" && one.name === group),
  );
  if (!isBound) return [];
  const message = `the group \`${group}\` is bound to \`cluster-admin\`, and this stage renders no bridge: whoever is in that group is cluster admin`;
  return [deviation("verify-binding-left", "migration.bridge_group", { message, help: applyStage(held) })];
}
