import { FROM_OUTPUTS } from "../support/overlay/overlay-roots";
import { clusterYaml, files, placed, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

warm();

const EKS = /^module "eks" \{[^]*?^\}$/m.exec(REGISTRY)?.[0] ?? "";
const BLUE = `${EKS.replace('"eks"', '"blue"').replace('"demo"', '"blue"')}\n`;
const ROWS = 'module "aws_auth" {';

/** A root module with a cluster more, whose rows' provider has this host. */
function rootWith(host: string, blocks = ""): string {
  return `${REGISTRY.replace("module.eks.cluster_endpoint", () => host)}${BLUE}${blocks}`;
}

const data = (name: string): string => `data "aws_eks_cluster" "it" {\n  name = ${name}\n}\n`;
const OF_DATA = "data.aws_eks_cluster.it.endpoint";

async function refusals(main: string, overlay?: string): Promise<[string, string][]> {
  return placed(await repository(files(main, "retire", overlay)).overlay(), main);
}

describe("a block of rows whose provider is fed from", () => {
  test.each([
    ["the module of another cluster", rootWith("module.blue.cluster_endpoint")],
    ["a local of that", rootWith("local.host", "locals {\n  host = module.blue.cluster_endpoint\n}\n")],
    ["a data source of that", rootWith(OF_DATA, data("module.blue.cluster_name"))],
    ["a data source of another name", rootWith(OF_DATA, data('"blue"'))],
    [
      "another cluster without a module",
      rootWith("aws_eks_cluster.it.endpoint", 'resource "aws_eks_cluster" "it" {}\n'),
    ],
  ])("%s is refused at its line", async (_, main) => {
    expect(await refusals(main)).toEqual([["overlay-cluster-differs", ROWS]]);
  });

  test("a copy of the module that makes another cluster is refused too", async () => {
    const copy = (text: string): string =>
      text.replace(/source = "terraform-aws-modules\/eks\/aws"\n {2}version = "20.37.2"/g, 'source = "./modules/eks"');
    const { overlay, write } = repository(files(copy(rootWith("module.blue.cluster_endpoint")), "retire"));
    write(
      "infra/modules/eks/variables.tf",
      [...EKS.matchAll(/^ {2}(\w+) +=/gm)]
        .map(([, name = ""]) => `variable "${name}" {}\n`)
        .concat('variable "access_entries" {}\n')
        .join(""),
    );
    const run = await overlay();
    expect(placed(run, copy(rootWith("module.blue.cluster_endpoint")))).toEqual([["overlay-cluster-differs", ROWS]]);
  });

  test("the message names the provider and the other cluster", async () => {
    const main = rootWith(OF_DATA, data('"blue"'));
    const line = main.split("\n").indexOf('provider "kubernetes" {') + 1;
    const run = await repository(files(main, "retire")).overlay();
    expect(run.stderr).toContain(
      `module.aws_auth: rows of another cluster than \`demo\`: the \`host\` of their Kubernetes provider (infra/main.tf:${String(line)}) comes from data.aws_eks_cluster.it of \`blue\`, and the stage of clusters/demo.yaml would change the rows there [overlay-cluster-differs]`,
    );
  });

  test.each([
    ["outputs of the own module", rootWith("module.eks.cluster_endpoint")],
    ["a data source of its output", rootWith(OF_DATA, data("module.eks.cluster_name"))],
    ["a data source of its name", rootWith(OF_DATA, data('"demo"'))],
    ["a data source of a variable", rootWith(OF_DATA, data("var.name"))],
    ["a variable", rootWith("var.host")],
    ["a module that is no cluster", rootWith("module.proxy.endpoint", 'module "proxy" {\n  source = "./proxy"\n}\n')],
    ["one of both", rootWith("coalesce(module.blue.cluster_endpoint, module.eks.cluster_endpoint)")],
    ["nothing that is written", REGISTRY.replace(FROM_OUTPUTS, "") + BLUE],
  ])("%s is taken", async (_, main) => {
    expect(await refusals(main)).toEqual([]);
  });

  test("a provider of the outermost root module that the call hands down is looked at there", async () => {
    const at = REGISTRY.indexOf('module "eks"');
    const outer = (host: string): string =>
      `${REGISTRY.slice(0, at).replace("module.eks.cluster_endpoint", () => host)}module "platform" {\n  source = "./platform"\n}\n${BLUE}`;
    const run = async (host: string) => {
      const { overlay } = repository({
        "infra/main.tf": outer(host).replace("module.eks.cluster_certificate", "module.platform.cluster_certificate"),
        "infra/platform/main.tf": REGISTRY.slice(at),
        "clusters/demo.yaml": clusterYaml(
          "retire",
          "{ root: ../infra, module: platform.eks, aws_auth_module: platform.aws_auth }",
        ),
      });
      return [...(await overlay()).stderr.matchAll(/^error .*\[([\w-]+)\]$/gm)].map(([, code]) => code);
    };
    expect(await run("module.platform.cluster_endpoint")).toEqual([]);
    expect(await run("module.blue.cluster_endpoint")).toEqual(["overlay-cluster-differs"]);
  });
});
