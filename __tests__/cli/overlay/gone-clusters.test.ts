import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../../support/cli/cli-run";
import { clusterYaml, errors, files, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const EKS = REGISTRY.slice(REGISTRY.indexOf('module "eks"'), REGISTRY.indexOf('module "aws_auth"'));
const GREEN = clusterYaml("api", "{ root: ../infra, module: green }")
  .replace("cluster_name: demo", "cluster_name: green")
  .replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
const NORMAL = "infra/eks_access.tf.json";
const TAKEN_OUT =
  "green: taken out: the next plan does with it what the root module says, and asks no guard; read the plan with eks-access review before you apply it\n";

/** A root module with the overlay of two clusters. */
async function ofTwo() {
  const made = repository({
    ...files(`${REGISTRY}\n${EKS.replace('"eks" {', '"green" {').replace('"demo"', '"green"')}`, "done"),
    "clusters/green.yaml": GREEN,
  });
  const { exitCode } = await made.overlay();
  expect([exitCode, made.read(NORMAL)]).toEqual([0, expect.stringContaining("Clusters: demo, green")]);
  return {
    ...made,
    deleteGreen: () => {
      rmSync(join(made.cwd, "clusters/green.yaml"));
    },
  };
}

describe("overlay --gone", () => {
  test("takes a cluster without a file out of both files, which are then what --check expects", async () => {
    const { overlay, read, deleteGreen } = await ofTwo();
    deleteGreen();
    const refused = await overlay();
    expect([refused.exitCode, errors(refused)]).toEqual([
      1,
      [`overlay-cluster-left-out ${NORMAL}:1`, "overlay-cluster-left-out infra/eks_access_override.tf.json:1"],
    ]);
    expect(refused.stderr).toContain("`eks-access overlay clusters --gone green`");
    const { exitCode, stdout } = await overlay("--gone", "green");
    expect([exitCode, stdout]).toEqual([
      0,
      `${NORMAL}: changed\ninfra/eks_access_override.tf.json: changed\n${TAKEN_OUT}`,
    ]);
    expect(`${read(NORMAL)}${read("infra/eks_access_override.tf.json")}`).not.toContain("green");
    expect((await overlay("--check")).exitCode).toBe(0);
  });

  test("--remove deletes both files with it, and neither without it", async () => {
    const { overlay, cwd, deleteGreen } = await ofTwo();
    deleteGreen();
    expect([(await overlay("--remove")).exitCode, existsSync(join(cwd, NORMAL))]).toEqual([1, true]);
    const { exitCode, stdout } = await overlay("--remove", "--gone", "green");
    expect([exitCode, existsSync(join(cwd, NORMAL))]).toEqual([0, false]);
    expect(stdout).toContain(TAKEN_OUT);
  });

  test.each([
    ["named", "clusters", GREEN],
    ["beside the file that is named", "clusters/demo.yaml", GREEN],
    ["beside it, with errors", "clusters/demo.yaml", `${GREEN}nonsense: 1\n`],
  ])("is refused where the cluster's file is there: %s", async (_, path, text) => {
    const { cwd, read, write } = await ofTwo();
    write("clusters/green.yaml", text);
    const before = read(NORMAL);
    const { exitCode, stderr } = await cli(["overlay", path, "--gone", "green"], { cwd });
    expect([exitCode, read(NORMAL)]).toEqual([1, before]);
    expect(stderr).toContain(
      "--gone: cluster `green` has the cluster file clusters/green.yaml, expected a cluster without one",
    );
  });

  test("is refused for a name that the files do not hold, and takes no other cluster out", async () => {
    const { overlay, deleteGreen } = await ofTwo();
    const wrong = await overlay("--gone", "grene");
    expect([wrong.exitCode, wrong.stderr]).toEqual([
      1,
      expect.stringContaining("--gone: no file of these root modules holds cluster `grene`, expected one that does"),
    ]);
    expect(wrong.stderr).toContain("they hold demo, green");
    deleteGreen();
    expect(errors(await overlay("--gone", "blue"))).toHaveLength(2);
  });

  test.each(["--check", "--settle"])("is no part of %s", async (option) => {
    const { exitCode, stderr } = await repository(files(REGISTRY)).overlay(option, "--gone", "green");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("expected neither --check nor --settle")]);
  });
});
