/**
 * The tables that AWS publishes for its access policies, as the page has them: API group, resources, verbs. Written from the page, and
 * on purpose not from our catalogue, which is held against them.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (awsdocs/amazon-eks-user-guide@145543a9)
 */
export interface PublishedRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

const read = ["get", "list", "watch"];
const write = ["create", "delete", "deletecollection", "patch", "update"];
const rule = (apiGroup: string, resources: string, verbs: readonly string[]): PublishedRule => ({
  apiGroups: [apiGroup],
  resources: resources.split(" "),
  verbs,
});

const VIEW: readonly PublishedRule[] = [
  rule(
    "apps",
    "controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status",
    read,
  ),
  rule("autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status", read),
  rule("batch", "cronjobs cronjobs/status jobs jobs/status", read),
  rule("discovery.k8s.io", "endpointslices", read),
  rule(
    "extensions",
    "daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale",
    read,
  ),
  rule("networking.k8s.io", "ingresses ingresses/status networkpolicies", read),
  rule("policy", "poddisruptionbudgets poddisruptionbudgets/status", read),
  rule(
    "",
    "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status",
    read,
  ),
  rule(
    "",
    "bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status",
    read,
  ),
  rule("", "namespaces", read),
];

const EDIT: readonly PublishedRule[] = [
  ...VIEW,
  rule(
    "apps",
    "daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale",
    write,
  ),
  rule("autoscaling", "horizontalpodautoscalers", write),
  rule("batch", "cronjobs jobs", write),
  rule(
    "extensions",
    "daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale",
    write,
  ),
  rule("networking.k8s.io", "ingresses networkpolicies", write),
  rule("policy", "poddisruptionbudgets", write),
  rule("", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy", read),
  rule("", "serviceaccounts", ["impersonate"]),
  rule("", "pods pods/attach pods/exec pods/portforward pods/proxy", write),
  rule(
    "",
    "configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy",
    write,
  ),
];

const ADMIN: readonly PublishedRule[] = [
  ...EDIT,
  rule("authorization.k8s.io", "localsubjectaccessreviews", ["create"]),
  rule("rbac.authorization.k8s.io", "rolebindings roles", [...write, ...read]),
];

/** By their names. */
export const PUBLISHED_POLICIES: Readonly<Record<string, readonly PublishedRule[]>> = {
  AmazonEKSViewPolicy: VIEW,
  AmazonEKSEditPolicy: EDIT,
  AmazonEKSAdminPolicy: ADMIN,
  AmazonEKSAdminViewPolicy: [rule("*", "*", read)],
  AmazonEKSSecretReaderPolicy: [rule("", "secrets", read)],
  AmazonEKSClusterAdminPolicy: [
    rule("*", "*", ["*"]),
    { apiGroups: [], resources: [], verbs: ["*"], nonResourceURLs: ["*"] },
  ],
};
