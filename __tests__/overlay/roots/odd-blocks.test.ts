import { argumentLine } from "../../../lib/overlay/root/block";
import { BARE_SHAPE } from "../../support/overlay/root-shapes";
import { errors, files, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const BARE = BARE_SHAPE.files({})["main.tf"] ?? "";
const CONFIG_MAP = "kubernetes_config_map_v1_data.auth";
const OVERLAY = `{ root: ../infra, cluster: aws_eks_cluster.main, config_map: ${CONFIG_MAP} }`;
const bare = (main: string, stage = "entries") => files(main, stage, OVERLAY);
const ignoring = (text: string) => BARE.replace(/ignore_changes = \[.*\]/, `ignore_changes = ${text}`);
const ROWS_LIFECYCLE = "  force = true\n  lifecycle {\n    ignore_changes = [data]\n  }\n";
const EKS_LINE = 'authentication_mode = "CONFIG_MAP"';

describe("what would keep an override from doing what it says", () => {
  test("a root of resources passes", async () => {
    expect(errors(await repository(bare(BARE)).overlay())).toEqual([]);
  });

  test.each([
    ["[access_config]", "`access_config`"],
    ["all", "`all`"],
    ["[tags, access_config[0].authentication_mode]", "`access_config[0].authentication_mode`"],
  ])("ignore_changes = %s of the cluster is refused at its line", async (ignored, named) => {
    const main = ignoring(ignored);
    const run = await repository(bare(main)).overlay();
    expect(placed(run, main)).toEqual([["overlay-unsupported", `    ignore_changes = ${ignored}`]]);
    expect(run.stderr).toContain(`has ${named}, so that no plan changes the authentication mode`);
  });

  test("ignored rows are refused", async () => {
    const main = BARE.replace("  force = true\n", ROWS_LIFECYCLE);
    expect(placed(await repository(bare(main)).overlay(), main)).toEqual([
      ["overlay-unsupported", "    ignore_changes = [data]"],
    ]);
  });

  test.each(["[tags]", "[access_config[0].bootstrap_cluster_creator_admin_permissions]"])(
    "ignore_changes = %s passes",
    async (ignored) => {
      expect(errors(await repository(bare(ignoring(ignored))).overlay())).toEqual([]);
    },
  );

  test("a bare cluster with count is refused: one override would be for each instance", async () => {
    const main = BARE.replace('  name     = "demo"', '  count    = 2\n  name     = "demo"');
    expect(placed(await repository(bare(main)).overlay(), main)).toEqual([["overlay-unsupported", "  count    = 2"]]);
  });
});

describe("the line of an argument", () => {
  test.each(["vpc-cni", "a.b", "a+(b)", "ä/ö", "x_1"])("within a key of any text: %s", (key) => {
    const text = `module "eks" {\n  cluster_addons = {\n    "${key}" = {\n      most_recent = true\n    }\n  }\n}\n`;
    expect(argumentLine({ text, line: 1 }, ["cluster_addons", key, "most_recent"])).toBe(4);
  });

  const misspelt = (before: string) =>
    REGISTRY.replace(EKS_LINE, `${before}\n  cluster_versoin = "1.31"\n  ${EKS_LINE}`);

  test.each([
    ["a comment with two slashes before it", "// cluster_versoin = 1"],
    ["the same name within a map", 'cluster_tags = { cluster_versoin = "x" }'],
    ["the same name within a text", 'cluster_tags = { a = "x cluster_versoin = 2" }'],
    ["a comment of several lines in the block", "/* cluster_versoin = 1\n  cluster_versoin = 2 */"],
  ])("with %s", async (_, before) => {
    const main = misspelt(before);
    expect(placed(await repository(files(main, "entries")).overlay(), main)).toEqual([
      ["overlay-argument-unknown", '  cluster_versoin = "1.31"'],
    ]);
  });

  test("that the block has not is its header's, not that of the next block", async () => {
    const main = REGISTRY.replace(/ *version *= "20\.37\.2"\n/, "");
    expect(main).not.toBe(REGISTRY);
    expect(placed(await repository(files(main, "entries")).overlay(), main)).toEqual([
      ["overlay-module-version", 'module "eks" {'],
    ]);
  });

  test("a block in a comment that begins within a line is none", async () => {
    const main = `locals { /*\nmodule "eks" {\n  cluster_versoin = 1\n} */ }\n${misspelt("# before")}`;
    expect(placed(await repository(files(main, "entries")).overlay(), main)).toEqual([
      ["overlay-argument-unknown", '  cluster_versoin = "1.31"'],
    ]);
  });
});
