import type { AttachedPolicy } from "../../lib/access/access-policy/access-policy";
import { allows } from "../../lib/access/access-policy/access-policy-coverage";
import type { KubernetesRequest } from "../../lib/access/access-policy/access-policy-coverage";
import { startKubeApiserver, type KubeApiserver } from "../support/kubernetes/kube-apiserver";
import { KubeClient } from "../support/kubernetes/kube-client";
import { PUBLISHED_POLICIES } from "../support/replay/published-policies";
import { RbacWriter } from "../support/replay/rbac-writer";
import { NAMESPACES } from "../support/replay/request-kinds";
import { fieldsOf } from "../support/terraform/provider-schema";

jest.setTimeout(600_000);

const VERBS = "get list watch create update patch delete deletecollection impersonate bind escalate approve".split(" ");
/** Beside all that the published tables name: what they leave out. */
const OTHERS = [
  "/nodes",
  "/nodes/proxy",
  "/persistentvolumes",
  "/serviceaccounts/token",
  "/pods/eviction",
  "/users",
  "/groups",
  "apps/deployments/other",
  "rbac.authorization.k8s.io/clusterroles",
  "rbac.authorization.k8s.io/clusterrolebindings",
  "coordination.k8s.io/leases",
  "certificates.k8s.io/signers",
  "example.com/widgets",
];
const URLS = ["/version", "/metrics", "/healthz/etcd"];
/** The whole cluster, and namespaces of which one is a pattern. */
const SCOPES: readonly AttachedPolicy["scope"][] = [
  { type: "cluster" },
  { type: "namespace", namespaces: ["shop", "dev-*"] },
];
const IN_SCOPE = NAMESPACES.filter((namespace) => namespace === "shop" || namespace.startsWith("dev-"));

/** Every verb on every resource, with a namespace and without, and URLs. */
function questions(): KubernetesRequest[] {
  const named = Object.values(PUBLISHED_POLICIES)
    .flat()
    .flatMap(({ apiGroups, resources }) => apiGroups.flatMap((group) => resources.map((one) => `${group}/${one}`)));
  const resources = [...new Set([...named, ...OTHERS])].filter((one) => !one.includes("*"));
  const all = resources.flatMap((text) => {
    const [apiGroup = ""] = text.split("/");
    const resource = text.slice(apiGroup.length + 1);
    return VERBS.flatMap((verb) => [
      { verb, apiGroup, resource },
      ...["shop", "dev-b", "pay"].map((namespace) => ({ verb, apiGroup, resource, namespace })),
    ]);
  });
  // The list of namespaces is in no namespace: nobody can ask so.
  const possible = all.filter((one) => one.resource !== "namespaces" || !("namespace" in one) || one.verb === "get");
  return [
    ...possible,
    ...URLS.flatMap((nonResourceURL) => [
      { verb: "get", nonResourceURL },
      { verb: "post", nonResourceURL },
    ]),
  ];
}

describe("the catalogue of access policies", () => {
  let server: KubeApiserver;
  let kube: KubeClient;

  beforeAll(async () => {
    server = await startKubeApiserver();
    kube = new KubeClient(server);
    const writer = new RbacWriter(kube);
    for (const namespace of NAMESPACES) await writer.namespace(namespace);
    await writer.publishedPolicies();
    for (const name of Object.keys(PUBLISHED_POLICIES)) {
      const role = { kind: "ClusterRole", name } as const;
      await writer.bind({ name: `${name}-cluster`, role, subjects: [{ kind: "Group", name: `${name}-cluster` }] });
      for (const namespace of IN_SCOPE) {
        const subjects = [{ kind: "Group", name: `${name}-namespace` } as const];
        await writer.bind({ name: `${name}-namespace`, namespace, role, subjects });
      }
    }
  }, 240_000);

  afterAll(async () => server.stop());

  async function allowed(group: string, request: KubernetesRequest): Promise<boolean> {
    const [resource = "", subresource] = "resource" in request ? request.resource.split("/") : [];
    const attributes =
      "nonResourceURL" in request
        ? { nonResourceAttributes: { path: request.nonResourceURL, verb: request.verb } }
        : { resourceAttributes: { ...request, group: request.apiGroup, resource, subresource } };
    const review = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview" };
    const { json } = await kube.call("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
      ...review,
      spec: { user: "somebody", groups: [group], ...attributes },
    });
    return fieldsOf(json.status).allowed === true;
  }

  test.each(Object.keys(PUBLISHED_POLICIES))(
    "gives by %s what the API server gives by its published rules",
    async (name) => {
      const asked = SCOPES.flatMap((scope) => questions().map((request) => ({ scope, request })));
      const wrong: unknown[] = [];
      let given = 0;
      const left = [...asked];
      const worker = async (): Promise<void> => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          const { scope, request } = next;
          const ours = allows([{ name, scope }], request);
          if (ours) given += 1;
          if (ours !== (await allowed(`${name}-${scope.type}`, request)))
            wrong.push({ scope: scope.type, request, ours });
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      process.stdout.write(`${name}: ${asked.length} questions, ${given} allowed, ${wrong.length} wrong\n`);
      expect(wrong.slice(0, 10)).toEqual([]);
      expect(given).toBeGreaterThan(0);
      expect(given).toBeLessThan(asked.length);
    },
  );
});
