import { type Finding, findingsIn } from "../../finding/finding";
import type { ClusterDefinition } from "./cluster-definition";
import { namedClusterRoles } from "./cluster-role-names";
import { accountRoleName } from "./section-checks";

const finding = findingsIn("file");

/** What AWS or Kubernetes has once, and where the file names it. */
interface RealObject {
  /** Equal for two that are one: IAM tells no case apart. */
  readonly id: string;
  /** "IAM role `audit`" */
  readonly what: string;
  readonly path: string;
}

/** Keys that are one object by its name in AWS or Kubernetes: the second is refused there, or with `adopt.import` both write it. */
export function sharedNames(definition: ClusterDefinition): Finding[] {
  const objects = [...bindings(definition), ...roles(definition), ...accounts(definition)];
  const first = new Map<string, RealObject>();
  return objects.flatMap((object) => {
    const other = first.get(object.id);
    first.set(object.id, other ?? object);
    if (other === undefined) return [];
    const message = `${object.what} stands under \`${other.path}\` too, expected each object once`;
    return [
      finding("name-shared", object.path, {
        message,
        help: `write another \`name\` under one of the two keys, or delete one of them`,
      }),
    ];
  });
}

/** That of the bridge has the name of its group, from `dual` through `api`: what has it before or after is in its way too. */
function bindings({ migration, rbacBindings = {} }: ClusterDefinition): RealObject[] {
  const { bridgeGroup } = migration ?? {};
  return [
    ...(bridgeGroup === undefined ? [] : [binding("migration.bridge_group", { name: bridgeGroup })]),
    ...Object.entries(rbacBindings).map(([key, { name = key, namespace }]) =>
      binding(`rbac_bindings.${key}`, { name, ...(namespace === undefined ? {} : { namespace }) }),
    ),
  ];
}

function binding(
  path: string,
  { name, namespace }: { readonly name: string; readonly namespace?: string },
): RealObject {
  const what = namespace === undefined ? `ClusterRoleBinding \`${name}\`` : `RoleBinding \`${namespace}/${name}\``;
  return { id: `binding ${namespace ?? ""}/${name}`, what, path };
}

/** The cluster's own, those of the file, those of service accounts. */
function roles(definition: ClusterDefinition): RealObject[] {
  const { clusterName, iamRoles = {}, serviceAccounts = {} } = definition;
  return [
    ...namedClusterRoles(definition).map(({ name, path }) => role(name, path)),
    ...Object.entries(iamRoles).map(([key, { name }]) => role(name, `iam_roles.${key}.name`)),
    ...Object.entries(serviceAccounts).map(([key, account]) =>
      role(accountRoleName(clusterName, account), `service_accounts.${key}.role_name`),
    ),
  ];
}

function role(name: string, path: string): RealObject {
  return { id: `role ${name.toLowerCase()}`, what: `IAM role \`${name}\``, path };
}

function accounts({ serviceAccounts = {} }: ClusterDefinition): RealObject[] {
  return Object.entries(serviceAccounts).map(([key, { namespace, name }]) => ({
    id: `account ${namespace}/${name}`,
    what: `service account \`${namespace}/${name}\``,
    path: `service_accounts.${key}`,
  }));
}
