import { BARE_SHAPE } from "../../support/overlay/root-shapes";
import { cli, type CliRun } from "../../support/cli/cli-run";
import { clusterYaml, errors, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const BARE = BARE_SHAPE.files({})["main.tf"] ?? "";
const HEAD = BARE.slice(0, BARE.indexOf('resource "kubernetes'));
const TWIN = HEAD.slice(HEAD.indexOf('resource "aws_eks_cluster"'))
  .replace('"main"', '"other"')
  .replace('"demo"', '"demo-eu"');

const own = (name: string, block: string, keys: string): string =>
  clusterYaml("entries", `{ root: ../infra, cluster: aws_eks_cluster.${block} }`)
    .replace("cluster_name: demo", `cluster_name: ${name}`)
    .replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n")
    .replaceAll(/\bdev\b(?=:|,|\])/g, keys);

/** One root with two clusters, `demo` and `demo-eu`, each with an entry of this key. */
const twoClusters = (first: string, second: string) =>
  repository({
    "infra/main.tf": `${HEAD}${TWIN}`,
    "clusters/demo.yaml": own("demo", "main", first),
    "clusters/demo-eu.yaml": own("demo-eu", "other", second),
  });

const ADDRESS = "aws_eks_access_entry.eks_access_demo_eu_dev";

describe("two clusters of one root module whose names and keys come to one address", () => {
  test("overlay refuses it, at one of both files", async () => {
    const run = await twoClusters("eu_dev", "dev").overlay();
    expect(errors(run)).toEqual(["overlay-unsupported clusters/demo-eu.yaml:2"]);
    expect(run.stderr).toContain(ADDRESS);
    expect(errors(await twoClusters("dev", "dev").overlay())).toEqual([]);
  });

  test.each([
    ["the folder", "clusters", ["clusters/demo-eu.yaml:2"]],
    ["one file alone", "clusters/demo.yaml", ["clusters/demo.yaml:2"]],
    ["the other alone", "clusters/demo-eu.yaml", ["clusters/demo-eu.yaml:2"]],
  ])("check of %s says the same", async (_, path, places) => {
    const check = async (first: string): Promise<CliRun> =>
      cli(["check", path], { cwd: twoClusters(first, "dev").cwd });
    const run = await check("eu_dev");
    expect([run.exitCode, errors(run)]).toEqual([1, places.map((place) => `overlay-unsupported ${place}`)]);
    expect(run.stdout).toContain(`got ${ADDRESS}, which clusters/demo`);
    expect(errors(await check("dev"))).toEqual([]);
  });

  test("check says nothing of it while a root is refused for something else", async () => {
    const { cwd, write, read } = twoClusters("eu_dev", "dev");
    write("infra/main.tf", read("infra/main.tf").replace('"demo-eu"', '"another"'));
    expect(errors(await cli(["check", "clusters"], { cwd }))).toEqual([
      expect.stringContaining("overlay-cluster-differs infra/main.tf"),
    ]);
  });

  test("advance refuses it", async () => {
    const { cwd } = twoClusters("eu_dev", "dev");
    const run = await cli(["advance", "clusters/demo.yaml", "--dry-run"], { cwd });
    expect([run.exitCode, errors(run)]).toEqual([1, ["overlay-unsupported clusters/demo-eu.yaml:2"]]);
  });
});
