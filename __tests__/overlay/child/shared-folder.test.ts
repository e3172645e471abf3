import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../../support/cli/cli-run";
import { CHILD } from "../../support/overlay/child-root";
import { clusterYaml, errors, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const call = (source: string, name = "platform"): string => `module "${name}" {\n  source = "${source}"\n}\n`;
const yaml = (name: string, root: string, path = "platform"): string =>
  clusterYaml("dual", `{ root: ${root}, module: ${path}.eks, aws_auth_module: ${path}.aws_auth }`).replace(
    "cluster_name: demo",
    `cluster_name: ${name}`,
  );
const SHARED = CHILD.replace('= "demo"', "= var.name");
const OURS = "modules/platform/eks_access.tf.json";

/** Two roots that call one folder. */
const TWO = {
  "envs/prod/main.tf": call("../../modules/platform"),
  "envs/dev/main.tf": call("../../modules/platform"),
  "modules/platform/main.tf": SHARED,
  "clusters/prod.yaml": yaml("prod", "../envs/prod"),
  "clusters/dev.yaml": yaml("dev", "../envs/dev"),
};
const REFUSED =
  "overlay.root: modules/platform is called by envs/prod and by envs/dev (clusters/dev.yaml), expected a folder with one call: both calls read what is written there for one cluster [overlay-unsupported]";

describe("eks-access overlay: a folder that several roots call", () => {
  test("is refused with both roots, and nothing is written", async () => {
    const { cwd, overlay } = repository(TWO);
    const run = await overlay();
    expect(errors(run)).toEqual([expect.stringMatching(/^overlay-unsupported clusters\/prod\.yaml:/)]);
    expect(run.stderr).toContain(REFUSED);
    expect(existsSync(join(cwd, OURS))).toBe(false);
  });

  test.each(["overlay", "check"])("%s of one of the files alone says it too", async (command) => {
    const { cwd } = repository(TWO);
    const run = await cli([command, "clusters/prod.yaml"], { cwd });
    expect(`${run.stderr}${run.stdout}`).toContain(REFUSED);
    expect(existsSync(join(cwd, OURS))).toBe(false);
  });

  test("a step of one of them is refused", async () => {
    const { cwd, read } = repository(TWO);
    const run = await cli(["advance", "clusters/prod.yaml"], { cwd });
    expect(`${run.stderr}${run.stdout}`).toContain("modules/platform is called by envs/prod and by envs/dev");
    expect(read("clusters/prod.yaml")).toBe(TWO["clusters/prod.yaml"]);
    expect(existsSync(join(cwd, OURS))).toBe(false);
  });

  test("by a link is the same folder", async () => {
    const { cwd, overlay } = repository({ ...TWO, "envs/dev/main.tf": call("./platform") });
    symlinkSync(join(cwd, "modules/platform"), join(cwd, "envs/dev/platform"));
    expect(errors(await overlay())).toEqual([expect.stringMatching(/^overlay-unsupported clusters\/prod\.yaml:/)]);
  });

  test("by two paths of calls in one root is refused", async () => {
    const { cwd, overlay } = repository({
      "envs/main.tf": call("./a", "a") + call("./b", "b"),
      "envs/a/main.tf": call("../../modules/platform"),
      "envs/b/main.tf": call("../../modules/platform"),
      "modules/platform/main.tf": SHARED,
      "clusters/prod.yaml": yaml("prod", "../envs", "a.platform"),
      "clusters/dev.yaml": yaml("dev", "../envs", "b.platform"),
    });
    const run = await overlay();
    expect(errors(run)).toEqual([expect.stringMatching(/^overlay-unsupported clusters\/prod\.yaml:/)]);
    expect(run.stderr).toContain("modules/platform is called twice by envs (clusters/dev.yaml)");
    expect(existsSync(join(cwd, OURS))).toBe(false);
  });

  test("by two calls of one root, however the folder is written, is refused", async () => {
    const { overlay } = repository({
      "envs/prod/main.tf": call("../../modules/platform") + call("../../modules/../modules/platform/", "other"),
      "modules/platform/main.tf": SHARED,
      "clusters/prod.yaml": yaml("prod", "../envs/prod"),
    });
    const run = await overlay();
    expect(errors(run)).toEqual(["overlay-unsupported envs/prod/main.tf:1"]);
    expect(run.stderr).toContain("a second call of the same folder");
  });

  test("two roots with a folder each are taken", async () => {
    const { cwd, overlay } = repository({
      ...TWO,
      "envs/dev/main.tf": call("../../modules/other"),
      "modules/other/main.tf": SHARED,
    });
    expect(errors(await overlay())).toEqual([]);
    expect(existsSync(join(cwd, OURS))).toBe(true);
  });
});
