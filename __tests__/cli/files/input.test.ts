import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";

const PLANS = join(__dirname, "../../fixtures/plans");
const SAMPLES = join(__dirname, "../../../clusters");
const CONSOLE = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");
const CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\ndata: {}\n";

/** A pipe in the folder through which a process sends a file, as `<(kubectl ...)` does. */
function pipeOf(folder: string, name: string, source: string): void {
  spawnSync("mkfifo", [join(folder, name)]);
  spawn("sh", ["-c", 'cat "$1" > "$2"', "sh", source, join(folder, name)], { stdio: "ignore" });
}

describe("inputs of the command line", () => {
  test("a dump may be a pipe", async () => {
    const folder = folderWith({ "aws-auth.yaml": CONFIG_MAP });
    const args = (source: string): string[] => ["import", source, "--name", "demo", "--region", "eu-west-1"];
    const read = await cli(args("aws-auth.yaml"), { cwd: folder });
    pipeOf(folder, "pipe", join(folder, "aws-auth.yaml"));
    const piped = await cli(args("pipe"), { cwd: folder });
    expect(read.stdout + read.stderr).toContain("config-map");
    expect(piped.stdout).toBe(read.stdout.replaceAll("aws-auth.yaml", "pipe"));
  });

  test("a plan may be a pipe", async () => {
    const folder = folderWith({});
    pipeOf(folder, "plan", join(PLANS, "bare-entry-removed.json"));
    const piped = await cli(["review", "plan"], { cwd: folder });
    const read = await cli(["review", "bare-entry-removed.json"], { cwd: PLANS });
    expect(piped).toEqual({ ...read, stdout: read.stdout.replaceAll("bare-entry-removed.json", "plan") });
  });

  test.each([
    ["import", "error .: a folder, expected a file\n    name the files in it: *.json, say\n"],
    ["advance", expect.stringContaining("name the cluster file in it")],
    ["finish", expect.stringContaining("name the cluster file in it")],
  ])("a folder in the place of a file is told: %s", async (command, said) => {
    const { exitCode, stdout, stderr } = await cli([command, "."], { cwd: folderWith({}) });
    expect([exitCode > 0, `${stdout}${stderr}`]).toEqual([true, said]);
  });

  test("pipes among the plans of a folder are not waited for", async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, "plans"));
    copyFileSync(join(PLANS, "bare-again.json"), join(folder, "plans/a.json"));
    expect((await cli(["review", "plans"], { cwd: folder })).exitCode).toBe(0);
    spawnSync("mkfifo", [join(folder, "plans/b.json")]);
    expect(await cli(["review", "plans"], { cwd: folder })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error plans/b.json: not a regular file, expected one\n    a pipe is read where it is named itself\n",
    });
  });
});

describe("cluster files of the command line", () => {
  const OUTSIDE = /a link that leads out of the folder, expected a file in it, got a link to `\/proc\/self\/environ`/;

  test.each([
    ["check", []],
    ["explain", []],
    ["advance", []],
    ["back", []],
    ["review", [join(PLANS, "bare-again.json"), "--clusters"]],
    ["import", [join(PLANS, "../../../clusters/console-cluster.yaml"), "--update"]],
    ["import", [join(PLANS, "../../../clusters/console-cluster.yaml"), "--output"]],
  ])("%s prints nothing of what a link leads to outside", async (command, options) => {
    const folder = folderWith({ "aws-auth.yaml": CONFIG_MAP });
    symlinkSync("/proc/self/environ", join(folder, "console-cluster.yaml"));
    const source =
      command === "import"
        ? ["aws-auth.yaml", "--name", "console-cluster", "--region", "eu-west-1", options[1] ?? ""]
        : options;
    const run = await cli([command, ...source, "console-cluster.yaml"], { cwd: folder });
    expect(run.exitCode).toBe(1);
    expect(run.stdout + run.stderr).toMatch(OUTSIDE);
    for (const value of Object.values(process.env).filter((text = "") => text.length > 12)) {
      expect(run.stdout + run.stderr).not.toContain(value);
    }
  });

  test.each(["check", "explain", "advance"])("%s reads no pipe, and - in its place", async (command) => {
    const folder = folderWith({ "real.yaml": CONSOLE });
    spawnSync("mkfifo", [join(folder, "console-cluster.yaml")]);
    const refused = await cli([command, "console-cluster.yaml"], { cwd: folder });
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout + refused.stderr).toContain("not a regular file, expected one, got a pipe");
    expect((await cli([command, "-"], { input: CONSOLE })).exitCode).toBe(0);
  });

  test("a link in a circle is no fault of the program", async () => {
    const folder = folderWith({});
    symlinkSync("demo.yaml", join(folder, "demo.yaml"));
    const file = await cli(["check", "demo.yaml"], { cwd: folder });
    expect(file).toMatchObject({ exitCode: 2, stdout: "" });
    expect(file.stderr).toBe(
      "error demo.yaml: cannot be read: links lead in a circle, expected a file\n    it is a link to `demo.yaml`: delete it, or put a cluster file there\n",
    );
    const all = await cli(["check", "."], { cwd: folder });
    expect(all).toMatchObject({ exitCode: 2, stderr: "" });
    expect(all.stdout).toMatch(/^error \.\/demo\.yaml: cannot be read, .* got `ELOOP: [a-z ]+` \[file-unreadable\]\n/);
  });

  test("a link that leads nowhere, named alone, says where it leads", async () => {
    const folder = folderWith({});
    symlinkSync("nowhere", join(folder, "lost.yaml"));
    const { stderr, exitCode } = await cli(["check", "lost.yaml"], { cwd: folder });
    expect([exitCode, stderr]).toEqual([
      2,
      "error lost.yaml: cannot be read: ENOENT: no such file or directory\n    it is a link to `nowhere`: delete it, or put a cluster file there\n",
    ]);
  });

  test("a file that cannot be opened ends with 2, and what the others say is printed", async () => {
    const folder = folderWith({ "console-cluster.yaml": CONSOLE, "wrong.yaml": "cluster_name: wrong\n" });
    const whole = await cli(["check", "."], { cwd: folder });
    expect(whole.exitCode).toBe(1);
    symlinkSync("nowhere", join(folder, "lost.yaml"));
    const check = await cli(["check", "."], { cwd: folder });
    expect(check.exitCode).toBe(2);
    expect(check.stdout).toContain("[file-unreadable]");
    expect(check.stdout).toContain("error ./wrong.yaml:1:1 terraform: ");
    const explain = await cli(["explain", "."], { cwd: folder });
    expect(explain.exitCode).toBe(2);
    expect(explain.stdout).toContain("console-cluster");
    expect(explain.stderr).toContain("[file-unreadable]");
  });

  test("import writes over nothing that is no regular file", async () => {
    const folder = folderWith({ "aws-auth.yaml": CONFIG_MAP });
    spawnSync("mkfifo", [join(folder, "demo.yaml")]);
    const run = await cli(["import", "aws-auth.yaml", "--region", "eu-west-1", "--output", "demo.yaml"], {
      cwd: folder,
    });
    expect(run.exitCode).toBe(1);
    expect(existsSync(join(folder, "demo.yaml"))).toBe(true);
  });
});
