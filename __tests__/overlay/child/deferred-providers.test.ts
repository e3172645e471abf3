import { CHILD_FILES, childRoot } from "../../support/overlay/child-root";
import {
  clusterYaml,
  errors,
  jsonAt,
  placed,
  REGISTRY,
  repository,
  warm,
} from "../../support/overlay/overlay-repository";

warm();

const data = (waitsFor: string, name = "this"): string =>
  `data "aws_eks_cluster" "${name}" {\n  name       = "demo"\n  depends_on = [${waitsFor}]\n}\n`;
const FED = 'provider "kubernetes" {\n  host = data.aws_eks_cluster.this.endpoint\n}\n';
const OURS = "kubernetes.eks_access_demo";

/** The rows' block of an override. */
async function rowsBlock(
  tree: Readonly<Record<string, string>>,
  { file, at }: { readonly file: string; readonly at: readonly string[] },
): Promise<unknown> {
  const { overlay, read } = repository(tree);
  expect(errors(await overlay())).toEqual([]);
  return jsonAt(read(file), ...at);
}

describe("eks-access overlay: a provider that has no host while a plan changes the cluster's module", () => {
  const CASES: readonly (readonly [string, boolean])[] = [
    ["module.MAKER", true],
    ['module.MAKER["a"]', true],
    ["module.MAKER.cluster_name", true],
    ["module.MAKER_addons", false],
    ["module.MAKER-addons", false],
    ["module.vpc", false],
    ["aws_eks_cluster.MAKER", false],
  ];
  const providersOf = (isOurs: boolean): unknown => (isOurs ? { kubernetes: OURS } : undefined);

  test.each(CASES)("in the root, data that waits for %s: ours is given, %s", async (waitsFor, isOurs) => {
    const main = REGISTRY.replace(/provider "kubernetes" \{[^}]*\}\n/, FED);
    const tree = {
      "infra/main.tf": `${main}${data(waitsFor.replace("MAKER", "eks"))}`,
      "clusters/demo.yaml": clusterYaml("dual"),
    };
    const file = "infra/eks_access_override.tf.json";
    expect(await rowsBlock(tree, { file, at: ["module", "aws_auth", "providers"] })).toEqual(providersOf(isOurs));
  });

  test.each(CASES)("around a local module, data that waits for %s: ours is given, %s", async (waitsFor, isOurs) => {
    const tree = childRoot({ beside: `${FED}${data(waitsFor.replace("MAKER", "platform"))}` });
    const at = ["module", "aws_auth", "providers"];
    expect(await rowsBlock(tree, { file: CHILD_FILES.override, at })).toEqual(providersOf(isOurs));
  });

  test("data of another name is not what the provider reads", async () => {
    const tree = childRoot({ beside: `${FED}${data("module.platform", "this_too")}${data("module.platform", "thi")}` });
    const at = ["module", "aws_auth", "providers"];
    expect(await rowsBlock(tree, { file: CHILD_FILES.override, at })).toBeUndefined();
  });

  const HEAD = REGISTRY.slice(0, REGISTRY.indexOf('module "eks"')).replace(/provider "kubernetes" \{[^}]*\}\n/, FED);
  const bare = (maker: string, waitsFor: string): string =>
    `${HEAD}${maker}${data(waitsFor)}resource "kubernetes_config_map_v1_data" "auth" {\n  metadata { name = "aws-auth" }\n  data = { mapRoles = yamlencode(local.rows) }\n}\n`;
  const EKS = REGISTRY.slice(REGISTRY.indexOf('module "eks"'), REGISTRY.indexOf('module "aws_auth"'));
  const CLUSTER = 'resource "aws_eks_cluster" "main" {\n  name = "demo"\n}\n';
  const BARE = "cluster: aws_eks_cluster.main";
  const yaml = (from: string): string =>
    clusterYaml("dual", `{ root: ../infra, ${from}, config_map: kubernetes_config_map_v1_data.auth }`).replace(
      / {2}aws_auth_users: .*\n/,
      "",
    );

  test.each([
    { what: "the module", maker: EKS, from: "module: eks", waitsFor: "module.eks", ours: OURS },
    { what: "a bare cluster", maker: CLUSTER, from: BARE, waitsFor: "aws_eks_cluster.main", ours: OURS },
    { what: "another cluster", maker: CLUSTER, from: BARE, waitsFor: "aws_eks_cluster.main_two", ours: undefined },
  ])("bare rows, and data that waits for $what", async ({ maker, from, waitsFor, ours }) => {
    const tree = { "infra/main.tf": bare(maker, waitsFor), "clusters/demo.yaml": yaml(from) };
    const at = ["resource", "kubernetes_config_map_v1_data", "auth"];
    expect(await rowsBlock(tree, { file: "infra/eks_access_override.tf.json", at })).toEqual({
      data: { mapRoles: "${[(yamlencode(local.rows)), local.eks_access_demo_passed][0]}" },
      ...(ours === undefined ? {} : { provider: ours }),
    });
  });

  test("bare rows at done keep their own: what settles deletes them together with our provider", async () => {
    const text = yaml(BARE).replace("stage: dual", "stage: done");
    const tree = { "infra/main.tf": bare(CLUSTER, "aws_eks_cluster.main"), "clusters/demo.yaml": text };
    const at = ["resource", "kubernetes_config_map_v1_data", "auth", "provider"];
    expect(await rowsBlock(tree, { file: "infra/eks_access_override.tf.json", at })).toBeUndefined();
  });

  test.each([
    ["module.eks", ["overlay-unsupported"]],
    ["module.eks_addons", []],
  ])("rows with for_each have one provider for all instances: data that waits for %s", async (waitsFor, codes) => {
    const main = `${REGISTRY.replace(/provider "kubernetes" \{[^}]*\}\n/, FED)}${data(waitsFor)}`
      .replace('module "eks" {', 'module "eks" {\n  for_each = toset(["demo"])')
      .replace('module "aws_auth" {', 'module "aws_auth" {\n  for_each = toset(["demo"])');
    const section = "{ root: ../infra, module: 'eks[\"demo\"]', aws_auth_module: 'aws_auth[\"demo\"]' }";
    const tree = { "infra/main.tf": main, "clusters/demo.yaml": clusterYaml("dual", section) };
    const run = await repository(tree).overlay();
    expect(placed(run, main).map(([code]) => code)).toEqual(codes);
    if (codes.length > 0) expect(run.stderr).toContain("while a plan changes the module, the provider has no host");
  });
});
