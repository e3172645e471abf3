import type { Collector } from "../collector";
import { AWS_AUTH_FORMAT } from "../dump";
import { toldData } from "./config-map-data";
import { type Fields, fieldsOf, objectsIn, textOrEmpty } from "./fields";
import { type KubeAnswer, kubeGet, type KubeServer } from "./kube-server";

const CONFIG_MAPS = "/api/v1/namespaces/kube-system/configmaps";
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const PAGE = 500;

/** By their kinds, and their paths. */
const RBAC_LISTS = [
  ["ClusterRoleList", "clusterroles"],
  ["ClusterRoleBindingList", "clusterrolebindings"],
  ["RoleList", "roles"],
  ["RoleBindingList", "rolebindings"],
] as const;

/** Every call that {@link readKubernetes} makes, as permissions name them: what is not known where there is no server. */
export const KUBERNETES_CALLS: readonly string[] = [
  `get ${AWS_AUTH_FORMAT}`,
  "get configmaps/kube-root-ca.crt",
  ...RBAC_LISTS.map(([, resource]) => `list ${resource}`),
];

/** aws-auth, the API server's own authority, roles and bindings. */
export async function readKubernetes(server: KubeServer, collector: Collector): Promise<void> {
  await Promise.all([
    readConfigMap(server, AWS_AUTH_FORMAT, collector),
    readConfigMap(server, "configmaps/kube-root-ca.crt", collector),
    ...RBAC_LISTS.map(async ([kind, resource]) =>
      collector.keep({ action: `list ${resource}` }, async () => rbacList(server, { kind, resource })),
    ),
  ]);
}

async function readConfigMap(server: KubeServer, resource: string, collector: Collector): Promise<void> {
  const name = resource.replace("configmaps/", "");
  const answer = await collector.ask({ action: `get ${resource}` }, async () =>
    refusing(await kubeGet(server, `${CONFIG_MAPS}/${name}`), [404]),
  );
  if (answer === undefined) return;
  if (answer.status === 404) {
    collector.absent.push(resource);
    return;
  }
  const data = toldData(fieldsOf(answer.json).data);
  collector.read.push({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data });
}

interface RbacList {
  readonly kind: string;
  readonly resource: string;
}

/** Names, rules and subjects alone: an annotation may hold anything. */
async function rbacList(server: KubeServer, { kind, resource }: RbacList): Promise<object> {
  const items: object[] = [];
  for (let next: string | undefined = ""; next !== undefined;) {
    const from: string = next === "" ? "" : `&continue=${encodeURIComponent(next)}`;
    const { json } = refusing(await kubeGet(server, `${RBAC}/${resource}?limit=${PAGE}${from}`));
    const page = fieldsOf(json);
    items.push(...objectsIn(page.items).map(told));
    const more = textOrEmpty(fieldsOf(page.metadata).continue);
    next = more === "" ? undefined : more;
  }
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind, items };
}

function told({ metadata, rules, aggregationRule, roleRef, subjects }: Fields): object {
  const { name, namespace } = fieldsOf(metadata);
  return { metadata: { name, namespace }, rules, aggregationRule, roleRef, subjects };
}

/** Throws what the API server says to a refusal. */
function refusing(answer: KubeAnswer, fine: readonly number[] = []): KubeAnswer {
  const { status, json } = answer;
  if (status === 200 || fine.includes(status)) return answer;
  const { reason, message } = fieldsOf(json);
  throw new Error(`${textOrEmpty(reason) || `status ${status}`}: ${textOrEmpty(message)}`);
}
