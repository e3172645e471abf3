import type { Random } from "../laws/random";
import { NAMESPACES } from "./request-kinds";
import type { BindingToBe, RbacWriter, Subject } from "./rbac-writer";

/** Groups that rows and entries name. */
export const GROUPS = ["readers", "writers", "deployers", "oncall", "auditors", "unbound"] as const;

const READ = ["get", "list", "watch"];
const core = (resources: readonly string[], verbs: readonly string[], rest: object = {}): object => ({
  apiGroups: [""],
  resources,
  verbs,
  ...rest,
});

/** ClusterRoles of every kind of rule: plain, sub-resources, names, URLs, stars. */
const CLUSTER_ROLES: Readonly<Record<string, readonly object[]>> = {
  "pod-reader": [core(["pods", "pods/log"], READ)],
  "pod-shell": [core(["pods/exec", "pods/attach"], ["create", "get"])],
  "node-reader": [core(["nodes", "persistentvolumes"], READ), core(["nodes/proxy"], ["get"])],
  "named-secrets": [core(["secrets"], ["get", "list", "delete"], { resourceNames: ["tls", "db"] })],
  "named-config": [core(["configmaps"], ["*"], { resourceNames: ["web"] }), core(["configmaps"], ["create"])],
  scaler: [{ apiGroups: ["*"], resources: ["*/scale"], verbs: ["get", "update", "patch"] }],
  "widget-owner": [{ apiGroups: ["example.com"], resources: ["*"], verbs: ["*"] }],
  watcher: [{ apiGroups: ["*"], resources: ["*"], verbs: ["list", "watch"] }],
  urls: [{ nonResourceURLs: ["/metrics", "/logs/*", "/livez*"], verbs: ["get"] }],
  cleaner: [core(["pods", "events"], ["delete", "deletecollection"])],
  "role-keeper": [{ apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles", "rolebindings"], verbs: ["*"] }],
  tokens: [core(["serviceaccounts/token"], ["create"]), core(["serviceaccounts"], ["get"])],
  "impersonate-bob": [core(["users"], ["impersonate"], { resourceNames: ["bob"] })],
  "impersonate-groups": [core(["groups"], ["impersonate"], { resourceNames: ["readers"] })],
  "impersonate-beside": [
    core(["users", "groups"], ["impersonate"]),
    {
      apiGroups: ["authentication.k8s.io"],
      resources: ["uids", "userextras/scopes"],
      verbs: ["impersonate"],
      resourceNames: ["42", "read"],
    },
  ],
  applier: [core(["configmaps"], ["patch", "get"])],
  "named-only": [core(["configmaps"], ["*"], { resourceNames: ["web", "made-web"] })],
  "impersonate-accounts": [core(["serviceaccounts"], ["impersonate"])],
  empty: [],
};
const ROLES: Readonly<Record<string, readonly object[]>> = {
  "local-pods": [core(["pods"], ["get", "create", "delete"]), core(["pods/eviction"], ["create"])],
  "local-db": [core(["secrets", "configmaps"], ["get", "update"], { resourceNames: ["db"] })],
};
/** Those of every cluster, and one that is put together from ours. */
const AGGREGATED = ["view", "edit", "admin", "cluster-admin", "team"] as const;

/** Names that rows and entries may give, beside those of sessions. */
export const STATIC_NAMES = ["deploy-bot", "ops:shared", "audit-bot"] as const;

/** Writes random roles and bindings of every kind, for groups, names and everybody; `names` are those of sessions. */
export async function writeRandomRbac(writer: RbacWriter, random: Random, names: readonly string[]): Promise<void> {
  for (const namespace of NAMESPACES) await writer.namespace(namespace);
  const team = { matchLabels: { "example.com/team": "true" } };
  for (const [name, rules] of Object.entries(CLUSTER_ROLES)) {
    const labels = ["pod-reader", "widget-owner"].includes(name) ? { "example.com/team": "true" } : undefined;
    await writer.role({ name }, rules, labels && { labels });
  }
  await writer.role({ name: "team" }, [], { aggregationRule: { clusterRoleSelectors: [team] } });
  await writer.aggregate();
  for (const namespace of NAMESPACES)
    for (const [name, rules] of Object.entries(ROLES)) await writer.role({ name, namespace }, rules);
  for (let i = 0; i < 60; i += 1) await writer.bind(randomBinding(random, i, names));
}

function randomBinding(random: Random, i: number, names: readonly string[]): BindingToBe {
  const name = `random-${i}`;
  const clusterRoles = [
    ...Object.keys(CLUSTER_ROLES),
    ...AGGREGATED.filter((one) => one !== "cluster-admin" || i % 20 === 0),
  ];
  const subjects = [randomSubject(random, names), ...(random.chance(0.3) ? [randomSubject(random, names)] : [])];
  if (random.chance(0.4)) return { name, role: { kind: "ClusterRole", name: one(random, clusterRoles) }, subjects };
  const namespace = random.pick(NAMESPACES);
  const role = random.chance(0.3)
    ? ({ kind: "Role", name: one(random, [...Object.keys(ROLES), "not-there"]) } as const)
    : ({ kind: "ClusterRole", name: one(random, clusterRoles) } as const);
  return { name, namespace, role, subjects };
}

function randomSubject(random: Random, names: readonly string[]): Subject {
  if (random.chance(0.5)) return { kind: "Group", name: random.pick(GROUPS) };
  if (random.chance(0.1)) return { kind: "ServiceAccount", name: "shop/default" };
  return { kind: "User", name: one(random, [...STATIC_NAMES, ...names]) };
}

function one(random: Random, items: readonly string[]): string {
  return items[random.int(items.length)] ?? "";
}
