import { cli } from "../../support/cli/cli-run";
import { ROOT, state } from "../../support/overlay/upgrade-root";
import { repository } from "../../support/overlay/overlay-repository";

/** What teams write: values by locals and variables, groups by `for`, rows by `concat`, a constraint in the place of a version. */
const EVERYDAY = ROOT.replace('"19.21.0"', '"~> 19.0"')
  .replace('"demo"', "local.name")
  .replace(/aws_auth_users.*\n/, "aws_auth_roles = concat(local.roles, [{ rolearn = module.karpenter.role_arn }])\n")
  .replace(
    / {2}eks_managed_node_groups = \{[^]*\n\}\n/,
    "  eks_managed_node_groups = { for k, v in var.groups : k => v }\n}\n",
  )
  .concat('\nlocals {\n  name = "prod-${var.region}"\n}\n');

const KARPENTER = `
module "karpenter" {
  source       = "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git//modules/karpenter?ref=v19.21.0"
  cluster_name = module.eks.cluster_name
}
`;

const INSTALLED = JSON.stringify({
  Modules: [
    { Key: "eks", Source: "registry.terraform.io/terraform-aws-modules/eks/aws", Version: "19.21.0", Dir: "m" },
  ],
});

async function run(main: string, installed?: string, ...args: readonly string[]) {
  const modules = installed === undefined ? {} : { "infra/.terraform/modules/modules.json": installed };
  const { cwd } = repository({ "infra/main.tf": main, "state.json": state(), ...modules });
  return cli(["upgrade-module", "--root", "infra", "--state", "state.json", ...args], { cwd });
}

describe("eks-access upgrade-module over everyday roots", () => {
  test("a constraint is the version that is installed; expressions are left as they are", async () => {
    const { exitCode, stdout } = await run(`${EVERYDAY}${KARPENTER}`, INSTALLED);
    expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "module.eks of infra/main.tf:7: 19.21.0 -> 20.37.2"]);
    const edits = [...stdout.matchAll(/^ {2}infra\/main\.tf:(\d+) +(\S+): /gm)].map(
      ([, line, name]) => `${line ?? ""} ${name ?? ""}`,
    );
    expect(edits).toEqual(expect.arrayContaining(["9 version", "13 manage_aws_auth_configmap", "14 aws_auth_roles"]));
    expect(edits).toEqual(
      expect.arrayContaining(["25 module.karpenter.source", "24 module.karpenter.create_access_entry"]),
    );
    expect(edits.filter((edit) => /cluster_name|node_groups/.test(edit))).toEqual(["17 eks_managed_node_groups"]);
    expect(stdout).toContain("17  eks_managed_node_groups: not looked at, for an expression makes it");
  });

  test("a constraint of which nothing is installed is refused at its line", async () => {
    const { exitCode, stderr } = await run(EVERYDAY);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("infra/main.tf:9:1 module.eks.version: the module may have several versions");
    expect(stderr).toContain("run `terraform init` in the root as it was applied");
  });

  test.each([
    "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v19.15.3&depth=1",
    "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?depth=1&ref=v19.15.3",
    "github.com/terraform-aws-modules/terraform-aws-eks?ref=v19.15.3",
  ])("a tag of the module's repository is its version: %s", async (source) => {
    const main = EVERYDAY.replace("terraform-aws-modules/eks/aws", source).replace(/ {2}version = "~> 19.0"\n/, "");
    const { exitCode, stdout } = await run(main);
    expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "module.eks of infra/main.tf:7: 19.15.3 -> 20.37.2"]);
    expect(stdout).toContain("source: write ?ref=v20.37.2");
  });

  test("of several clusters one is named; several by for_each are asked for a key", async () => {
    const second = '\nmodule "other" {\n  source  = "terraform-aws-modules/eks/aws"\n  version = "19.21.0"\n}\n';
    const { stderr } = await run(`${EVERYDAY}${second}`, INSTALLED);
    expect(stderr).toContain("expected one call of terraform-aws-modules/eks/aws, got eks, other");
    expect((await run(`${EVERYDAY}${second}`, INSTALLED, "--module", "eks")).exitCode).toBe(0);
    const many = EVERYDAY.replace('module "eks" {', 'module "eks" {\n  for_each = var.clusters');
    expect((await run(many, INSTALLED)).stderr).toContain(
      "`for_each` on the call, expected one instance, got none in the state",
    );
  });

  test("a group whose key has a dot is found at its own line", async () => {
    const main = ROOT.replace("blue = {", '"blue.v1" = {').replace("min_size = 1", "min_size = 1\n      min_sise = 1");
    const { stdout } = await run(main, undefined, "--dry-run");
    expect(stdout).toContain("infra/main.tf:20  eks_managed_node_groups.blue.v1.min_sise: delete it");
  });

  test.each([
    ["{ kubernetes = kubernetes.blue }", "delete it"],
    ["{\n    aws        = aws.blue\n    kubernetes = kubernetes.blue\n  }", "delete kubernetes"],
  ])("a provider that v20 has no use for goes: %s", async (providers, does) => {
    const main = ROOT.replace("  cluster_name  ", `  providers = ${providers}\n  cluster_name  `);
    const { stdout } = await run(main, undefined, "--dry-run");
    expect(stdout).toContain(
      `infra/main.tf:11  providers: ${does}: the module takes no provider kubernetes any more, and Terraform warns of it`,
    );
    expect(stdout).toContain("  provider = kubernetes.blue\n");
  });

  test("providers that it takes stay", async () => {
    const main = ROOT.replace("  cluster_name  ", "  providers = { aws = aws.blue }\n  cluster_name  ");
    expect((await run(main, undefined, "--dry-run")).stdout).not.toContain("  providers:");
  });
});
