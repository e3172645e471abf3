/**
 * One row of an access policy's table: every verb on every resource of every group, `*` standing for all of them, custom
 * resources included. A rule on URLs has `nonResourceURLs` and neither groups nor resources.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export interface PolicyRule {
  /** The core group is `""`. */
  readonly apiGroups: readonly string[];
  /** Plural and lower case, sub-resources as `pods/log`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /**
   * URLs outside the resources, as `/metrics`.
   * @default none
   */
  readonly nonResourceURLs?: readonly string[];
  /** Whether a request for it can name a namespace, so that an association with namespaces gives it. */
  readonly namespaced: boolean;
}

/** `list` comes first: of the three only `list` and `watch` exist across all namespaces, so examples read true. */
const READ = ["list", "get", "watch"] as const;
const WRITE = ["create", "delete", "deletecollection", "patch", "update"] as const;

/**
 * What AmazonEKSViewPolicy gives: reading the workloads, no Secrets.
 * To `get` a namespace counts as a request inside it (Kubernetes fills in its own name), to list namespaces does not.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html#access-policy-permissions-amazoneksviewpolicy.json
 */
export const VIEW_RULES: readonly PolicyRule[] = [
  inNamespaces("apps", "daemonsets daemonsets/status deployments deployments/scale deployments/status", READ),
  inNamespaces("apps", "replicasets replicasets/scale replicasets/status controllerrevisions", READ),
  inNamespaces("apps", "statefulsets statefulsets/scale statefulsets/status", READ),
  inNamespaces("autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status", READ),
  inNamespaces("batch", "cronjobs cronjobs/status jobs jobs/status", READ),
  inNamespaces("discovery.k8s.io", "endpointslices", READ),
  inNamespaces("extensions", "daemonsets daemonsets/status deployments deployments/scale deployments/status", READ),
  inNamespaces("extensions", "ingresses ingresses/status networkpolicies replicationcontrollers/scale", READ),
  inNamespaces("extensions", "replicasets replicasets/scale replicasets/status", READ),
  inNamespaces("networking.k8s.io", "ingresses ingresses/status networkpolicies", READ),
  inNamespaces("policy", "poddisruptionbudgets poddisruptionbudgets/status", READ),
  inNamespaces("", "bindings configmaps endpoints events limitranges namespaces/status", READ),
  inNamespaces("", "persistentvolumeclaims persistentvolumeclaims/status pods pods/log pods/status", READ),
  inNamespaces("", "replicationcontrollers replicationcontrollers/scale replicationcontrollers/status", READ),
  inNamespaces("", "resourcequotas resourcequotas/status serviceaccounts services services/status", READ),
  inNamespaces("", "namespaces", ["get"]),
  { apiGroups: [""], resources: ["namespaces"], verbs: ["list", "watch"], namespaced: false },
];

/**
 * What AmazonEKSEditPolicy gives: all that View gives, Secrets, pods' consoles and writing, no RBAC.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html#access-policy-permissions-amazonekseditpolicy
 */
export const EDIT_RULES: readonly PolicyRule[] = [
  ...VIEW_RULES,
  inNamespaces("", "secrets pods/attach pods/exec pods/portforward pods/proxy services/proxy", READ),
  inNamespaces("apps", "daemonsets deployments deployments/rollback deployments/scale", WRITE),
  inNamespaces("apps", "replicasets replicasets/scale statefulsets statefulsets/scale", WRITE),
  inNamespaces("autoscaling", "horizontalpodautoscalers", WRITE),
  inNamespaces("batch", "cronjobs jobs", WRITE),
  inNamespaces("extensions", "daemonsets deployments deployments/rollback deployments/scale ingresses", WRITE),
  inNamespaces("extensions", "networkpolicies replicasets replicasets/scale replicationcontrollers/scale", WRITE),
  inNamespaces("networking.k8s.io", "ingresses networkpolicies", WRITE),
  inNamespaces("policy", "poddisruptionbudgets", WRITE),
  inNamespaces("", "configmaps events persistentvolumeclaims secrets serviceaccounts services services/proxy", WRITE),
  inNamespaces("", "replicationcontrollers replicationcontrollers/scale", WRITE),
  inNamespaces("", "pods pods/attach pods/exec pods/portforward pods/proxy", WRITE),
  inNamespaces("", "serviceaccounts", ["impersonate"]),
];

/**
 * What AmazonEKSAdminPolicy gives: all that Edit gives, Roles and RoleBindings, but neither `escalate` nor `bind`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html#access-policy-permissions-amazoneksadminpolicy
 */
export const ADMIN_RULES: readonly PolicyRule[] = [
  ...EDIT_RULES,
  inNamespaces("authorization.k8s.io", "localsubjectaccessreviews", ["create"]),
  inNamespaces("rbac.authorization.k8s.io", "rolebindings roles", [...READ, ...WRITE]),
];

/**
 * What AmazonEKSAdminViewPolicy gives: reading every resource, Secrets and custom resources included, but no URLs.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html#access-policy-permissions-amazoneksadminviewpolicy
 */
export const ADMIN_VIEW_RULES: readonly PolicyRule[] = [inNamespaces("*", "*", READ)];

/**
 * What AmazonEKSClusterAdminPolicy gives: everything.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html#access-policy-permissions-amazoneksclusteradminpolicy
 */
export const CLUSTER_ADMIN_RULES: readonly PolicyRule[] = [
  inNamespaces("*", "*", ["*"]),
  { apiGroups: [], resources: [], verbs: ["*"], nonResourceURLs: ["*"], namespaced: false },
];

/**
 * What AmazonEKSSecretReaderPolicy gives: reading Secrets.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export const SECRET_READER_RULES: readonly PolicyRule[] = [inNamespaces("", "secrets", READ)];

/**
 * What AmazonEKSHybridPolicy gives: listing nodes, in whichever group.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html#access-policy-permissions-amazonekshybridpolicy
 */
export const HYBRID_RULES: readonly PolicyRule[] = [
  { apiGroups: ["*"], resources: ["nodes"], verbs: ["list"], namespaced: false },
];

function inNamespaces(apiGroup: string, resources: string, verbs: readonly string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources: resources.split(" "), verbs, namespaced: true };
}
