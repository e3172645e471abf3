import { cli, type CliRun } from "../../support/cli/cli-run";
import { errors, repository } from "../../support/overlay/overlay-repository";
import { ROOT, state } from "../../support/overlay/upgrade-root";

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

async function overridden(file: string, text: string): Promise<CliRun> {
  const { cwd } = repository({ "infra/main.tf": ROOT, [`infra/${file}`]: text, "state.json": state() });
  return cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
}
