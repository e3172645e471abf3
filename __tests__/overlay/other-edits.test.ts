import { ROOT, upgrade } from "../support/overlay/upgrade-root";

const NO_ENTRY =
  "add create_access_entry = false: the default makes an entry of the nodes' role, which AWS refuses in mode CONFIG_MAP, and in another mode where there is one: the cluster file has it";

describe("eks-access upgrade-module, beside the block of the module", () => {
  test("without rows in the state nothing is said of a file with them", async () => {
    const main = ROOT.replace("manage_aws_auth_configmap = true", "manage_aws_auth_configmap = false");
    const { run, list } = upgrade(main, { rows: false });
    const { stdout } = await run();
    expect(stdout).toContain(
      "infra/main.tf:14  aws_auth_users: delete it: the module writes no rows any more, and its state has none",
    );
    expect(stdout).not.toContain("eks_access_aws_auth.tf");
    expect(list()).not.toContain("infra/eks_access_aws_auth.tf");
  });

  test("names the version of each sub-module's call, and constraints that keep the new version out", async () => {
    const main = `${ROOT.replace('version = "5.100.0"', 'version = "~> 5.30.0"').replace(
      "terraform {",
      'terraform {\n  required_version = "~> 1.2.0"',
    )}
module "karpenter" {
  source       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version      = "19.21.0"
  cluster_name = "demo"
  create_irsa  = false
}
`;
    const { stdout } = await upgrade(main).run();
    const lines = stdout.split("\n").filter((line) => /main\.tf:(?:2|4|2\d) /.test(line));
    expect(lines.map((line) => line.trim().replace(/ +/g, " "))).toEqual([
      'infra/main.tf:2 required_version: write ">= 1.3.2": the module takes no version of `~> 1.2.0`',
      'infra/main.tf:4 required_providers.aws.version: write ">= 5.95, < 6.0.0": the module takes no version of `~> 5.30.0`',
      `infra/main.tf:25 module.karpenter.create_access_entry: ${NO_ENTRY}`,
      "infra/main.tf:25 module.karpenter.create_instance_profile: add create_instance_profile = true: the default was true and is false",
      'infra/main.tf:27 module.karpenter.version: write "20.37.2"',
      "infra/main.tf:29 module.karpenter.create_irsa: rename it to create_iam_role",
    ]);
    expect(stdout).toContain("needs: hashicorp/aws >= 5.95, < 6.0.0; Terraform >= 1.3.2\n");
  });

  test("within v20 names the version of modules/aws-auth too; of a repository it names its ref", async () => {
    const main = `${ROOT.replace("19.21.0", "20.13.1").replace(/ +(?:manage_)?aws_auth_.*\n/g, "")}
module "aws_auth" {
  source                    = "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git//modules/aws-auth?ref=v20.13.1"
  manage_aws_auth_configmap = true
}
`;
    const { stdout } = await upgrade(main, { rows: false }).run();
    expect(stdout).toContain("module.aws_auth.source: write ?ref=v20.37.2");
  });

  test("self-managed groups of v19 make no entry in mode CONFIG_MAP", async () => {
    const main = ROOT.replace("eks_managed_node_groups", "self_managed_node_groups");
    const told =
      "self_managed_node_group_defaults: add self_managed_node_group_defaults = { create_access_entry = false }";
    expect((await upgrade(main).run()).stdout).toContain(told);
    const off = main.replace("min_size = 1", "create_access_entry = false");
    expect((await upgrade(off).run()).stdout).not.toContain("self_managed_node_group_defaults");
  });

  test("the stage and the call of modules/aws-auth are those of the root", async () => {
    const main = `${ROOT.replace("19.21.0", "20.8.5").replace(/ +(?:manage_)?aws_auth_.*\n/g, "")}
module "rows" {
  source  = "terraform-aws-modules/eks/aws//modules/aws-auth"
  version = "20.8.5"
}
`;
    const { stdout } = await upgrade(main, { rows: false, mode: "API_AND_CONFIG_MAP" }).run();
    expect(stdout).toContain(
      "  overlay: { root: FOLDER, module: eks, aws_auth_module: rows }\n  migration: { stage: entries }\n",
    );
    const { stdout: api } = await upgrade(main, { rows: false, mode: "API" }).run();
    expect(api).toContain("  authentication_mode: API\n");
  });
});
