import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHILD, CHILD_FILES, childRoot, IN_CHILD } from "../../support/overlay/child-root";
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

const kubeconfig = (context: string, alias = ""): string =>
  `provider "kubernetes" {\n${alias === "" ? "" : `  alias = "${alias}"\n`}  config_path = "~/.kube/config"\n  config_context = "${context}"\n}\n`;
const DEFAULT = kubeconfig("other");
const DEMO = kubeconfig("demo", "demo");

/** The context of our own provider. */
async function contextOf(tree: Readonly<Record<string, string>>, folder = "platform"): Promise<unknown> {
  const { overlay, read } = repository(tree);
  expect(errors(await overlay())).toEqual([]);
  const own = jsonAt(read(`infra/${folder}/eks_access.tf.json`), "provider");
  return Object.values(Object(own)).map((blocks) => jsonAt(JSON.stringify(blocks), "0", "config_context"))[0];
}

describe("eks-access overlay: names of the outermost root in a local module", () => {
  const EXEC = (args: string): string =>
    `exec {\n    api_version = "v1"\n    command = "aws"\n    args = ["eks", "get-token", "--cluster-name", module.platform.name, ${args}]\n  }`;

  test.each([
    ["config_path = var.kubeconfig", "var.kubeconfig"],
    ["proxy_url = local.proxy", "local.proxy"],
    ['config_path = "${path.module}/kubeconfig"', "path.module"],
    ['config_path = pathexpand("~/.kube/${var.name}")', "var.name"],
    ["config_context = data.external.context.result.name", "data.external.context.result.name"],
    [EXEC('"--role-arn", var.role'), "var.role"],
    [EXEC('"--region", local.region'), "local.region"],
  ])("%s of its provider is refused: `%s` is no name there", async (argument, name) => {
    const tree = childRoot({ beside: `provider "kubernetes" {\n  ${argument}\n}\n` });
    const { cwd, overlay } = repository(tree);
    const run = await overlay();
    const line = argument.startsWith("exec") ? "  exec {" : `  ${argument}`;
    expect(placed(run, tree["infra/main.tf"] ?? "")).toEqual([["overlay-unsupported", line]]);
    expect(run.stderr).toContain(
      `refers to \`${name}\`, which is a name of infra alone, expected a value that is written out: our provider stands in infra/platform`,
    );
    expect(existsSync(join(cwd, CHILD_FILES.normal))).toBe(false);
  });

  test.each([
    ["proxy_url = local.proxy", "[overlay-unsupported]\n    write the value out"],
    ["config_path = var.kubeconfig", "[overlay-unsupported]\n    write `kubernetes_auth: ephemeral`"],
  ])("%s: the advice is one that serves", async (argument, advice) => {
    const run = await repository(childRoot({ beside: `provider "kubernetes" {\n  ${argument}\n}\n` })).overlay();
    expect(run.stderr).toContain(advice);
  });

  test.each([
    ["written out", 'config_path = "~/.kube/config"', "~/.kube/config"],
    ["a function of texts", 'config_path = pathexpand("~/.kube/module.x")', '${pathexpand("~/.kube/module.x")}'],
    ["in the outermost root's folder", 'config_path = "${path.root}/kubeconfig"', "${path.root}/kubeconfig"],
  ])("a value that is %s is taken over", async (_, argument, value) => {
    const { overlay, read } = repository(childRoot({ beside: `provider "kubernetes" {\n  ${argument}\n}\n` }));
    expect(errors(await overlay())).toEqual([]);
    expect(jsonAt(read(CHILD_FILES.normal), "provider", "kubernetes", "0", "config_path")).toBe(value);
  });

  test("credentials that the cluster file gives another way are not looked at", async () => {
    const yaml = clusterYaml("dual", IN_CHILD).replace("terraform: {", "terraform: { kubernetes_auth: ephemeral,");
    const tree = childRoot({ beside: 'provider "kubernetes" {\n  config_path = var.kubeconfig\n}\n', yaml });
    expect(errors(await repository(tree).overlay())).toEqual([]);
  });

  test("a provider of the local module itself keeps its variables", async () => {
    const child = `${CHILD}provider "kubernetes" {\n  config_path = var.kubeconfig\n}\n`;
    const { overlay, read } = repository(childRoot({ child }));
    expect(errors(await overlay())).toEqual([]);
    expect(read(CHILD_FILES.normal)).toContain("${var.kubeconfig}");
  });

  test("in a root a variable is taken over, and what waits for the cluster's module is refused", async () => {
    const provider = (path: string): string =>
      REGISTRY.replace(/provider "kubernetes" \{[^}]*\}/, `provider "kubernetes" {\n  config_path = ${path}\n}`);
    const lay = async (path: string) =>
      repository({ "infra/main.tf": provider(path), "clusters/demo.yaml": clusterYaml("dual") }).overlay();
    expect(errors(await lay("var.kubeconfig"))).toEqual([]);
    const refused = await lay("local_file.kubeconfig.filename");
    expect(placed(refused, provider("local_file.kubeconfig.filename"))).toEqual([
      ["overlay-unsupported", "  config_path = local_file.kubeconfig.filename"],
    ]);
  });
});

describe("eks-access overlay: the provider that a call passes on", () => {
  test.each([
    ["none is passed", "", "other"],
    ["one is passed", "  providers = { kubernetes = kubernetes.demo }\n", "demo"],
    ["another one is passed", "  providers = { aws = aws.prod }\n", "other"],
    ["the default one is passed by name", "  providers = { kubernetes = kubernetes }\n", "other"],
  ])("%s: ours reads as that one does", async (_, call, context) => {
    expect(await contextOf(childRoot({ call, beside: DEFAULT + DEMO }))).toBe(context);
  });

  test("the rows' block takes an alias of the local module, which the call passes", async () => {
    const child = CHILD.replace(
      'module "aws_auth" {',
      'module "aws_auth" {\n  providers = { kubernetes = kubernetes.eks }',
    );
    const call = "  providers = { kubernetes.eks = kubernetes.demo, kubernetes = kubernetes }\n";
    expect(await contextOf(childRoot({ call, child, beside: DEFAULT + DEMO }))).toBe("demo");
  });

  test("through two calls, each of which names it its own way", async () => {
    const tree = {
      "infra/main.tf": `module "a" {\n  source = "./a"\n  providers = { kubernetes.blue = kubernetes.demo }\n}\n${DEFAULT}${DEMO}`,
      "infra/a/main.tf":
        'terraform {\n  required_providers {\n    kubernetes = { source = "hashicorp/kubernetes", configuration_aliases = [kubernetes.blue] }\n  }\n}\nmodule "b" {\n  source = "./b"\n  providers = { k8s = kubernetes.blue }\n}\n',
      "infra/a/b/main.tf": CHILD.replace("kubernetes = { source", "k8s = { source"),
      "clusters/demo.yaml": clusterYaml("dual", "{ root: ../infra, module: a.b.eks, aws_auth_module: a.b.aws_auth }"),
    };
    expect(await contextOf(tree, "a/b")).toBe("demo");
  });

  test("a root with another local name of the provider: what the sub-module is passed counts", async () => {
    const main = REGISTRY.replace("kubernetes = { source", "k8s = { source")
      .replace(
        /provider "kubernetes" \{[^}]*\}\n/,
        (DEFAULT + DEMO).replaceAll('provider "kubernetes"', 'provider "k8s"'),
      )
      .replace('module "aws_auth" {', 'module "aws_auth" {\n  providers = { kubernetes = k8s.demo }');
    expect(await contextOf({ "infra/main.tf": main, "clusters/demo.yaml": clusterYaml("dual") }, ".")).toBe("demo");
  });
});
