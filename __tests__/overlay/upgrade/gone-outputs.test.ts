import { ROOT, state } from "../../support/overlay/upgrade-root";
import { repository } from "../../support/overlay/overlay-repository";
import { cli } from "../../support/cli/cli-run";

const KARPENTER = `module "karpenter" {
  source       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version      = "19.21.0"
  cluster_name = module.eks.cluster_name
}
`;

/** Edits of outputs that the command names in a root with more files. */
async function outputEdits(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { cwd } = repository({ "infra/main.tf": ROOT, "state.json": state(), ...files });
  const { exitCode, stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
  expect(exitCode).toBe(0);
  return stdout
    .split("\n")
    .filter((line) => /^ +infra\/\S+ +module\.\w+\.(?:aws_auth_configmap_yaml|irsa|role|cluster_nam)/.test(line));
}

describe("goneOutputs", () => {
  test("an output that the later version has not is named where the root takes it", async () => {
    const outputs = `output "cluster" {
  value = module.eks.cluster_name
}

output "aws_auth" {
  value = module.eks.aws_auth_configmap_yaml
}
`;
    expect(await outputEdits({ "infra/outputs.tf": outputs })).toEqual([
      "  infra/outputs.tf:6  module.eks.aws_auth_configmap_yaml: write the text in its place that it has now (`terraform console`): the module has no such output any more, and what writes aws-auth from it must stay",
    ]);
  });

  test("one that no version has is named too, and no address or text", async () => {
    const text = `locals {
  name  = try(module.eks.cluster_nam, "module.eks.cluster_nam")
  roles = [for key, one in module.eks["a"].role_names : "\${key}-\${module.eks.role_names[0]}"]
}
moved {
  from = module.eks.role_x.this
  to   = module.eks.module.role_x
}
`;
    const said = "infra/locals.tf:";
    expect(await outputEdits({ "infra/locals.tf": text })).toEqual([
      `  ${said}2  module.eks.cluster_nam: write cluster_name, or take it out: neither 19.21.0 nor 20.37.2 has such an output`,
      `  ${said}3  module.eks.role_names: take it out: neither 19.21.0 nor 20.37.2 has such an output`,
    ]);
  });

  test("in a heredoc too, in no comment, and of no other module", async () => {
    const text = `locals {
  # module.eks.aws_auth_configmap_yaml
  other = module.eks-2.aws_auth_configmap_yaml # module.eks.aws_auth_configmap_yaml
  text  = <<EOT
rows: \${module.eks.aws_auth_configmap_yaml}
EOT
}
/* one more:
module.eks.aws_auth_configmap_yaml
*/
`;
    expect(await outputEdits({ "infra/locals.tf": text })).toEqual([
      expect.stringContaining("  infra/locals.tf:5  module.eks.aws_auth_configmap_yaml: "),
    ]);
  });

  test("those of Karpenter's call have another name", async () => {
    const text = `locals {
  controller = module.karpenter.irsa_arn
  nodes      = module.karpenter.role_name
  queue      = module.karpenter.queue_name
}
`;
    expect(await outputEdits({ "infra/karpenter.tf": KARPENTER, "infra/locals.tf": text })).toEqual([
      expect.stringContaining(
        "infra/locals.tf:2     module.karpenter.irsa_arn: write iam_role_arn: 20.37.2 calls it so",
      ),
      expect.stringContaining(
        "infra/locals.tf:3     module.karpenter.role_name: write node_iam_role_name: 20.37.2 calls",
      ),
    ]);
  });
});
