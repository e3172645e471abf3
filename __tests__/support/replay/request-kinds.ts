import type { Random } from "../laws/random";

/** A call of the Kubernetes API. */
export interface KubeCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** In whose name. */
  readonly as?: TakenName;
  /**
   * An object that is made or applied.
   * @default `{}`, which no server takes
   */
  readonly body?: object;
  /** Whether a patch is a server-side apply, which makes what is not there. */
  readonly isApply?: boolean;
}

/** Whom somebody says to be. */
export interface TakenName {
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid?: string;
  /** Values of the key `scopes`. */
  readonly scopes?: readonly string[];
}

/** Namespaces of the cluster; `dev-*` matches two of them. */
export const NAMESPACES = ["shop", "pay", "dev-a", "dev-b"] as const;

type Resource = readonly [group: string, resource: string, isNamespaced: boolean];

/** API group with version, resource, whether it stands in namespaces. */
const RESOURCES: readonly [Resource, ...Resource[]] = [
  ["/api/v1", "pods", true],
  ["/api/v1", "pods/log", true],
  ["/api/v1", "pods/exec", true],
  ["/api/v1", "pods/status", true],
  ["/api/v1", "pods/eviction", true],
  ["/api/v1", "secrets", true],
  ["/api/v1", "configmaps", true],
  ["/api/v1", "services", true],
  ["/api/v1", "services/proxy", true],
  ["/api/v1", "serviceaccounts", true],
  ["/api/v1", "serviceaccounts/token", true],
  ["/api/v1", "events", true],
  ["/api/v1", "resourcequotas", true],
  ["/api/v1", "nodes", false],
  ["/api/v1", "nodes/proxy", false],
  ["/api/v1", "namespaces", false],
  ["/api/v1", "persistentvolumes", false],
  ["/apis/apps/v1", "deployments", true],
  ["/apis/apps/v1", "deployments/scale", true],
  ["/apis/apps/v1", "deployments/status", true],
  ["/apis/apps/v1", "statefulsets", true],
  ["/apis/apps/v1", "statefulsets/scale", true],
  ["/apis/batch/v1", "jobs", true],
  ["/apis/networking.k8s.io/v1", "ingresses", true],
  ["/apis/autoscaling/v2", "horizontalpodautoscalers", true],
  ["/apis/rbac.authorization.k8s.io/v1", "roles", true],
  ["/apis/rbac.authorization.k8s.io/v1", "rolebindings", true],
  ["/apis/rbac.authorization.k8s.io/v1", "clusterroles", false],
  ["/apis/coordination.k8s.io/v1", "leases", true],
  ["/apis/apiextensions.k8s.io/v1", "customresourcedefinitions", false],
  ["/apis/example.com/v1", "widgets", true],
  ["/apis/authorization.k8s.io/v1", "selfsubjectaccessreviews", false],
];
const NAMES = ["web", "db", "tls"] as const;
const URLS = [
  "/version",
  "/healthz",
  "/livez/ping",
  "/metrics",
  "/logs/kube.log",
  "/api",
  "/apis/apps/v1",
  "/openapi/v2",
] as const;

/** A call by chance, of every kind that RBAC tells apart; whatever would change something is tried only. */
export function randomCall(random: Random): KubeCall {
  if (random.chance(0.06)) return { method: random.chance(0.85) ? "GET" : "POST", path: random.pick(URLS) };
  const call = random.chance(0.12) ? objectCall(random) : resourceCall(random);
  return random.chance(0.12) ? { ...call, as: randomSubject(random) } : call;
}

function resourceCall(random: Random): KubeCall {
  const [group, resource, isNamespaced] = random.pick(RESOURCES);
  const [plural = "", sub] = resource.split("/");
  const isEverywhere = isNamespaced && sub === undefined && random.chance(0.2);
  const base =
    isNamespaced && !isEverywhere ? `${group}/namespaces/${random.pick(NAMESPACES)}/${plural}` : `${group}/${plural}`;
  const name = resource === "namespaces" ? random.pick(NAMESPACES) : random.pick(NAMES);
  if (sub !== undefined)
    return { method: random.pick(["GET", "POST", "PUT", "PATCH"]), path: `${base}/${name}/${sub}?dryRun=All` };
  if (isEverywhere) return { method: "GET", path: base };
  return random.pick<KubeCall>([
    { method: "GET", path: base },
    { method: "GET", path: `${base}/${name}` },
    { method: "GET", path: `${base}/${name}` },
    { method: "GET", path: `${base}?fieldSelector=metadata.name%3D${name}` },
    { method: "POST", path: `${base}?dryRun=All` },
    { method: "PUT", path: `${base}/${name}?dryRun=All` },
    { method: "PATCH", path: `${base}/${name}?dryRun=All` },
    { method: "DELETE", path: `${base}/${name}?dryRun=All` },
    { method: "DELETE", path: `${base}?dryRun=All` },
  ]);
}

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const RULES = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];

/** An object that is made, by a create or an apply: the server asks more than once. */
function objectCall(random: Random): KubeCall {
  const name = random.pick(NAMES);
  const namespace = random.pick(NAMESPACES);
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: random.pick(["view", "admin"]) };
  const rbac = { apiVersion: "rbac.authorization.k8s.io/v1" };
  const [base, object] = random.pick<readonly [string, object]>([
    [`/api/v1/namespaces/${namespace}/configmaps`, { apiVersion: "v1", kind: "ConfigMap" }],
    [`/api/v1/namespaces/${namespace}/configmaps`, { apiVersion: "v1", kind: "ConfigMap" }],
    [`${RBAC}/namespaces/${namespace}/roles`, { ...rbac, kind: "Role", rules: RULES }],
    [`${RBAC}/namespaces/${namespace}/rolebindings`, { ...rbac, kind: "RoleBinding", roleRef }],
    [`${RBAC}/clusterroles`, { ...rbac, kind: "ClusterRole", rules: RULES }],
    [`${RBAC}/clusterrolebindings`, { ...rbac, kind: "ClusterRoleBinding", roleRef }],
  ]);
  const body = { ...object, metadata: { name: `made-${name}` } };
  const own = { ...body, metadata: { name } };
  return random.chance(0.5)
    ? { method: "POST", path: `${base}?dryRun=All`, body: own }
    : { method: "PATCH", path: `${base}/made-${name}?dryRun=All&fieldManager=replay&force=true`, body, isApply: true };
}

function randomSubject(random: Random): TakenName {
  const user = random.pick([
    "bob",
    "carol",
    "system:serviceaccount:shop:default",
    "system:serviceaccount:pay:deployer",
  ]);
  return {
    user,
    groups: random.chance(0.4) ? [random.pick(["readers", "writers"])] : [],
    ...(random.chance(0.2) ? { uid: random.pick(["42", "43"]) } : {}),
    ...(random.chance(0.2) ? { scopes: [random.pick(["read", "write"])] } : {}),
  };
}
