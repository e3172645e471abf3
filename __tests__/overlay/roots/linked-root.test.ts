import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../../support/cli/cli-run";
import { clusterYaml, errors, jsonAt, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const EKS = /^module "eks" \{[^]*?^\}$/m.exec(REGISTRY)?.[0] ?? "";
const BLUE = EKS.replace('"eks"', '"blue"').replace('"demo"', '"blue"');
const BLUE_YAML = clusterYaml("config-map", "{ root: ../linked, module: blue }")
  .replace("cluster_name: demo", "cluster_name: blue")
  .replace(/^aws_auth:\n[^]*?(?=^accept:)/m, "");

/** Two clusters of one root module, which the file of the second reaches by a link. */
function linked() {
  const { cwd, ...rest } = repository({
    "infra/main.tf": `${REGISTRY}${BLUE}\n`,
    "clusters/demo.yaml": clusterYaml("config-map"),
    "clusters/blue.yaml": BLUE_YAML,
  });
  symlinkSync("infra", join(cwd, "linked"));
  return { cwd, ...rest };
}

const OVERRIDE = "infra/eks_access_override.tf.json";

function modulesOf(text: string): string[] {
  return Object.keys(Object(jsonAt(text, "module"))).sort();
}

describe("a root module by two paths", () => {
  test("has one overlay, with the parts of both clusters", async () => {
    const { overlay, read } = linked();
    const run = await overlay();
    expect([run.exitCode, run.stdout]).toEqual([
      0,
      "linked/eks_access.tf.json: written\nlinked/eks_access_override.tf.json: written\n",
    ]);
    expect(modulesOf(read(OVERRIDE))).toEqual(["aws_auth", "blue", "eks"]);
    expect((await overlay("--check")).exitCode).toBe(0);
  });

  test("keeps the part of the other cluster where one advances", async () => {
    const { cwd, overlay, read } = linked();
    await overlay();
    expect((await cli(["advance", "clusters/demo.yaml"], { cwd })).exitCode).toBe(0);
    expect(modulesOf(read(OVERRIDE))).toEqual(["aws_auth", "blue", "eks"]);
    expect((await overlay("--check")).exitCode).toBe(0);
  });

  test("loses its overlay by --remove of both, also where main.tf cannot be read", async () => {
    const { overlay, list, write } = linked();
    await overlay();
    expect((await overlay("--remove")).exitCode).toBe(0);
    expect(list()).toEqual(["main.tf"]);
    await overlay();
    write("infra/main.tf", "module {");
    expect((await overlay("--remove")).exitCode).toBe(0);
    expect(list()).toEqual(["main.tf"]);
  });

  test("has one cluster file for a block, whatever the path", async () => {
    const { overlay, write } = linked();
    write("clusters/blue.yaml", BLUE_YAML.replace("module: blue", "module: eks"));
    expect(errors(await overlay())).toContain("overlay-block-missing infra/main.tf:22");
  });
});

describe("a local module by two paths", () => {
  test("is called twice", async () => {
    const { cwd, overlay } = repository({
      "infra/main.tf": 'module "one" {\n  source = "./platform"\n}\n\nmodule "two" {\n  source = "./linked"\n}\n',
      "infra/platform/main.tf": REGISTRY,
      "clusters/demo.yaml": clusterYaml(
        "config-map",
        "{ root: ../infra, module: one.eks, aws_auth_module: one.aws_auth }",
      ),
    });
    symlinkSync("platform", join(cwd, "infra/linked"));
    const run = await overlay();
    expect(errors(run)).toEqual(["overlay-unsupported infra/main.tf:1"]);
    expect(run.stderr).toContain("a second call of the same folder is not supported");
  });
});
