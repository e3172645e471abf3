import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../support/cli/cli-run";
import { clusterYaml, errors, files, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

warm();

const SOURCE = `include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "\${get_repo_root()}/modules//eks"
}

inputs = { cluster_name = "demo" }
`;
const NO_SOURCE = 'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n';
const HELP =
  "name the folder with the Terraform files that this unit takes as its source, where no other unit takes it, or write `render: access` with a state of its own: docs/terragrunt.md";
const UNIT = { "infra/terragrunt.hcl": SOURCE, "clusters/demo.yaml": clusterYaml("dual") };

describe("a root whose files Terragrunt brings", () => {
  test.each([
    ["a unit with a source", "terragrunt.hcl", SOURCE, 6],
    ["a unit whose source is inherited", "terragrunt.hcl", NO_SOURCE, 1],
    ["a unit in JSON", "terragrunt.hcl.json", '{\n  "terraform": {\n    "source": "../modules//eks"\n  }\n}\n', 3],
    ["a stack of units", "terragrunt.stack.hcl", 'unit "eks" {\n  source = "../units/eks"\n  path = "eks"\n}\n', 1],
  ])("%s, and no Terraform files: refused by name, with what to do", async (...row) => {
    const [, name, text, line] = row;
    const { overlay, list } = repository({ [`infra/${name}`]: text, "clusters/demo.yaml": clusterYaml("dual") });
    const run = await overlay();
    expect(errors(run)).toEqual([`overlay-unsupported infra/${name}:${line}`]);
    expect(run.stderr).toContain("a unit of Terragrunt without Terraform files of its own");
    expect(run.stderr).toContain(HELP);
    expect(list()).toEqual([name]);
  });

  test("files beside a unit with a source are laid over a copy of it: refused, for half of the root is elsewhere", async () => {
    const { overlay, list } = repository({ ...files(REGISTRY), "infra/terragrunt.hcl": SOURCE });
    const run = await overlay();
    expect(errors(run)).toEqual(["overlay-unsupported infra/terragrunt.hcl:6"]);
    expect(run.stderr).toContain("runs a copy of its `source` with these files laid over it");
    expect(list()).toEqual(["main.tf", "terragrunt.hcl"]);
  });

  test("a unit that runs its own files is a root like any other", async () => {
    const { overlay, list } = repository({ ...files(REGISTRY), "infra/terragrunt.hcl": NO_SOURCE });
    expect(errors(await overlay())).toEqual([]);
    expect(list()).toEqual(["eks_access.tf.json", "eks_access_override.tf.json", "main.tf", "terragrunt.hcl"]);
  });

  test("the folder that a unit takes as its source is a root like any other", async () => {
    const { overlay, list } = repository({ ...files(REGISTRY), "live/terragrunt.hcl": SOURCE });
    expect(errors(await overlay())).toEqual([]);
    expect(list()).toContain("eks_access_override.tf.json");
  });

  test("a unit that nobody can read is refused: whether it has a source is not known", async () => {
    const { overlay } = repository({ ...files(REGISTRY), "infra/terragrunt.hcl": "terraform {" });
    const run = await overlay();
    expect(errors(run)).toEqual(["overlay-root-unreadable infra/terragrunt.hcl:1"]);
    expect(run.stderr).toContain("`terragrunt hcl validate` in that folder says more");
  });

  test.each([
    ["check", "clusters"],
    ["advance", "clusters/demo.yaml"],
  ])("%s says the same", async (...args) => {
    const { cwd } = repository(UNIT);
    const { stdout, stderr } = await cli(args, { cwd });
    expect(`${stdout}${stderr}`).toContain(
      "infra/terragrunt.hcl:6:1: a unit of Terragrunt without Terraform files of its own",
    );
  });

  test("import --root says so too, and writes nothing", async () => {
    const { cwd } = repository({ ...UNIT, "state.json": '{"version": 4, "resources": []}' });
    const run = await cli(["import", "state.json", "--root", "infra", "--output", "clusters/new.yaml"], { cwd });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("[overlay-unsupported]");
    expect(run.stderr).toContain(HELP);
  });
});

describe("the commands of docs/terragrunt.md with an overlay", () => {
  const PAGE = readFileSync(join(__dirname, "../../docs/terragrunt.md"), "utf8");
  const section = PAGE.slice(PAGE.indexOf("## With an overlay"), PAGE.indexOf("## With a stack of its own"));
  const typed = /```console\n([^]*?)```/.exec(section)?.[1]?.trim().split("\n") ?? [];
  const own = typed.flatMap((line) => /eks-access (.*)/.exec(line)?.[1]?.split(" ") ?? []);
  const unit = own[own.indexOf("--root") + 1] ?? "";

  test("are typed in one folder: Terragrunt runs in the unit, which is the root that import is given", () => {
    const runs = [...section.matchAll(/(?:\(cd (\S+) && )?terragrunt (?:show|plan)/g)].map(([, folder]) => folder);
    expect([unit, runs]).toEqual(["live/prod/eks", Array.from({ length: 4 }, () => unit)]);
  });

  test("find the unit from there, and the cluster file finds it too", async () => {
    const { cwd, read } = repository({
      [`${unit}/main.tf`]: REGISTRY.replace('"demo"', '"payments"'),
      [`${unit}/terragrunt.hcl`]: NO_SOURCE,
      "clusters/.keep": "",
    });
    const input = readFileSync(join(__dirname, "../fixtures/terraform-states/access.state.json"), "utf8");
    const [imports = "", overlays = ""] = typed.flatMap((line) => /eks-access (.*)/.exec(line)?.[1] ?? []);
    await cli(imports.split(" "), { cwd, input: input.replaceAll("payments-prod", "payments") });
    expect(read("clusters/payments.yaml")).toContain(`root: "../${unit}"\n  module: eks\n`);
    const found = errors(await cli(overlays.split(" "), { cwd })).map((each) => each.split(" ")[0]);
    expect(found).not.toContain("overlay-root-missing");
    expect(found).not.toContain("overlay-block-missing");
  });
});
