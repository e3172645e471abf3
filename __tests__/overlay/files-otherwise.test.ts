import { rmSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../support/cli/cli-run";
import { clusterYaml, errors, files, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

const NORMAL = "infra/eks_access.tf.json";
const OVERRIDE = "infra/eks_access_override.tf.json";

warm();

/** What `check` says of a repository, of its folder or of a file. */
async function said({ cwd }: { readonly cwd: string }, path = "clusters"): Promise<[number, string[]]> {
  const run = await cli(["check", path], { cwd });
  return [run.exitCode, errors(run)];
}

const PASSED = [0, []];

describe("eks-access check of the files that an overlay has written", () => {
  test("before `overlay` is typed there is none, and afterwards both are as the cluster file has them", async () => {
    const root = repository(files(REGISTRY));
    expect(await said(root)).toEqual(PASSED);
    await root.overlay();
    expect(await said(root)).toEqual(PASSED);
    expect(await said(root, "clusters/demo.yaml")).toEqual(PASSED);
  });

  test.each(["clusters", "clusters/demo.yaml"])("%s: one that somebody changed is named at its line", async (path) => {
    const root = repository(files(REGISTRY));
    await root.overlay();
    root.write(OVERRIDE, root.read(OVERRIDE).replace("API_AND_CONFIG_MAP", "API"));
    expect(await said(root, path)).toEqual([1, [`overlay-file-differs ${OVERRIDE}:13`]]);
  });

  test("one of the pair that is gone is named; without both nothing is said", async () => {
    const root = repository(files(REGISTRY));
    await root.overlay();
    rmSync(join(root.cwd, NORMAL));
    expect(await said(root)).toEqual([1, [`overlay-file-differs ${NORMAL}:1`]]);
    rmSync(join(root.cwd, OVERRIDE));
    expect(await said(root)).toEqual(PASSED);
  });

  test("a cluster file that was changed since is told; `overlay` ends it, and a step writes all three", async () => {
    const root = repository(files(REGISTRY));
    await root.overlay();
    root.write("clusters/demo.yaml", clusterYaml("entries"));
    expect(await said(root)).toEqual([1, [`overlay-file-differs ${NORMAL}:13`]]);
    await root.overlay();
    expect(await said(root)).toEqual(PASSED);
    expect((await cli(["back", "clusters/demo.yaml"], { cwd: root.cwd })).exitCode).toBe(0);
    expect(await said(root)).toEqual(PASSED);
  });

  test("one in the place of ours that somebody else wrote is named", async () => {
    const root = repository({ ...files(REGISTRY), [NORMAL]: "{}" });
    expect(await said(root)).toEqual([1, [`overlay-file-foreign ${NORMAL}:1`]]);
  });

  test("what is wrong with the root comes first: what the files are to be is not known", async () => {
    const root = repository(files(REGISTRY));
    await root.overlay();
    root.write(OVERRIDE, "{}");
    root.write("infra/main.tf", REGISTRY.replace("cluster_version", "cluster_versoin"));
    expect(await said(root)).toEqual([1, [expect.stringMatching(/^overlay-argument-unknown infra\/main\.tf:\d+$/)]]);
  });
});

describe("eks-access check of files that hold two clusters", () => {
  const each = REGISTRY.replace('module "eks" {', 'module "eks" {\n  for_each = toset(["blue", "green"])').replace(
    '= "demo"',
    "= each.key",
  );
  const yaml = (name: string, stage = "dual"): string =>
    clusterYaml(stage, `{ root: ../infra, module: 'eks["${name}"]' }`)
      .replace("cluster_name: demo", `cluster_name: ${name}`)
      .replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
  const main = each.slice(0, each.indexOf('module "aws_auth"'));
  const both = (stage = "dual") =>
    repository({
      "infra/main.tf": main,
      "clusters/blue.yaml": yaml("blue", stage),
      "clusters/green.yaml": yaml("green"),
    });

  test("one of them alone is asked together with its neighbour", async () => {
    const root = both();
    expect((await root.overlay()).exitCode).toBe(0);
    for (const path of ["clusters", "clusters/blue.yaml", "clusters/green.yaml"])
      expect(await said(root, path)).toEqual(PASSED);
    root.write("clusters/green.yaml", yaml("green", "entries"));
    expect(await said(root, "clusters/blue.yaml")).toEqual([1, [`overlay-file-differs ${NORMAL}:34`]]);
  });

  test("nothing is said where a cluster of theirs has no file here, or a neighbour is refused", async () => {
    const root = both();
    await root.overlay();
    root.write("clusters/green.yaml", yaml("green", "retire").replace("code: masters-by-name", "code: row-dead"));
    expect(await said(root, "clusters/blue.yaml")).toEqual(PASSED);
    rmSync(join(root.cwd, "clusters/green.yaml"));
    expect(await said(root)).toEqual(PASSED);
  });
});
