import { errors, repository } from "../../support/overlay/overlay-repository";
import { cli, type CliRun } from "../../support/cli/cli-run";
import { ROOT, state } from "../../support/overlay/upgrade-root";

const REPOSITORY = "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git";

interface Root {
  /** What `terraform init` has written. */
  readonly installed?: string;
  readonly rows?: boolean;
  readonly mode?: string;
}

async function run(main: string, { installed, rows = true, mode }: Root, ...args: string[]): Promise<CliRun> {
  const modules = { Modules: [{ Key: "eks", Version: installed, Dir: ".terraform/modules/eks" }] };
  const { cwd } = repository({
    "infra/main.tf": main,
    "state.json": state({ rows, ...(mode === undefined ? {} : { mode }) }),
    ...(installed === undefined ? {} : { "infra/.terraform/modules/modules.json": JSON.stringify(modules) }),
  });
  return cli(["upgrade-module", "--root", "infra", "--state", "state.json", ...args], { cwd });
}

const ranged = (constraint: string): string => ROOT.replace('"19.21.0"', `"${constraint}"`);
const git = (ref: string): string =>
  ROOT.replace("terraform-aws-modules/eks/aws", `${REPOSITORY}${ref}`).replace(/ {2}version = "19.*\n/, "");
const unpinned = ROOT.replace(/ {2}version = "19.*\n/, "");

describe("the version that upgrade-module goes from", () => {
  test.each([
    [">= 18.0", "19.21.0", "19.21.0"],
    ["~> 18.0", "18.20.5", "18.20.5"],
    ["~> 19.21", undefined, "19.21.0"],
    ["= 19.20.0", undefined, "19.20.0"],
  ])("of `%s` with %s installed is that one, and the only one without", async (constraint, installed, from) => {
    const { exitCode, stdout } = await run(ranged(constraint), installed === undefined ? {} : { installed });
    expect([exitCode, stdout.split("\n")[0]]).toEqual([0, `module.eks of infra/main.tf:7: ${from} -> 20.37.2`]);
  });

  test("without `version` is the one that is installed", async () => {
    expect((await run(unpinned, { installed: "19.21.0" })).stdout).toContain(": 19.21.0 -> 20.37.2");
  });

  test("of a tag is the tag", async () => {
    expect((await run(git("?ref=v19.21.0"), {})).stdout).toContain(": 19.21.0 -> 20.37.2");
  });

  test.each([
    [
      ">= 18.0",
      {},
      "the module may have several versions, expected one, or .terraform/modules/modules.json in the root, got `>= 18.0`",
    ],
    ["~> 19.0", {}, "the module may have several versions"],
    [
      "~> 18.0",
      { installed: "18.10.0", rows: false },
      "v18 before 18.20.0 writes no aws-auth: the rows are somebody else's, got `18.10.0`",
    ],
    [">= 17.0", { installed: "17.24.0" }, "expected 18.20.0 or newer, got `17.24.0`: v17 and older have the rows"],
    ["~> 17.0", {}, "expected 18.20.0 or newer, got `~> 17.0`"],
    [
      "~> 18.5.0",
      { rows: false },
      "v18 before 18.20.0 writes no aws-auth: the rows are somebody else's, got `~> 18.5.0`",
    ],
    ["18.31.9", {}, "expected a version that is known, got `18.31.9`"],
    ["< 18.0", {}, "expected 18.20.0 or newer, got `< 18.0`: v17 and older have the rows"],
    ["< 18", {}, "expected 18.20.0 or newer, got `< 18`: v17 and older have the rows"],
    ["<= 17.24.0", {}, "expected 18.20.0 or newer, got `<= 17.24.0`: v17 and older have the rows"],
    ["> 16, < 18", {}, "expected 18.20.0 or newer, got `> 16, < 18`: v17 and older have the rows"],
    ["17.24.0", {}, "expected 18.20.0 or newer, got `17.24.0`: v17 and older have the rows"],
    ["v17.24.0", {}, "expected 18.20.0 or newer, got `v17.24.0`: v17 and older have the rows"],
    [
      "> 18.0, < 18.20",
      { rows: false },
      "v18 before 18.20.0 writes no aws-auth: the rows are somebody else's, got `> 18.0, < 18.20`",
    ],
    ["< 18.20", {}, "the module may have several versions, expected one, or .terraform/modules/modules.json"],
    ["~> 17", {}, "the module may have several versions"],
    ["~> 99.0", {}, "expected a version that is known, got `~> 99.0`"],
    ["19.21.0", { installed: "18.31.2" }, "got `19.21.0` where .terraform/modules/modules.json has `18.31.2`"],
    [
      ">= 18.0",
      { installed: "21.19.0" },
      "the state has module.eks.kubernetes_config_map_v1_data.aws_auth[0], which no version from 20.0.0 on makes, expected the version that was applied, got `21.19.0`",
    ],
    ["~> 21.0", { installed: "21.99.0", rows: false }, "expected an older version than 20.37.2, got `21.99.0`"],
  ] as const)("refuses `%s` of %j", async (constraint, root, expected) => {
    const result = await run(ranged(constraint), root);
    expect([result.exitCode, errors(result)]).toEqual([1, ["overlay-module-version infra/main.tf:9"]]);
    expect(result.stderr).toContain(expected);
  });

  test.each([
    ["?ref=v17.24.0", "expected 18.20.0 or newer, got `17.24.0`: v17 and older have the rows"],
    ["?ref=v18.5.1", "v18 before 18.20.0 writes no aws-auth: the rows are somebody else's, got `18.5.1`"],
  ])("refuses a repository's tag %s by name", async (ref, expected) => {
    const result = await run(git(ref), {});
    expect([result.exitCode, errors(result)]).toEqual([1, ["overlay-module-version infra/main.tf:8"]]);
    expect(result.stderr).toContain(expected);
  });

  test("refuses a call without `version` where nothing is installed", async () => {
    expect((await run(unpinned, {})).stderr).toContain("the module may have several versions");
  });

  test.each([
    ["a commit", git("?ref=666603b6e21ec3d8c95d45d1bd6b74ba5b9a1d5d"), [], "git tag --points-at COMMIT"],
    ["a repository without ref", git(""), [], "git tag --points-at COMMIT"],
    ["a commit that is named", git("?ref=main"), ["--module", "eks"], "git tag --points-at COMMIT"],
    ["a private registry", ROOT.replace("terraform-aws-modules/", "app.terraform.io/acme/"), [], "copy the root"],
    ["a copy", ROOT.replace("terraform-aws-modules/eks/aws", "./modules/eks"), [], "copy the root"],
    [
      "a wrapper by name",
      ROOT.replace("terraform-aws-modules/eks/aws", "./cluster"),
      ["--module", "eks"],
      "copy the root",
    ],
  ])("says of %s that its source is not recognised", async (...row) => {
    const [, main, args, help] = row;
    const result = await run(main, {}, ...args);
    expect([result.exitCode, errors(result)]).toEqual([1, ["overlay-module-unknown infra/main.tf:8"]]);
    expect(result.stderr).toContain("the source of module.eks is not recognised");
    expect(result.stderr).toContain(help);
  });

  test("a sub-module with a range goes from the version of the module", async () => {
    const main = `${ROOT}
module "karpenter" {
  source       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version      = ">= 18.0"
  cluster_name = "demo"
  create_irsa  = false
}
`;
    expect((await run(main, {})).stdout).toContain("module.karpenter.create_irsa: rename it to create_iam_role");
  });
});
