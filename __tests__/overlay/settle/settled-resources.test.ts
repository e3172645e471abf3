import { jsonAt, repository, REGISTRY, clusterYaml, warm } from "../../support/overlay/overlay-repository";

warm();

const HEAD = REGISTRY.slice(0, REGISTRY.indexOf("provider "));
const AWS = 'provider "aws" {\n  alias = "prod"\n}\n';
const KUBERNETES = 'provider "kubernetes" {\n  alias = "blue"\n  host  = aws_eks_cluster.main.endpoint\n}\n';
const CLUSTER = 'resource "aws_eks_cluster" "main" {\n  provider = aws.prod\n  name     = "demo"\n}\n';
const ROWS =
  'resource "kubernetes_config_map_v1_data" "auth" {\n  provider = kubernetes.blue\n  data     = { mapRoles = yamlencode(local.rows) }\n}\n';
const BINDINGS = `rbac_bindings:
  readers: { group: readers, cluster_role: view }
  writers: { group: writers, cluster_role: edit, namespace: shop }
`;
const OVERLAY = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";

const yaml = `${clusterYaml("done", OVERLAY).replace(/ {2}aws_auth_users: .*\n/, "")}${BINDINGS}`;

/** What both commands say of a root with these blocks. */
async function settled(...blocks: readonly string[]): Promise<{ readonly text: string; readonly normal: string }> {
  const { overlay, read } = repository({
    "infra/main.tf": [HEAD, ...blocks].join(""),
    "clusters/demo.yaml": yaml,
  });
  const laid = await overlay();
  if (laid.exitCode !== 0) throw new Error(laid.stderr);
  const { stdout: text } = await overlay("--settle");
  return { text, normal: read("infra/eks_access.tf.json") };
}

/** Resources of HCL by address, each with the provider that it names. */
function providersIn(text: string): Readonly<Record<string, string | undefined>> {
  const blocks = [...text.matchAll(/^resource "(\w+)" "(\w+)" \{\n([^]*?)^\}$/gm)];
  return Object.fromEntries(
    blocks.map(([, type = "", name = "", body = ""]) => [
      `${type}.${name}`,
      /^ {2}provider +=(.*)$/m.exec(body)?.[1]?.trim(),
    ]),
  );
}

const ENTRY = "aws_eks_access_entry.eks_access_demo_admin";
const ASSOCIATION = "aws_eks_access_policy_association.eks_access_demo_admin_admin";
const CLUSTER_BINDING = "kubernetes_cluster_role_binding_v1.eks_access_demo_readers";
const BINDING = "kubernetes_role_binding_v1.eks_access_demo_writers";

describe("entryResources and bindings", () => {
  test("name the aliased providers that our files name, and the root's own in place of ours", async () => {
    const { text, normal } = await settled(AWS, KUBERNETES, CLUSTER, ROWS);
    const named = (address: string): unknown => jsonAt(normal, "resource", ...address.split("."), "provider");
    expect([ENTRY, ASSOCIATION].map(named)).toEqual(["aws.prod", "aws.prod"]);
    expect([CLUSTER_BINDING, BINDING].map(named)).toEqual(["kubernetes.eks_access_demo", "kubernetes.eks_access_demo"]);
    const providers = providersIn(text);
    expect(Object.keys(providers)).toHaveLength(7);
    for (const [address, provider] of Object.entries(providers))
      expect([address, provider]).toEqual([address, address.startsWith("aws_") ? "aws.prod" : "kubernetes.blue"]);
    expect(text).toContain(
      'resource "aws_eks_access_entry" "eks_access_demo_admin" {\n  provider          = aws.prod\n  cluster_name      = "demo"\n',
    );
  });

  test("name none where the default providers serve", async () => {
    const plain = [AWS, KUBERNETES, CLUSTER, ROWS].map((text) => text.replace(/\n {2}(?:alias|provider) +=.*/, ""));
    const { text } = await settled(...plain);
    expect(text).not.toContain("provider");
    expect(text).toContain('resource "kubernetes_cluster_role_binding_v1" "eks_access_demo_readers" {\n  metadata {\n');
  });

  test("a local name of the Kubernetes provider is named, for a binding finds only `kubernetes` by itself", async () => {
    const plain = [AWS, KUBERNETES, CLUSTER, ROWS].map((text) =>
      text
        .replace(/\n {2}alias +=.*/, "")
        .replace("kubernetes.blue", "k8s")
        .replace("aws.prod", "aws"),
    );
    const renamed = HEAD.replace(/kubernetes +=/, "k8s =");
    const blocks = plain.map((text) => text.replace('provider "kubernetes"', 'provider "k8s"'));
    const { overlay } = repository({
      "infra/main.tf": [renamed, ...blocks].join(""),
      "clusters/demo.yaml": yaml,
    });
    const providers = providersIn((await overlay("--settle")).stdout);
    expect([providers[ENTRY], providers[CLUSTER_BINDING], providers[BINDING]]).toEqual([undefined, "k8s", "k8s"]);
  });

  test.each([
    ["one alias", KUBERNETES, "kubernetes.blue"],
    ["the default one", KUBERNETES.replace(/\n {2}alias +=.*/, ""), undefined],
    ["two: somebody has to choose", `${KUBERNETES}${KUBERNETES.replace("blue", "green")}`, "kubernetes.CHOOSE"],
  ])("without the block of the rows, a root with %s", async (_, kubernetes, provider) => {
    const { text } = await settled(AWS, kubernetes, CLUSTER);
    expect(providersIn(text)[BINDING]).toBe(provider);
    expect(text.includes("  # that of demo: kubernetes.blue or kubernetes.green\n")).toBe(
      provider === "kubernetes.CHOOSE",
    );
  });
});
