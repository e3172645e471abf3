import {
  ClusterRoleBindingV1,
  type ClusterRoleBindingV1Config,
} from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { RoleBindingV1, type RoleBindingV1Config } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { named } from "./address/addresses";
import type { Adoptable } from "./address/adoptable";
import { literal, literals } from "./address/literal";
import { rbacBindingFindings } from "../inventory/definition/section-checks";
import { placedKeys } from "../inventory/definition/resource-name";
import { constructId, resourceNames } from "./address/resource-name";
import { refuse } from "../finding/validation-error";

/** A group of access entries or rows, bound to a role. */
export interface RbacBinding {
  /** The group that rows and entries name. */
  readonly group: string;
  /**
   * A ClusterRole: everywhere, or in `namespace` alone.
   * @default `role`
   */
  readonly clusterRole?: string;
  /**
   * A Role of `namespace`.
   * @default `clusterRole`
   */
  readonly role?: string;
  /**
   * Where the binding holds.
   * @default everywhere
   */
  readonly namespace?: string;
  /**
   * The binding's name in Kubernetes.
   * @default the key
   */
  readonly name?: string;
}

/** The section `rbac_bindings`. */
export interface RbacBindingsProps {
  readonly rbacBindings: Readonly<Record<string, RbacBinding>>;
  /**
   * What has to hold before a binding is touched: guards.
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A RoleBinding or ClusterRoleBinding as Terraform knows it. */
export type Binding = ClusterRoleBindingV1 | RoleBindingV1;

interface Grant {
  readonly id: string;
  readonly resource: string;
  readonly name: string;
  readonly group: string;
  readonly role: { readonly kind: "ClusterRole" | "Role"; readonly name: string };
  readonly namespace?: string | undefined;
  readonly dependsOn?: readonly ITerraformDependable[] | undefined;
}

/**
 * Groups bound to roles: `kubernetes_cluster_role_binding_v1.<key>` or `kubernetes_role_binding_v1.<key>`.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
 */
export class RbacBindings extends Construct {
  /** By the key of `rbacBindings`. */
  public readonly bindings: ReadonlyMap<string, Binding>;
  /** What the bindings were before, for `adopt`. */
  public readonly adoptables: readonly Adoptable[];

  constructor(scope: Construct, id: string, { rbacBindings, dependsOn }: RbacBindingsProps) {
    super(scope, id);
    refuse(rbacBindingFindings(rbacBindings));
    const names = resourceNames(placedKeys("rbac_bindings", rbacBindings));
    const grants = [...names].map(([key, resource]) => ({
      key,
      ...grantOf(key, rbacBindings[key]),
      resource,
      dependsOn,
    }));
    this.bindings = new Map(
      grants.map((grant) => [grant.key, bind(this, { ...grant, id: constructId(grant.resource) })]),
    );
    this.adoptables = grants.map(adoptable);
  }
}

/** The group that gives cluster admin by creation of an entry alone, while its policy is not attached yet. */
export interface BridgeBindingProps {
  /** The migration's `bridge_group`. */
  readonly bridgeGroup: string;
  /**
   * What has to hold before the binding is touched: guards.
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** `kubernetes_cluster_role_binding_v1.bridge`: the bridge's group is cluster admin. */
export class BridgeBinding extends Construct {
  public readonly binding: Binding;

  constructor(scope: Construct, id: string, { bridgeGroup, dependsOn }: BridgeBindingProps) {
    super(scope, id);
    const role = { kind: "ClusterRole", name: "cluster-admin" } as const;
    this.binding = bind(this, {
      id: "binding",
      resource: "bridge",
      name: bridgeGroup,
      group: bridgeGroup,
      role,
      dependsOn,
    });
  }
}

function grantOf(key: string, binding: RbacBinding | undefined): Pick<Grant, "name" | "group" | "role" | "namespace"> {
  const { group = "", clusterRole, role, namespace, name = key } = binding ?? {};
  const bound = { kind: clusterRole === undefined ? "Role" : "ClusterRole", name: clusterRole ?? role ?? "" } as const;
  return { name, group, namespace, role: bound };
}

function bind(scope: Construct, grant: Grant): Binding {
  const { id, resource, name, namespace, group, role } = grant;
  const rest = {
    roleRef: { apiGroup: RBAC, ...role },
    subject: [{ kind: "Group", name: group, apiGroup: RBAC }],
    dependsOn: grant.dependsOn?.length ? grant.dependsOn : undefined,
  };
  if (namespace === undefined) {
    const config = literals<ClusterRoleBindingV1Config>({ metadata: { name }, ...rest });
    return named(new ClusterRoleBindingV1(scope, id, config), resource);
  }
  const config = literals<RoleBindingV1Config>({ metadata: { name, namespace }, ...rest });
  return named(new RoleBindingV1(scope, id, config), resource);
}

const RBAC = "rbac.authorization.k8s.io";

function adoptable({ resource, name, namespace }: Omit<Grant, "id">): Adoptable {
  return namespace === undefined
    ? { address: `kubernetes_cluster_role_binding_v1.${resource}`, importId: () => literal(name) }
    : { address: `kubernetes_role_binding_v1.${resource}`, importId: () => literal(`${namespace}/${name}`) };
}
