import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli, folderWith } from "../support/cli/cli-run";
import { SAMPLES } from "../support/definitions/sample-definitions";

const ORDERS = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");
const own = ORDERS.replace("backend: { local: {} }", "backend: { local: { path: /srv/states/own } }");

/** A file of another cluster, which keeps its state where `own` does, or elsewhere. */
function neighbour({ name = "neighbour", path = "/srv/states/own" }): string {
  return `cluster_name: ${name}
render: access
terraform:
  region: eu-west-1
  backend: { local: { path: ${path} } }
`;
}

test("the cluster of these tests is allowed by itself", async () => {
  const cwd = folderWith({ "console-cluster.yaml": own });
  expect(own).not.toBe(ORDERS);
  expect((await cli(["check", "console-cluster.yaml"], { cwd })).exitCode).toBe(0);
});

describe("check, advance and back of one file, beside another in its folder", () => {
  const commands: (readonly [string, readonly string[]])[] = [
    ["check", []],
    ["advance", ["--dry-run"]],
    ["back", ["--dry-run"]],
  ];

  async function run(files: Readonly<Record<string, string>>, command: string, options: readonly string[]) {
    const cwd = folderWith(files);
    mkdirSync(join(cwd, "clusters"));
    for (const name of Object.keys(files)) renameSync(join(cwd, name), join(cwd, "clusters", name));
    const path = "clusters/console-cluster.yaml";
    const { exitCode, stdout, stderr } = await cli([command, path, ...options], { cwd });
    return { exitCode, told: stdout + stderr, same: readFileSync(join(cwd, path), "utf8") === own };
  }

  test.each(commands)("%s refuses the state of a neighbour, whatever its name", async (command, options) => {
    for (const name of ["a-first", "z-last"]) {
      const files = { "console-cluster.yaml": own, [`${name}.yaml`]: neighbour({ name }) };
      const { exitCode, told, same } = await run(files, command, options);
      expect({ exitCode, same }).toEqual({ exitCode: 1, same: true });
      expect(told).toMatch(
        new RegExp(
          `error clusters/console-cluster\\.yaml:\\d+:\\d+ terraform\\.backend: the stack of clusters/${name}\\.yaml has this state too, expected a state for each file, got \`/srv/states/own\` \\[state-shared\\]`,
        ),
      );
    }
  });

  test.each(commands)("%s refuses the name of a neighbour", async (command, options) => {
    const files = {
      "console-cluster.yaml": own,
      "copy.yaml": neighbour({ name: "console-cluster", path: "/srv/states/copy" }),
    };
    const { exitCode, told } = await run(files, command, options);
    expect(exitCode).toBe(1);
    expect(told).toMatch(
      /a second cluster with the name of the one in clusters\/copy\.yaml, got `console-cluster` \[cluster-name-twice\]/,
    );
  });

  test.each(commands)(
    "%s takes a neighbour with a state of its own, and says nothing of its faults",
    async (command, options) => {
      const alone = await run({ "console-cluster.yaml": own }, command, options);
      const fine = `${neighbour({ path: "/srv/states/neighbour" })}tgas: {}\n`;
      expect(
        await run({ "console-cluster.yaml": own, "neighbour.yaml": fine, "no.yaml": "{" }, command, options),
      ).toEqual(alone);
      expect(alone.told).not.toContain("state-shared");
    },
  );

  test("check of both files tells it once, advance writes nothing", async () => {
    const cwd = folderWith({ "console-cluster.yaml": own, "a-first.yaml": neighbour({ name: "a-first" }) });
    const { stdout } = await cli(["check", "a-first.yaml", "console-cluster.yaml"], { cwd });
    expect(stdout.match(/state-shared/g)).toHaveLength(1);
    const { exitCode } = await cli(["advance", "console-cluster.yaml"], { cwd });
    expect({ exitCode, text: readFileSync(join(cwd, "console-cluster.yaml"), "utf8") }).toEqual({
      exitCode: 1,
      text: own,
    });
  });

  test("the folder of the output decides where a local state is: CDKTF_OUTDIR, or output of cdktf.json", async () => {
    const cwd = folderWith({ "console-cluster.yaml": ORDERS });
    const path = join(cwd, "build", "terraform.console-cluster.tfstate");
    writeFileSync(join(cwd, "neighbour.yaml"), neighbour({ path }));
    const codes = async (env: Readonly<Record<string, string>>) =>
      (await cli(["check", "console-cluster.yaml"], { cwd, env })).stdout.match(/state-shared/g);
    expect(await codes({})).toBeNull();
    expect(await codes({ CDKTF_OUTDIR: "build/out" })).toEqual(["state-shared"]);
    writeFileSync(join(cwd, "cdktf.json"), `{ "output": "build/out" }`);
    expect(await codes({})).toEqual(["state-shared"]);
  });
});

describe("check and advance of what lies in a folder of a fleet, beside another folder", () => {
  const places = [
    ["the folder clusters", "clusters", "p/other.yaml", "q/console-cluster.yaml"],
    ["the folder of a fleet.yaml", "eks", "p/other.yaml", "q/console-cluster.yaml"],
    ["a folder above", "clusters", "other.yaml", "q/console-cluster.yaml"],
    ["a folder below", "clusters", "p/other.yaml", "console-cluster.yaml"],
  ] as const;

  function fleet(top: string, files: Readonly<Record<string, string>>): string {
    const cwd = folderWith({});
    for (const [name, text] of Object.entries({ ...(top === "eks" ? { "fleet.yaml": "{}\n" } : {}), ...files })) {
      mkdirSync(dirname(join(cwd, top, name)), { recursive: true });
      writeFileSync(join(cwd, top, name), text);
    }
    return cwd;
  }

  test.each(places)("refuse the state of another file, in %s", async (...[, top, other, mine]) => {
    const cwd = fleet(top, { [other]: neighbour({ name: "other" }), [mine]: own });
    const told = /the stack of \S+ has this state too/;
    for (const command of [
      ["check", `${top}/${mine}`],
      ["check", dirname(`${top}/${mine}`)],
      ["advance", `${top}/${mine}`],
    ]) {
      const { exitCode, stdout, stderr } = await cli(command, { cwd });
      expect({ command, exitCode, isTold: told.test(stdout + stderr) }).toEqual({
        command,
        exitCode: 1,
        isTold: true,
      });
    }
    expect(readFileSync(join(cwd, top, mine), "utf8")).toBe(own);
  });

  test.each(places)("take a state of its own, in %s", async (...[, top, other, mine]) => {
    const alone = await cli(["check", `${top}/${mine}`], { cwd: fleet(top, { [mine]: own }) });
    const beside = fleet(top, { [other]: neighbour({ name: "other", path: "/srv/states/other" }), [mine]: own });
    const { exitCode, stdout } = await cli(["check", `${top}/${mine}`], { cwd: beside });
    expect({ exitCode, stdout }).toEqual({ exitCode: alone.exitCode, stdout: alone.stdout });
  });
});

describe("files of a folder that speak for its clusters", () => {
  const SHARED = { "defaults.yaml": "owner: platform\n", "fleet.yaml": 'rings: [{ name: all, clusters: ["**"] }]\n' };

  test.each([["check"], ["explain"]])(
    "are no clusters for %s where the pattern of a shell names them, too",
    async (command) => {
      const cwd = folderWith({ ...SHARED, "console-cluster.yaml": ORDERS });
      const alone = await cli([command, "console-cluster.yaml"], { cwd });
      const { exitCode, stdout } = await cli([command, ...Object.keys(SHARED), "console-cluster.yaml"], { cwd });
      expect({ exitCode, stdout }).toEqual({ exitCode: alone.exitCode, stdout: alone.stdout });
      expect(exitCode).toBe(0);
    },
  );

  test.each(
    ["check", "show", "advance", "explain"].flatMap((command) => Object.keys(SHARED).map((file) => [command, file])),
  )("are refused by %s %s alone", async (command, file) => {
    const cwd = folderWith({ ...SHARED, "console-cluster.yaml": ORDERS });
    const { exitCode, stdout, stderr } = await cli([command, file], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`${file}: says what holds for clusters of its folder, expected a cluster file`);
  });

  test("are told to be empty by what they are", async () => {
    const cwd = folderWith({ "defaults.yaml": "# nothing yet\n", "console-cluster.yaml": ORDERS });
    expect((await cli(["check", "console-cluster.yaml"], { cwd })).stdout).toContain(
      "error ./defaults.yaml:1:1: is empty, expected one of terraform, tags, accept, owner [file-empty]",
    );
  });
});

describe("a fleet.yaml in a folder of the fleet", () => {
  test.each([["clusters"], ["clusters/dev"], ["clusters/dev/fleet.yaml"]])("is told by check %s", async (path) => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, "clusters/dev"), { recursive: true });
    writeFileSync(join(cwd, "clusters/dev/console-cluster.yaml"), own);
    writeFileSync(join(cwd, "clusters/dev/fleet.yaml"), "rings: []\n");
    const { exitCode, stdout } = await cli(["check", path], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "error clusters/dev/fleet.yaml: a fleet.yaml in a folder of a fleet, expected it at the top alone, where the folders are [fleet-file-nested]",
    );
  });
});
