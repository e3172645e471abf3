import { API_RESOURCES, findApiResource } from "../../../lib/access/rbac/api-resource";
import { describeRequest, parseRequest } from "../../../lib/access/rbac/request-text";

const PODS = { verb: "get", apiGroup: "", resource: "pods" };

describe("parseRequest", () => {
  test.each([
    ["get pods", PODS, "get pods in all namespaces"],
    ["get pods -A", PODS, "get pods in all namespaces"],
    ["get pods -n prod", { ...PODS, namespace: "prod" }, "get pods in prod"],
    ["get po --namespace=prod", { ...PODS, namespace: "prod" }, "get pods in prod"],
    ["-n prod get Pod", { ...PODS, namespace: "prod" }, "get pods in prod"],
    ["  get   pods/web  -n prod ", { ...PODS, name: "web", namespace: "prod" }, "get pods/web in prod"],
    ["get pods --subresource log -n a", { ...PODS, resource: "pods/log", namespace: "a" }, "get pods (log) in a"],
    [
      "get pods/web --subresource=log",
      { ...PODS, resource: "pods/log", name: "web" },
      "get pods/web (log) in all namespaces",
    ],
    [
      "patch deploy -n a",
      { verb: "patch", apiGroup: "apps", resource: "deployments", namespace: "a" },
      "patch deployments in a",
    ],
    [
      "patch deployments.apps",
      { verb: "patch", apiGroup: "apps", resource: "deployments" },
      "patch deployments in all namespaces",
    ],
    ["list nodes", { verb: "list", apiGroup: "", resource: "nodes" }, "list nodes"],
    [
      "list nodes.metrics.k8s.io",
      { verb: "list", apiGroup: "metrics.k8s.io", resource: "nodes" },
      "list nodes.metrics.k8s.io",
    ],
    [
      "get namespaces/prod",
      { verb: "get", apiGroup: "", resource: "namespaces", name: "prod", namespace: "prod" },
      "get namespaces/prod in prod",
    ],
    ["list ns", { verb: "list", apiGroup: "", resource: "namespaces" }, "list namespaces"],
    [
      "create widgets.example.com -n a",
      { verb: "create", apiGroup: "example.com", resource: "widgets", namespace: "a" },
      "create widgets.example.com in a",
    ],
    ["attest pods", { ...PODS, verb: "attest" }, "attest pods in all namespaces"],
    ["* *", { verb: "*", apiGroup: "*", resource: "*" }, "* *.* in all namespaces"],
    ["get /metrics", { verb: "get", nonResourceURL: "/metrics" }, "get /metrics"],
  ])("reads %j", (text, request, description) => {
    const parsed = parseRequest(text);
    expect(parsed).toEqual({ request });
    expect("request" in parsed && describeRequest(parsed.request)).toBe(description);
  });

  const GRAMMAR = "VERB RESOURCE[.GROUP][/NAME] [--subresource SUB] [-n NAMESPACE | -A], or VERB /URL";

  test.each([
    ["", `not a request, expected ${GRAMMAR}, got \`\``, undefined],
    ["get", `not a request, expected ${GRAMMAR}, got \`get\``, undefined],
    ["get pods web", `not a request, expected ${GRAMMAR}, got \`get pods web\``, undefined],
    ["gte pods", "unknown verb, got `gte`", "did you mean `get`?"],
    ["get pod/", "no resource, expected RESOURCE/NAME, got `pod/`", undefined],
    ["get pods/a/b", "no resource, expected RESOURCE/NAME, got `pods/a/b`", undefined],
    [
      "get pods/log",
      "`pods/log` is an object named log, as kubectl auth can-i reads it",
      "write `get pods --subresource log` for the sub-resource",
    ],
    ["get podz", "unknown resource, expected one of Kubernetes, or RESOURCE.GROUP, got `podz`", "did you mean `pods`?"],
    [
      "get nodepolz",
      "unknown resource, expected one of Kubernetes, or RESOURCE.GROUP, got `nodepolz`",
      "did you mean `nodepools`?",
    ],
    [
      "get foobarbaz",
      "unknown resource, expected one of Kubernetes, or RESOURCE.GROUP, got `foobarbaz`",
      "write the group of a custom resource: `nodepools.karpenter.sh`",
    ],
    ["get nodes -n prod", "nodes have no namespace, expected no -n, got `prod`", undefined],
    ["get pods -n", `-n has no value, expected ${GRAMMAR}`, undefined],
    ["get pods -n -A", `-n has no value, expected ${GRAMMAR}`, undefined],
    ["get pods --as x", `unknown option, expected ${GRAMMAR}, got \`--as\``, undefined],
    ["get /metrics -n prod", "a URL has neither namespace nor sub-resource", "write `get /metrics`"],
  ])("refuses %j", (text, problem, help) => {
    expect(parseRequest(text)).toEqual({ problem, ...(help === undefined ? {} : { help }) });
  });
});

describe("findApiResource", () => {
  test.each([
    ["ingress", "ingresses", "networking.k8s.io"],
    ["NetworkPolicy", "networkpolicies", "networking.k8s.io"],
    ["storageclass", "storageclasses", "storage.k8s.io"],
    ["endpoints", "endpoints", ""],
    ["ds", "daemonsets", "apps"],
    ["event", "events", ""],
    ["job", "jobs", "batch"],
  ])("takes %s for %s", (word, name, apiGroup) => {
    expect(findApiResource(word)).toMatchObject({ name, apiGroup });
  });

  test("knows no word for two resources but those that metrics have too", () => {
    const words = API_RESOURCES.flatMap(({ name, aliases }) => [...new Set([name, ...aliases])]);
    const twice = words.filter((word, i) => words.indexOf(word) !== i);
    expect(twice).toEqual(["pods", "pod", "nodes", "node"]);
  });
});
