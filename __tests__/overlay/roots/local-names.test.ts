import { BARE_SHAPE } from "../../support/overlay/root-shapes";
import {
  clusterYaml,
  errors,
  files,
  jsonAt,
  REGISTRY,
  repository,
  warm,
} from "../../support/overlay/overlay-repository";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { CHILD, CHILD_FILES, childRoot } from "../../support/overlay/child-root";

warm();

const amazon = (main: string): string =>
  main
    .replace(/\baws( +)= \{ source = "hashicorp\/aws"/, 'amazon$1= { source = "hashicorp/aws"')
    .replace('provider "aws"', 'provider "amazon"');
const BARE = amazon(BARE_SHAPE.files({})["main.tf"] ?? "");
const BARE_OVERLAY =
  "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";

/** The providers of our blocks of AWS, each once. */
async function providersOf(
  tree: Readonly<Record<string, string>>,
  file = "infra/eks_access.tf.json",
): Promise<unknown[]> {
  const { overlay, read } = repository(tree);
  expect(errors(await overlay())).toEqual([]);
  const text = read(file);
  const blocks = ["data", "ephemeral", "resource"].flatMap((kind) =>
    Object.entries(fieldsOf(jsonAt(text, kind)))
      .filter(([type]) => type.startsWith("aws_"))
      .flatMap(([, named]) => Object.values(fieldsOf(named)).map((block) => fieldsOf(block).provider)),
  );
  expect(blocks.length).toBeGreaterThan(3);
  return [...new Set(blocks)];
}

describe("eks-access overlay over a folder that calls hashicorp/aws by another name", () => {
  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ["its own name for it", files(amazon(REGISTRY)), "amazon"],
    [
      "an alias of it, which the module is passed",
      files(amazon(REGISTRY).replace('module "eks" {', 'module "eks" {\n  providers = { aws = amazon.prod }')),
      "amazon.prod",
    ],
    [
      "a bare cluster that names it",
      files(BARE.replace('"main" {', '"main" {\n  provider = amazon'), "entries", BARE_OVERLAY),
      "amazon",
    ],
    ["a bare cluster that names none", files(BARE, "entries", BARE_OVERLAY), "amazon"],
    ["the usual name", files(REGISTRY), undefined],
    [
      "the usual name, written out",
      files(REGISTRY.replace('module "eks" {', 'module "eks" {\n  providers = { aws = aws }')),
      undefined,
    ],
  ])("%s", async (_, tree, provider) => {
    expect(await providersOf(tree)).toEqual([provider]);
  });

  test("the name in a local module counts there, and not that of the root", async () => {
    const root = 'terraform {\n  required_providers {\n    amazon = { source = "hashicorp/aws" }\n  }\n}\n';
    expect(await providersOf(childRoot({ beside: root }), CHILD_FILES.normal)).toEqual([undefined]);
    expect(await providersOf(childRoot({ child: amazon(CHILD) }), CHILD_FILES.normal)).toEqual(["amazon"]);
  });

  test("entries that settle are of that provider too", async () => {
    const { stdout } = await repository(files(BARE, "done", BARE_OVERLAY)).overlay("--settle");
    expect(stdout.match(/provider += amazon\n/g)?.length).toBe(5);
  });
});

describe("eks-access overlay over a folder that calls hashicorp/kubernetes by another name", () => {
  test("a local module that says nothing of it has the usual name, whatever the root says", async () => {
    const child = CHILD.replace(/^terraform \{[^]*?\n\}\n/m, "");
    expect(child).not.toBe(CHILD);
    const beside =
      'terraform {\n  required_providers {\n    k8s = { source = "hashicorp/kubernetes" }\n  }\n}\nprovider "k8s" {}\n';
    const tree = childRoot({
      child,
      beside,
      yaml: clusterYaml("dual", "{ root: ../infra, module: platform.eks, aws_auth_module: platform.aws_auth }"),
    });
    const { overlay, read } = repository(tree);
    expect(errors(await overlay())).toEqual([]);
    expect(Object.keys(fieldsOf(jsonAt(read(CHILD_FILES.normal), "provider")))).toEqual(["kubernetes"]);
    expect(jsonAt(read(CHILD_FILES.override), "terraform", "required_providers")).toEqual({
      kubernetes: { source: "hashicorp/kubernetes" },
    });
  });
});
