import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../support/cli/cli-run";
import { type CompiledCli, compileCli } from "../support/cli/compiled-cli";
import { killAt } from "../support/cli/kill-at";
import { files, REGISTRY, repository } from "../support/overlay/overlay-repository";
import { schemaErrors } from "../support/cli/output-schema";
import { SAMPLES } from "../support/definitions/sample-definitions";

jest.setTimeout(60_000);

const CONSOLE = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");
const ADVANCED = CONSOLE.replace("  stage: dual\n", "  stage: entries\n").replace(
  /^( {2}waves: .*\n)/m,
  "$1  wave: 1\n",
);

let compiled: CompiledCli;

beforeAll(() => {
  compiled = compileCli();
});

afterAll(() => compiled.remove());

describe("eks-access --help", () => {
  test("prints every command on standard output and ends with 0", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const command of ["import", "check", "explain", "advance", "back", "review"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    expect(stdout).toContain("Exit codes:");
  });

  test("loads neither cdktf nor what a command needs alone", async () => {
    const folder = folderWith({
      "print-loaded.js": `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`,
    });
    const { stderr } = await compiled.run(["--help"], { node: ["--require", join(folder, "print-loaded.js")] });
    expect(stderr).toMatch(/node_modules\/commander\//);
    expect(stderr).not.toMatch(/node_modules\/(?!commander\/|\.cache\/)/);
    expect(stderr).not.toMatch(/\/lib\/(access|import|inventory|live|migration|plan)\//);
  });

  test("the build's last step writes that help, which then needs no package at all", async () => {
    const own = compileCli({ copy: true });
    const before = await own.run(["--help"]);
    const folder = folderWith({
      "print-loaded.js": `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`,
    });
    const written = await own.run([], { script: "help/write-help.js" });
    expect({ exitCode: written.exitCode, stderr: written.stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { exitCode, stdout, stderr } = await own.run(["--help"], {
      node: ["--require", join(folder, "print-loaded.js")],
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: before.stdout });
    expect(stderr).not.toContain("node_modules");
    own.remove();
  });

  test("a command loads no cdktf either", async () => {
    const folder = folderWith({
      "print-loaded.js": `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`,
    });
    const { stderr } = await compiled.run(["check", SAMPLES], { node: ["--require", join(folder, "print-loaded.js")] });
    expect(stderr).toMatch(/node_modules\/yaml\//);
    expect(stderr).not.toMatch(/cdktf|constructs/);
  });

  test("check of an overlay loads what reads HCL, and no constructs", async () => {
    const folder = folderWith({
      "print-loaded.js": `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`,
    });
    const { cwd } = repository(files(REGISTRY));
    const run = await compiled.run(["check"], { cwd, node: ["--require", join(folder, "print-loaded.js")] });
    expect([run.exitCode, run.stdout]).toEqual([0, expect.stringContaining("passed: 1 cluster")]);
    expect(run.stderr).toMatch(/node_modules\/@cdktf\/hcl2json\//);
    expect(run.stderr).not.toMatch(/node_modules\/(?:cdktf|constructs|@cdktf\/provider-\w+)\//);
  });
});

describe("eks-access with what it does not know", () => {
  test("ends with 2, one line on standard error, and a near command", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["chekc"]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error: unknown command 'chekc'\n(Did you mean check?)\n(--help shows usage and examples)\n",
    });
  });
});

describe("eks-access explain", () => {
  test("prints to standard output, without colour in a pipe, and ends with 0", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["explain", "clusters/orders-cluster.yaml"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^orders-cluster {2}clusters\/orders-cluster\.yaml, at api\n/);
    expect(stdout).not.toContain("\u001b");
  });

  test("JSON of all samples fits its schema", async () => {
    const { exitCode, stdout } = await cli(["explain", "--format", "json"]);
    expect({ exitCode, errors: schemaErrors("explain", stdout) }).toEqual({ exitCode: 0, errors: [] });
  });

  test("a question that is not answered ends with 1, a question that is none with 2", async () => {
    const asked = ["explain", "clusters/orders-cluster.yaml", "--can"];
    expect((await cli([...asked, "get pods -n prod"])).exitCode).toBe(1);
    expect(await cli([...asked, "gte pods"])).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: "error --can: unknown verb, got `gte`\n    did you mean `get`?\n",
    });
  });
});

describe("eks-access check", () => {
  test("the samples pass, findings on standard output, no colour in a pipe", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["check", "clusters"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/\npassed: 11 clusters, findings: .*\n$/);
    expect(stdout).not.toContain("\u001b");
  });

  test("JSON fits its schema", async () => {
    const { exitCode, stdout } = await cli(["check", "--format", "json"]);
    expect({ exitCode, errors: schemaErrors("check", stdout) }).toEqual({ exitCode: 0, errors: [] });
  });

  test("a refused file ends with 1, its place as file:line:column", async () => {
    const folder = folderWith({ "console-cluster.yaml": CONSOLE.replace("stage: dual", "stage: nirvana") });
    const { exitCode, stdout, stderr } = await cli(["check", "console-cluster.yaml"], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toMatch(/^error console-cluster\.yaml:14:10 migration\.stage: .*`nirvana` \[value-unknown\]$/m);
  });

  test("a file that is not there ends with 2, and no stack trace", async () => {
    const { exitCode, stdout, stderr } = await cli(["check", "nowhere.yaml"]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error nowhere.yaml: cannot be read: ENOENT: no such file or directory\n",
    });
  });
});

describe("eks-access advance and back", () => {
  test("write the file, keep its mode, go through a link, and leave nothing beside it", async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real/console-cluster.yaml"), CONSOLE);
    chmodSync(join(folder, "real/console-cluster.yaml"), 0o640);
    symlinkSync("real/console-cluster.yaml", join(folder, "console-cluster.yaml"));
    const forth = await compiled.run(["advance", "console-cluster.yaml"], { cwd: folder });
    expect({ exitCode: forth.exitCode, stderr: forth.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(forth.stdout).toMatch(/^console-cluster\.yaml: dual -> entries, wave 1 of 3\n/);
    expect(readFileSync(join(folder, "real/console-cluster.yaml"), "utf8")).toBe(ADVANCED);
    expect(statSync(join(folder, "real/console-cluster.yaml")).mode & 0o777).toBe(0o640);
    const back = await compiled.run(["back", "console-cluster.yaml", "--format", "json"], { cwd: folder });
    expect({ exitCode: back.exitCode, errors: schemaErrors("back", back.stdout) }).toEqual({ exitCode: 0, errors: [] });
    expect(readFileSync(join(folder, "console-cluster.yaml"), "utf8")).toBe(CONSOLE);
    expect(readdirSync(folder).sort()).toEqual(["console-cluster.yaml", "real"]);
    expect(readdirSync(join(folder, "real"))).toEqual(["console-cluster.yaml"]);
  });

  test("with - the file goes from standard input to standard output, what is told to standard error", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["advance", "-"], { input: CONSOLE });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: ADVANCED });
    expect(stderr).toContain("standard input: dual -> entries, wave 1 of 3");
  });

  test.each(["open", "sync", "rename"])("a process that is killed at %s leaves the old file", async (moment) => {
    const folder = folderWith({ "console-cluster.yaml": CONSOLE, "kill.js": killAt(moment) });
    const { signal } = await compiled.run(["advance", "console-cluster.yaml"], {
      cwd: folder,
      node: ["--require", join(folder, "kill.js")],
    });
    expect(signal).toBe("SIGKILL");
    expect(readFileSync(join(folder, "console-cluster.yaml"), "utf8")).toBe(CONSOLE);
    const left = readdirSync(folder).filter((name) => !["console-cluster.yaml", "kill.js"].includes(name));
    expect(left.filter((name) => /^[^.].*\.ya?ml$/.test(name))).toEqual([]);
  });
});
