import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizedTo } from "./support/definitions/synthesized";
import { compiledProject } from "./support/cli/compiled-cli";
import { fieldsOf } from "./support/terraform/provider-schema";
import { SAMPLES } from "./support/definitions/sample-definitions";

const ROOT = join(__dirname, "..");
const MAIN = join(compiledProject(), "main.js");
const ESCAPE = "\u001b";
const REFUSED = "nothing was written: mend the errors and blockers above, or accept what can be accepted";

/** A run of main.ts in a folder of its own, which holds these cluster files. */
interface Run {
  readonly exitCode: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** The folder in which it ran. */
  readonly folder: string;
}

const folders: string[] = [];

function run(files: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}): Run {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-main-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { CDKTF_OUTDIR, CLUSTERS_DIR, NO_COLOR, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN], {
    cwd: folder,
    env: { ...inherited, CLUSTERS_DIR: ".", ...environment },
    encoding: "utf8",
  });
  return { exitCode: status, stdout: stdout.split("\n"), stderr: stderr.split("\n"), folder };
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("main.ts with the samples, from another working directory", () => {
  let samples: Run;

  beforeAll(() => {
    samples = run({}, { CLUSTERS_DIR: SAMPLES });
  }, 60_000);

  test("prints a table of what each stage renders, without colour where it is no terminal", () => {
    expect(samples.exitCode).toBe(0);
    expect(samples.stdout).toEqual([
      "cluster           stage       mode                  entries  rows    resources  findings",
      expect.stringMatching(/^carts-cluster {5}- {11}\(API\) {17}1 {8}0 {7}\d+ +1 note$/),
      expect.stringMatching(/^cdk-cluster {7}config-map {2}CONFIG_MAP {12}0 of 2 {3}3 {7}\d+ +\S.*$/),
      expect.stringMatching(/^console-cluster {3}dual {8}API_AND_CONFIG_MAP {4}0 of 4 {3}4 {7}\d+ +\S.*$/),
      expect.stringMatching(/^demo-eks-cluster {2}entries {5}API_AND_CONFIG_MAP {4}2 of 3 {3}4 {7}\d+ +\S.*$/),
      expect.stringMatching(/^eks-work-cluster {2}- {11}API {19}1 {8}0 {7}\d+ +none$/),
      expect.stringMatching(/^eksctl-cluster {4}entries {5}\(API_AND_CONFIG_MAP\) {2}2 {8}3 {7}\d+ +\S.*$/),
      expect.stringMatching(/^ledger-cluster {4}done {8}API {19}2 {8}0 of 2 {2}\d+ +\S.*$/),
      expect.stringMatching(/^metrics-cluster {3}retire {6}API_AND_CONFIG_MAP {4}3 {8}0 of 3 {2}\d+ +\S.*$/),
      expect.stringMatching(/^new-cluster {7}- {11}API {19}2 {8}0 {7}\d+ +none$/),
      expect.stringMatching(/^orders-cluster {4}api {9}API {19}2 {8}0 of 3 {2}\d+ +\S.*$/),
      expect.stringMatching(/^search-cluster {4}- {11}API {19}1 {8}0 {7}0 +1 accepted$/),
      "",
    ]);
  });

  test("prints findings on standard error, each with its place", () => {
    const [first, second] = samples.stderr;
    expect(samples.stderr.join("")).not.toContain(ESCAPE);
    expect(first).toMatch(/^\w+ \S+\/clusters\/carts-cluster\.yaml:\d+:\d+ \S+: .* \[[a-z-]+\]$/);
    expect(second).toMatch(/^ {4}\S/);
    expect(samples.stderr).not.toContain(REFUSED);
  });

  test("writes the bytes that every other process writes, and no path of this machine", async () => {
    const here = mkdtempSync(join(tmpdir(), "eks-access-main-"));
    folders.push(here);
    const { rows } = await synthesizedTo(here, SAMPLES);
    const there = join(samples.folder, "cdktf.out");
    const files = readdirSync(there, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
    expect(files).toHaveLength(rows.length + 1);
    for (const file of files) {
      const text = readFileSync(join(there, file), "utf8");
      expect(text).toBe(readFileSync(join(here, file), "utf8"));
      for (const path of [ROOT, samples.folder, tmpdir()]) expect(text).not.toContain(path);
    }
  });
});

describe("main.ts", () => {
  const BROKEN = `cluster_name: demo
render: access
migration:
  stage: nirvana
access_entires: {}
leaving: [arn:aws:iam::1234:role/x]
terraform: { region: ap-northeast-2, account_id: "111122223333" }
`;

  test("tells a mistyped key, a bad ARN and an impossible stage in one run, and writes nothing", () => {
    const { exitCode, stdout, stderr, folder } = run({ "demo.yaml": BROKEN });
    const findings = stderr.filter((line) => line.startsWith("error "));
    expect(findings).toEqual([
      expect.stringMatching(/^error \.\/demo\.yaml:4:10 migration\.stage: .*`nirvana` \[value-unknown\]$/),
      expect.stringMatching(/^error \.\/demo\.yaml:5:1 access_entires: .* \[key-unknown\]$/),
      expect.stringMatching(/^error \.\/demo\.yaml:6:11 leaving\[0\]: .*`1234` \[arn-malformed\]$/),
    ]);
    expect(stderr).toContain("    did you mean `access_entries`?");
    expect(stderr.slice(-2)).toEqual([REFUSED, ""]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: [""] });
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  }, 60_000);

  test("refuses what the gate of a stage refuses, the clusters beside it too, and writes nothing", () => {
    const metrics = readFileSync(join(SAMPLES, "metrics-cluster.yaml"), "utf8");
    const uncovered = metrics.replace(
      "  aws_auth_users:",
      `    - { rolearn: "arn:aws:iam::111122223333:role/ops", username: "ops", groups: [ops] }\n$&`,
    );
    const fine = readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8");
    const { exitCode, stdout, stderr, folder } = run({ "metrics-cluster.yaml": uncovered, "new-cluster.yaml": fine });
    const refused = stderr.filter((line) => /^(?:error|blocker|danger) /.test(line));
    expect(refused).toEqual([
      expect.stringMatching(
        /^blocker \.\/metrics-cluster\.yaml:44:7 aws_auth\.aws_auth_roles\[2\]: .* \[row-uncovered\]$/,
      ),
    ]);
    expect(stderr).toContain(REFUSED);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: [""] });
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  }, 60_000);

  test("an empty CLUSTERS_DIR is said to be empty", () => {
    const { exitCode, stdout, stderr } = run({}, { CLUSTERS_DIR: " " });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: [""],
      stderr: [
        "CLUSTERS_DIR: empty, expected the folder of cluster files",
        "    unset it for `clusters`, or name a folder",
        "",
      ],
    });
  });

  test("ends with 2 where the folder cannot be read, and says how another is named", () => {
    const { exitCode, stdout, stderr, folder } = run({}, { CLUSTERS_DIR: "nowhere\u001b[2J" });
    expect(stderr).toEqual([
      expect.stringMatching(/^nowhere\\u\{1b\}\[2J: cannot be read: ENOENT: .*$/),
      "    CLUSTERS_DIR names the folder",
      "",
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: [""] });
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  }, 60_000);

  test("ends with 2 where one file cannot be opened, and tells what is wrong with the others", () => {
    const clusters = mkdtempSync(join(tmpdir(), "eks-access-main-"));
    folders.push(clusters);
    writeFileSync(join(clusters, "demo.yaml"), BROKEN);
    symlinkSync("nowhere", join(clusters, "lost.yaml"));
    const { exitCode, stdout, stderr } = run({}, { CLUSTERS_DIR: clusters });
    const codes = stderr.flatMap((line) => /^error .*\[([a-z-]+)\]$/.exec(line)?.[1] ?? []);
    expect(codes).toEqual(["value-unknown", "key-unknown", "arn-malformed", "file-unreadable"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: [""] });
  }, 60_000);

  test("says which stack without a cluster file it leaves, for its state", () => {
    const first = run({ "new-cluster.yaml": readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8") });
    const old = join(first.folder, "cdktf.out/stacks/old");
    mkdirSync(old);
    for (const name of ["cdk.tf.json", "terraform.tfstate"]) writeFileSync(join(old, name), "{}");
    const env = { CLUSTERS_DIR: first.folder, CDKTF_OUTDIR: join(first.folder, "cdktf.out") };
    const { exitCode, stderr } = run({}, env);
    expect(exitCode).toBe(0);
    expect(stderr.filter((line) => line.startsWith("warning ")).join()).toContain(
      `${old}: no cluster file leads to this folder any more, it stays for what it holds: \`terraform.tfstate\``,
    );
    expect(existsSync(join(old, "terraform.tfstate"))).toBe(true);
  }, 60_000);

  test("is short enough to be read at once", () => {
    expect(readFileSync(join(ROOT, "main.ts"), "utf8").split("\n").length).toBeLessThan(40);
  });
});

describe("main.ts on a disk that takes no more", () => {
  const fine = readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8");

  /** As a full disk does: no file may grow over so many KiB, and whoever writes more is told. */
  function runLimited(folder: string, kilobytes: number) {
    const script = `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`;
    const env = { ...process.env, CLUSTERS_DIR: ".", CDKTF_OUTDIR: "cdktf.out" };
    return spawnSync("bash", ["-c", script, "bash", process.execPath, MAIN], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
  }

  test("says so in one sentence, ends with 2, and leaves the old output whole", () => {
    const { exitCode, folder } = run({ "new-cluster.yaml": fine }, { CDKTF_OUTDIR: "cdktf.out" });
    expect(exitCode).toBe(0);
    const stack = join(folder, "cdktf.out/stacks/new-cluster/cdk.tf.json");
    const before = readFileSync(stack, "utf8");
    expect(before.length).toBeGreaterThan(4096);
    writeFileSync(join(folder, "new-cluster.yaml"), fine.replace(/^cluster_version: .*$/m, 'cluster_version: "1.30"'));
    const { status, stdout, stderr } = runLimited(folder, 4);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.split("\n").slice(-3)).toEqual([
      "cdktf.out: cannot be written: EFBIG: file too large, write",
      "    the output of before is whole: make room or give rights, and run it again",
      "",
    ]);
    expect(readFileSync(stack, "utf8")).toBe(before);
    expect(readdirSync(join(folder, "cdktf.out")).sort()).toEqual([".outcomes", "manifest.json", "stacks"]);
    expect(runLimited(folder, 4096).status).toBe(0);
    expect(readFileSync(stack, "utf8")).not.toBe(before);
  });

  test("and in one sentence where it cannot print", () => {
    const folder = mkdtempSync(join(tmpdir(), "eks-access-main-"));
    folders.push(folder);
    writeFileSync(join(folder, "new-cluster.yaml"), fine);
    const { status, stderr } = spawnSync("bash", ["-c", '"$@" > /dev/full', "bash", process.execPath, MAIN], {
      cwd: folder,
      env: { ...process.env, CLUSTERS_DIR: "." },
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "error standard output: cannot be written: ENOSPC: no space left on device\n",
    });
  });
});

describe("help", () => {
  const help = readFileSync(join(ROOT, "help"), "utf8");
  const commands = [...help.matchAll(/^ {2}(?:CLUSTERS_DIR=\S+ )?npm (?:run )?(\S+)/gm)].map(([, name]) => name ?? "");
  const { scripts } = fieldsOf(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

  test("names commands that are there", () => {
    const known = ["ci", ...Object.keys(fieldsOf(scripts))];
    expect(commands.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("leaves out the parts of `npm run check` alone, and what npm runs by itself", () => {
    const parts = ["types", "lint", "format", "dead-code", "prepack"];
    expect(Object.keys(fieldsOf(scripts)).filter((name) => !commands.includes(name))).toEqual(
      expect.arrayContaining(parts),
    );
    expect(Object.keys(fieldsOf(scripts)).filter((name) => ![...commands, ...parts].includes(name))).toEqual([]);
  });

  test("gives each command one line", () => {
    const [title, ...lines] = help.trimEnd().split("\n");
    expect(title).toBe("Commands of this project, one a line.");
    expect(lines.filter((line) => line.startsWith("  ")).every((line) => line.length <= 130)).toBe(true);
    expect(help).toContain("npx cdktf diff <cluster>");
  });
});
