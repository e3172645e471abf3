import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../support/cli/cli-run";
import { type CompiledCli, compileCli, compiledProject } from "../support/cli/compiled-cli";
import { SAMPLES } from "../support/definitions/sample-definitions";

jest.setTimeout(60_000);

const SAMPLE = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");

let compiled: CompiledCli;

beforeAll(() => {
  compiled = compileCli();
});

/** A folder with `clusters/`, which has this file. */
function folderOf(text: string): string {
  const folder = folderWith({});
  mkdirSync(join(folder, "clusters"));
  writeFileSync(join(folder, "clusters/console-cluster.yaml"), text);
  return folder;
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(join(folder, "cdktf.out"), { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name, readFileSync(join(folder, "cdktf.out", name), "utf8")]),
  );
}

describe("eks-access synth", () => {
  test("writes and prints what main.ts does", async () => {
    const [own, app] = [folderOf(SAMPLE), folderOf(SAMPLE)];
    const { exitCode, stdout, stderr } = await compiled.run(["synth"], { cwd: own });
    const { CLUSTERS_DIR, CDKTF_OUTDIR, NO_COLOR, FORCE_COLOR, ...env } = process.env;
    const main = spawnSync(process.execPath, [join(compiledProject(), "main.js")], { cwd: app, env, encoding: "utf8" });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: main.stdout, stderr: main.stderr });
    expect(stdout).toMatch(/^console-cluster {2}dual {3}API_AND_CONFIG_MAP {2}0 of 4 {3}4 {5}11 /m);
    expect(Object.keys(filesOf(own))).toEqual(["manifest.json", "stacks/console-cluster/cdk.tf.json"]);
    expect(filesOf(own)).toEqual(filesOf(app));
  });

  test("--verbose prints what the file accepts, which else is one line with its number", async () => {
    const folder = folderOf(SAMPLE);
    const counted = await compiled.run(["synth"], { cwd: folder });
    expect(counted.stderr).toMatch(/^accepted: \d+ findings?, /m);
    expect(counted.stderr).not.toMatch(/^accepted \S+console-cluster\.yaml/m);
    const { exitCode, stdout, stderr } = await compiled.run(["synth", "--verbose"], { cwd: folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: counted.stdout });
    expect(stderr).toMatch(/^accepted \S+console-cluster\.yaml:\d+:\d+ .* \[[a-z-]+\]\n {4}until \d{4}-\d\d-\d\d: /m);
  });

  test("takes another folder, and refuses what check refuses: then nothing is written", async () => {
    const folder = folderOf(SAMPLE.replace("stage: dual", "stage: nirvana"));
    const { exitCode, stdout, stderr } = await compiled.run(["synth", join(folder, "clusters")], {
      cwd: folder,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^error \S+console-cluster\.yaml:14:10 migration\.stage: .*`nirvana` \[value-unknown\]$/m);
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  });

  test("ends with 2 where the folder is not there", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["synth", "nowhere"], { cwd: folderWith({}) });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^nowhere: cannot be read: ENOENT/);
  });
});
