import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../support/cli/cli-run";
import { compiledProject } from "../support/cli/compiled-cli";
import { SAMPLES } from "../support/definitions/sample-definitions";

const SAMPLE = readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8");
const SAID =
  "cdktf.out: cannot be written: EROFS: read-only file system\n    the output of before is whole: make room or give rights, and run it again\n";
/** The exit code of a machine that gives nobody a namespace of mounts, and so no such disk. */
const NO_DISK = 99;

describe("synthesis on a disk that is mounted to be read", () => {
  const main = join(compiledProject(), "main.js");
  const env = { ...process.env, CLUSTERS_DIR: ".", CDKTF_OUTDIR: "cdktf.out" };

  /** In a mount namespace of its own, where the folder is such a disk. */
  function runReadOnly(folder: string) {
    const mounts = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"';
    const script = `{ ${mounts}; } 2>/dev/null || exit ${NO_DISK}; cd "$1"; shift; exec "$@"`;
    const inside = ["bash", "-c", script, "bash", folder, process.execPath, main];
    const probe = spawnSync("unshare", ["-rm", "true"]);
    if (probe.status !== 0) return { status: NO_DISK, stdout: "", stderr: "" };
    return spawnSync("unshare", ["-rm", ...inside], { env, encoding: "utf8" });
  }

  test("says so in one sentence, ends with 2, and leaves the old output whole", () => {
    const folder = folderWith({ "new-cluster.yaml": SAMPLE });
    expect(spawnSync(process.execPath, [main], { cwd: folder, env }).status).toBe(0);
    const stack = join(folder, "cdktf.out/stacks/new-cluster/cdk.tf.json");
    const before = readFileSync(stack, "utf8");
    const changed = SAMPLE.replace(/^cluster_version: .*$/m, 'cluster_version: "1.30"');
    writeFileSync(join(folder, "new-cluster.yaml"), changed);
    const { status, stdout, stderr } = runReadOnly(folder);
    expect(readFileSync(stack, "utf8")).toBe(before);
    if (status === NO_DISK) return;
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.replace(/, mk\w+ .*$/m, "").endsWith(SAID)).toBe(true);
    rmSync(join(folder, "cdktf.out"), { recursive: true });
    expect([runReadOnly(folder).status, existsSync(join(folder, "cdktf.out"))]).toEqual([2, false]);
  });
});
