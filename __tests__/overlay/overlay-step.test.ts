import { join } from "node:path";
import { overlayOnDisk, putBack, writeOverlay } from "../../lib/cli/running/overlay/overlay-on-disk";
import { cli } from "../support/cli/cli-run";
import { clusterYaml, errors, files, jsonAt, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

warm();

const FILE = "clusters/demo.yaml";
const OVERRIDE = "infra/eks_access_override.tf.json";

const modeIn = (text: string): unknown => jsonAt(text, "module", "eks", "authentication_mode");

describe("advance and back of an overlay", () => {
  test("write the cluster file and both files of the new stage, and say so", async () => {
    const { cwd, overlay, read } = repository(files(REGISTRY, "config-map"));
    await overlay();
    expect(modeIn(read(OVERRIDE))).toBe('${["CONFIG_MAP", local.eks_access_demo_passed][0]}');
    const run = await cli(["advance", FILE], { cwd });
    expect([run.exitCode, run.stdout.split("\n").slice(-4)]).toEqual([
      0,
      [`written: ${FILE}`, "clusters/../infra/eks_access.tf.json: changed", `clusters/../${OVERRIDE}: changed`, ""].map(
        (line) => line.replace("clusters/../", ""),
      ),
    ]);
    expect(read(FILE)).toContain("stage: dual");
    expect(modeIn(read(OVERRIDE))).toBe('${["API_AND_CONFIG_MAP", local.eks_access_demo_passed][0]}');
    expect((await overlay("--check")).exitCode).toBe(0);
  });

  test("before retire, the block of the rows is told to stay; without an overlay, how to stop a module that writes them", async () => {
    const stays = "the block of the rows stays in the root module until stage done is applied";
    const goes = "where module aws_auth in HCL writes it: a block `removed`";
    const overlaid = repository(files(REGISTRY, "entries"));
    const access = repository({
      [FILE]: clusterYaml("entries")
        .replace("render: overlay", "render: access")
        .replace(/^overlay: .*\n/m, ""),
    });
    const printed = await Promise.all(
      [overlaid, access].map(async ({ cwd }) => (await cli(["advance", FILE, "--dry-run"], { cwd })).stdout),
    );
    expect(printed.map((text) => [text.includes(stays), text.includes(goes)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test("what is to be typed names the file as it was typed", async () => {
    const { cwd } = repository(files(REGISTRY, "entries"));
    const { stdout } = await cli(["advance", "demo.yaml", "--dry-run"], { cwd: join(cwd, "clusters") });
    expect(stdout).toContain("eks-access check demo.yaml --live FILE...");
  });

  test("of a cluster whose rows no block writes, nothing is told to stay; without rows, nothing to go", async () => {
    const printed = async (change: (text: string) => string): Promise<string> => {
      const main = REGISTRY.slice(0, REGISTRY.indexOf('module "aws_auth"'));
      const text = clusterYaml("entries", "{ root: ../infra, module: eks }");
      const { cwd } = repository({ "infra/main.tf": main, [FILE]: change(text) });
      const { stdout, stderr } = await cli(["advance", FILE, "--dry-run"], { cwd });
      expect(errors({ stdout, stderr, exitCode: 0 })).toEqual([]);
      return stdout;
    };
    const foreign = await printed((text) =>
      text.replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n"),
    );
    expect(foreign).not.toContain("the block of the rows stays");
    expect(foreign).toContain("whoever writes aws-auth may go on: its rows stay");
  });

  test("back writes the files of the stage before", async () => {
    const { cwd, overlay, read } = repository(files(REGISTRY, "retire"));
    await overlay();
    expect((await cli(["back", FILE], { cwd })).exitCode).toBe(0);
    expect(read(FILE)).toContain("stage: entries");
    expect((await overlay("--check")).exitCode).toBe(0);
  });

  test("a dry run writes none of the three", async () => {
    const { cwd, overlay, read, list } = repository(files(REGISTRY, "config-map"));
    await overlay();
    const before = [read(FILE), read(OVERRIDE)];
    expect((await cli(["advance", FILE, "--dry-run"], { cwd })).exitCode).toBe(0);
    expect([read(FILE), read(OVERRIDE)]).toEqual(before);
    expect(list()).toEqual(["eks_access.tf.json", "eks_access_override.tf.json", "main.tf"]);
  });

  test("a root module that refuses the overlay keeps the cluster file as it is", async () => {
    const { cwd, read } = repository(files(REGISTRY.replace('"20.37.2"', '"19.21.0"'), "config-map"));
    const run = await cli(["advance", FILE], { cwd });
    expect([run.exitCode, errors(run)[0]?.split(" ")[0]]).toEqual([1, "overlay-module-version"]);
    expect(read(FILE)).toBe(clusterYaml("config-map"));
  });

  test("a file of somebody else's in the place of one keeps all three as they are", async () => {
    const { cwd, read, write, list } = repository(files(REGISTRY, "config-map"));
    write(OVERRIDE, "{}\n");
    const run = await cli(["advance", FILE], { cwd });
    expect([run.exitCode, errors(run)]).toEqual([1, [`overlay-file-foreign ${OVERRIDE}:1`]]);
    expect([read(FILE), read(OVERRIDE), list()]).toEqual([
      clusterYaml("config-map"),
      "{}\n",
      ["eks_access_override.tf.json", "main.tf"],
    ]);
  });
});

describe("writeOverlay and putBack", () => {
  const onDisk = (cwd: string, second: string) =>
    overlayOnDisk({
      folder: "infra",
      path: join(cwd, "infra"),
      clusters: ["demo"],
      texts: { "eks_access.tf.json": "{}\n", [second]: "{}\n" },
    });

  test("where the second file cannot be written, the first is what it was: absent", async () => {
    const { cwd, list } = repository(files(REGISTRY));
    await expect(writeOverlay(onDisk(cwd, "x".repeat(250)))).rejects.toThrow("cannot be written: ENAMETOOLONG");
    expect(list()).toEqual(["main.tf"]);
  });

  test("both are what they were, where what comes after them cannot be written: changed or absent", async () => {
    const { cwd, overlay, read, list } = repository(files(REGISTRY));
    await overlay();
    const before = read("infra/eks_access.tf.json");
    const written = onDisk(cwd, "new.tf.json");
    expect(await writeOverlay(written)).toEqual(["infra/eks_access.tf.json: changed", "infra/new.tf.json: written"]);
    expect(read("infra/eks_access.tf.json")).toBe("{}\n");
    await putBack(written);
    expect(read("infra/eks_access.tf.json")).toBe(before);
    expect(list()).toEqual(["eks_access.tf.json", "eks_access_override.tf.json", "main.tf"]);
  });
});

describe("finish of an overlay", () => {
  test("is refused at done: the root module has to say it first, and the file stays", async () => {
    const { cwd, read } = repository(files(REGISTRY, "done"));
    const run = await cli(["finish", FILE], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([
      1,
      expect.stringContaining(`eks-access overlay ${FILE} --settle prints the HCL`),
    ]);
    expect(read(FILE)).toBe(clusterYaml("done"));
  });

  test("is what no other command names at done: advance and status name --settle", async () => {
    const { cwd } = repository(files(REGISTRY, "done"));
    expect((await cli(["advance", FILE], { cwd })).stderr).toContain("`eks-access overlay FILE --settle`");
    const status = await cli(["status", "clusters"], { cwd });
    expect(status.stdout).toContain(`eks-access overlay ${FILE} --settle`);
    expect(status.stdout).not.toContain("eks-access finish");
  });

  test("is told of its stage before that, as any other", async () => {
    const { cwd } = repository(files(REGISTRY, "api"));
    expect((await cli(["finish", FILE], { cwd })).stderr).toContain("stage api, expected done");
  });
});

describe("advance --ring of overlays", () => {
  test("of two clusters that share a root module leaves the files of both at their new stages", async () => {
    const [, block = ""] = /^(module "eks" {\n.*?^}\n)/ms.exec(REGISTRY) ?? [];
    const blocks = ["blue", "green"].map((name) =>
      block.replace('"eks"', `"${name}"`).replace('= "demo"', `= "${name}"`),
    );
    const head = REGISTRY.slice(0, REGISTRY.indexOf(block)).replaceAll("module.eks.", "module.blue.");
    const main = `${head}${blocks.join("")}`;
    const own = (key: string): string =>
      clusterYaml("config-map", `{ root: ../infra, module: ${key} }`)
        .replace("cluster_name: demo", `cluster_name: ${key}`)
        .replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
    const { cwd, overlay, read } = repository({
      "infra/main.tf": main,
      "clusters/blue.yaml": own("blue"),
      "clusters/green.yaml": own("green"),
      "clusters/fleet.yaml": 'rings: [{ name: all, clusters: ["*"] }]\n',
    });
    expect(errors(await overlay())).toEqual([]);
    const run = await cli(["advance", "--ring", "all"], { cwd });
    expect([run.exitCode, run.stdout]).toEqual([
      0,
      expect.stringContaining("ring 1, all: 2 stepped, 0 not, 0 arrived"),
    ]);
    expect((await overlay("--check")).exitCode).toBe(0);
    const modes = ["blue", "green"].map((name) => jsonAt(read(OVERRIDE), "module", name, "authentication_mode"));
    expect(modes).toEqual(
      ["blue", "green"].map((name) => `\${["API_AND_CONFIG_MAP", local.eks_access_${name}_passed][0]}`),
    );
  });
});
