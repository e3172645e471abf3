import { CHILD_FILES, childRoot } from "../../support/overlay/child-root";
import { clusterYaml, errors, files, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const CALL = 'module "platform" {\n  for_each = toset(["a", "b"])\n}\n';
const PROVIDER = 'provider "kubernetes" {\n  host = "https://other"\n}\n';

describe("override files of a folder that calls the local module with the cluster", () => {
  test.each([
    ["an override of the call", "main_override.tf", CALL],
    ["an override of the call, in a file called override.tf", "override.tf", `# ours\n${CALL}`],
    ["an override of the Kubernetes provider", "providers_override.tf", PROVIDER],
    ["an override in JSON", "late_override.tf.json", JSON.stringify({ module: { platform: { source: "./other" } } })],
  ])("%s is refused by its line, and nothing is written", async (_, name, text) => {
    const { overlay, list } = repository({ ...childRoot(), [`infra/${name}`]: text });
    const run = await overlay();
    const line = text.startsWith("#") ? 2 : 1;
    expect(errors(run)).toEqual([`overlay-unsupported infra/${name}:${String(line)}`]);
    expect(run.stderr).toMatch(
      /an override of (?:module\.platform|provider\.kubernetes) in a folder that leads to the cluster/,
    );
    expect(list()).toEqual(["main.tf", name, "platform"].sort());
    expect(errors(await repository({ ...childRoot(), [`infra/${name}`]: text }).overlay("--check"))).toContain(
      `overlay-unsupported infra/${name}:${String(line)}`,
    );
  });

  test.each([
    ["a backend", 'terraform {\n  backend "local" {}\n}\n'],
    ["the AWS provider", 'provider "aws" {\n  region = "eu-west-1"\n}\n'],
    ["another call", 'module "network" {\n  source = "./other"\n}\n'],
  ])("an override of %s stays, for nothing of it is read", async (_, text) => {
    const { overlay, read } = repository({ ...childRoot(), "infra/main_override.tf": text });
    expect(errors(await overlay())).toEqual([]);
    expect(read(CHILD_FILES.override)).toContain("eks_access_demo_passed");
  });

  test("in the folder of our files any of the team's own is refused, as before", async () => {
    const { overlay } = repository({
      ...files(REGISTRY),
      "infra/main_override.tf": "",
      "clusters/demo.yaml": clusterYaml("dual"),
    });
    expect(errors(await overlay())).toEqual(["overlay-unsupported infra/main_override.tf:1"]);
  });
});
