import { cli, type CliRun } from "../../support/cli/cli-run";
import { errors, jsonAt, repository } from "../../support/overlay/overlay-repository";
import { ROOT, state, upgrade } from "../../support/overlay/upgrade-root";

/** The command over a root whose cluster has another source, with a second module beside it. */
async function beside(cluster: string, second: string): Promise<CliRun> {
  const main = ROOT.replace("terraform-aws-modules/eks/aws", cluster).concat(
    `\nmodule "beside" {\n  source = "${second}"\n}\n`,
  );
  const { cwd } = repository({ "infra/main.tf": main, "state.json": state() });
  return cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
}

describe("the call that upgrade-module upgrades", () => {
  test.each([
    "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks",
    "terraform-aws-modules/eks-pod-identity/aws",
    "aws-ia/eks-blueprints-addons/aws",
    "./modules/eks-addons",
    "git::https://github.com/acme/eks-platform.git//modules/irsa?ref=v1.0.0",
  ])("a module beside the cluster is not taken for it: %s", async (source) => {
    const { exitCode, stderr } = await beside("terraform-aws-modules/eks/aws", source);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const local = await beside("./cluster", source);
    expect(errors(local)).toEqual(["overlay-block-missing infra:1"]);
    expect(errors(await beside("./modules/eks", source))).toEqual(["overlay-module-unknown infra/main.tf:8"]);
  });

  test.each([
    "app.terraform.io/acme/eks/aws",
    "git@github.com:acme/terraform-aws-eks.git",
    "git::ssh://git@github.com/acme/eks-cluster.git//modules/eks?ref=v1.0.0",
    "../shared/eks",
    "s3::https://s3.amazonaws.com/acme/eks.zip",
  ])("a source that may be a copy of the module is named: %s", async (source) => {
    const result = await beside(source, "terraform-aws-modules/vpc/aws");
    expect(errors(result)).toEqual(["overlay-module-unknown infra/main.tf:8"]);
  });

  test.each([
    ["override.tf", 'module "eks" {\n  manage_aws_auth_configmap = true\n}\n'],
    ["eks_override.tf", 'locals {}\n\nmodule "eks" {\n  version = "19.20.0"\n}\n'],
    ["eks_override.tf.json", '{"module": {"eks": {"version": "19.20.0"}}}'],
  ])("an override file that lays over it is refused at its line: %s", async (file, text) => {
    const result = await overridden(file, text);
    const line = text.split("\n").findIndex((each) => each.includes("eks")) + 1;
    expect([result.exitCode, errors(result)]).toEqual([1, [`overlay-unsupported infra/${file}:${String(line)}`]]);
    expect(result.stderr).toContain("an override file that lays over module.eks");
  });

  test("an override file of anything else is none of its business", async () => {
    const text = 'terraform {\n  backend "local" {}\n}\n\nprovider "aws" {\n  region = "eu-west-1"\n}\n';
    expect((await overridden("backend_override.tf", text)).exitCode).toBe(0);
  });
});

describe("instances of the call", () => {
  const each = ROOT.replace('module "eks" {', 'module "eks" {\n  for_each = { blue = true }');

  /** The command over that root, with a state of these instances. */
  async function instances(keys: readonly string[], ...args: readonly string[]) {
    const states = keys.map((key) => state({ module: `module.eks["${key}"]` }));
    const resources = states.flatMap((each) => jsonAt(each, "resources"));
    const text = JSON.stringify({ version: 4, resources });
    const { cwd, read } = repository({ "infra/main.tf": each, "state.json": text });
    return { ...(await cli(["upgrade-module", "--root", "infra", "--state", "state.json", ...args], { cwd })), read };
  }

  test("the only one in the state is upgraded, and its rows carry its key", async () => {
    const { exitCode, stdout, read } = await instances(["blue.v1"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("aws_auth_users: delete it: the rows stand in eks_access_aws_auth_blue_v1.tf from now on");
    expect(stdout).toContain(
      `  overlay: { root: FOLDER, module: 'eks["blue.v1"]', config_map: kubernetes_config_map_v1_data.eks_access_aws_auth_blue_v1 }\n`,
    );
    expect(read("infra/eks_access_aws_auth_blue_v1.tf")).toContain(`moved {
  from = module.eks["blue.v1"].kubernetes_config_map_v1_data.aws_auth[0]
  to   = kubernetes_config_map_v1_data.eks_access_aws_auth_blue_v1
}`);
  });

  test("of several one is named", async () => {
    const none = await instances(["blue", "green"]);
    expect(errors(none)).toEqual(["overlay-unsupported infra/main.tf:8"]);
    expect(none.stderr).toContain("expected one instance, got blue, green");
    expect(none.stderr).toContain(`name one: --module 'eks["blue"]'`);
    const { exitCode, read } = await instances(["blue", "green"], "--module", 'eks["green"]');
    expect([exitCode, read("infra/eks_access_aws_auth_green.tf")]).toEqual([
      0,
      expect.stringContaining('from = module.eks["green"].kubernetes'),
    ]);
  });

  test.each([
    ['eks["red"]', "overlay-root-unreadable state.json:1", 'no cluster of module.eks["red"]'],
    ["eks[0]", "overlay-block-missing infra:1", "expected the name of a module block"],
  ])("one that is not there is refused: %s", async (...row) => {
    const [module, at, message] = row;
    const result = await instances(["blue"], "--module", module);
    expect([errors(result), result.stderr]).toEqual([[at], expect.stringContaining(message)]);
  });

  test("a key is refused where the call has no for_each, and count with how it becomes one", async () => {
    const { run } = upgrade(ROOT);
    expect(errors(await run("--module", 'eks["blue"]'))).toEqual(["overlay-block-missing infra/main.tf:7"]);
    const counted = await upgrade(ROOT.replace("cluster_name  ", "count = var.create ? 1 : 0\n  cluster_name  ")).run();
    expect(errors(counted)).toEqual(["overlay-unsupported infra/main.tf:11"]);
    expect(counted.stderr).toContain('`moved { from = module.eks[0], to = module.eks["one"] }` on lines of its own');
  });
});

describe("several clusters of one root", () => {
  const second = ROOT.slice(ROOT.indexOf('module "eks"')).replace('"eks"', '"green"').replace('"demo"', "var.green");

  test("each has its own file, named by its call", async () => {
    const { run, read, list } = upgrade(`${ROOT}\n${second}`);
    const { exitCode, stdout } = await run("--module", "eks");
    expect([exitCode, list()]).toEqual([0, ["eks_access_aws_auth_eks.tf", "main.tf"]]);
    expect(stdout).toContain("config_map: kubernetes_config_map_v1_data.eks_access_aws_auth_eks }");
    expect(read("infra/eks_access_aws_auth_eks.tf")).toContain(
      'resource "kubernetes_config_map_v1_data" "eks_access_aws_auth_eks" {',
    );
  });

  test("one that is written by its old name stays", async () => {
    const { run, write, list } = upgrade(ROOT);
    await run();
    write("infra/second.tf", second);
    const { exitCode, stdout } = await run("--module", "eks");
    expect([exitCode, list()]).toEqual([0, ["eks_access_aws_auth.tf", "main.tf", "second.tf"]]);
    expect(stdout).toContain("config_map: kubernetes_config_map_v1_data.eks_access_aws_auth }");
  });
});

describe("a call within a local module", () => {
  const outer = 'module "platform" {\n  source = "./modules/platform"\n}\n';

  function nested(extra: Readonly<Record<string, string>> = {}) {
    return repository({
      "infra/main.tf": outer,
      "infra/modules/platform/main.tf": ROOT.replace('"19.21.0"', '"~> 19.0"'),
      "infra/.terraform/modules/modules.json": JSON.stringify({
        Modules: [
          { Key: "", Dir: "." },
          { Key: "platform", Source: "./modules/platform", Dir: "modules/platform" },
          { Key: "platform.eks", Version: "19.20.0", Dir: ".terraform/modules/platform.eks" },
        ],
      }),
      "state.json": state({ module: "module.platform.module.eks" }),
      ...extra,
    });
  }

  test.each([
    ["by the way of calls", ["--root", "infra", "--module", "platform.eks"]],
    ["by its folder, of which the root module around it tells the version", ["--root", "infra/modules/platform"]],
  ])("is found %s, and its rows stay in its folder", async (_, args) => {
    const { cwd, read } = nested();
    const { exitCode, stdout, stderr } = await cli(["upgrade-module", "--state", "state.json", ...args], { cwd });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")[0]).toBe("module.eks of infra/modules/platform/main.tf:7: 19.20.0 -> 20.37.2");
    expect(stdout).toContain("  overlay: { root: FOLDER, module: platform.eks, config_map: ");
    expect(read("infra/modules/platform/eks_access_aws_auth.tf")).toContain(
      "  from = module.eks.kubernetes_config_map_v1_data.aws_auth[0]\n",
    );
  });

  test("is named where nobody named it", async () => {
    const { cwd } = nested();
    const result = await cli(["upgrade-module", "--state", "state.json", "--root", "infra"], { cwd });
    expect(errors(result)).toEqual(["overlay-block-missing infra:1"]);
    expect(result.stderr).toContain("modules there that make a cluster: platform.eks; name one by --module");
  });

  test("a folder that no root module around it calls says where the version is looked for", async () => {
    const { cwd } = nested({ "infra/.terraform/modules/modules.json": "{}" });
    const args = ["--root", "infra/modules/platform", "--state", "state.json"];
    const { stderr } = await cli(["upgrade-module", ...args], { cwd });
    expect(stderr).toContain("where another root module calls this folder, give that one by --root");
    expect(stderr).toContain("name the way to it: --module NAME.eks");
  });
});

describe("rows that a resource of the team's own writes", () => {
  const own = (name: string): string => `
resource "kubernetes_config_map_v1_data" "${name}" {
  force = true
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = { mapRoles = var.rows }
}
`;
  const foreign = ROOT.replace("manage_aws_auth_configmap = true", "manage_aws_auth_configmap = false");

  test("are what the cluster file names", async () => {
    const { stdout } = await upgrade(`${foreign}${own("rows")}`, { rows: false }).run();
    expect(stdout).toContain("config_map: kubernetes_config_map_v1_data.rows }");
    expect(stdout).toContain("the rows stay where kubernetes_config_map_v1_data.rows writes them");
  });

  test("of several the cluster's own is to be chosen", async () => {
    const { stdout } = await upgrade(`${foreign}${own("a")}${own("b")}`, { rows: false }).run();
    expect(stdout).toContain(`  overlay: { root: FOLDER, module: eks }
  and, of the blocks that write aws-auth, that of this cluster: config_map: kubernetes_config_map_v1_data.a; config_map: kubernetes_config_map_v1_data.b
`);
  });
});

async function overridden(file: string, text: string): Promise<CliRun> {
  const { cwd } = repository({ "infra/main.tf": ROOT, [`infra/${file}`]: text, "state.json": state() });
  return cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
}
