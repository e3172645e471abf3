import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderWith } from "../../support/cli/cli-run";
import { compiledProject } from "../../support/cli/compiled-cli";
import { SAMPLES } from "../../support/definitions/sample-definitions";

const SAMPLE = readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8");
const SAID =
  "cdktf.out: cannot be written: EROFS: read-only file system\n    the output of before is whole: make room or give rights, and run it again\n";

/** A namespace of mounts of its own: by a user namespace, or of root. Where a machine gives none, the test fails and says so. */
const NAMESPACES = [
  ["unshare", "-rm"],
  ["unshare", "-m"],
  ["sudo", "-n", "-E", "unshare", "-m"],
] as const;

const MOUNTS = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"';
/** Root may write anywhere, but for a root without the capabilities that say so. */
const LIKE_OTHERS: readonly string[] =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : ["env"];

const main = join(compiledProject(), "main.js");
const env = { ...process.env, CLUSTERS_DIR: ".", CDKTF_OUTDIR: "cdktf.out" };

/** A folder with an output in it, and a file that has changed since; the text of the output. */
function changedFolder() {
  const folder = folderWith({ "new-cluster.yaml": SAMPLE });
  expect(spawnSync(process.execPath, [main], { cwd: folder, env }).status).toBe(0);
  const stack = join(folder, "cdktf.out/stacks/new-cluster/cdk.tf.json");
  const before = readFileSync(stack, "utf8");
  const changed = SAMPLE.replace(/^cluster_version: .*$/m, 'cluster_version: "1.30"');
  writeFileSync(join(folder, "new-cluster.yaml"), changed);
  return { folder, stack, before };
}

/** Every folder and file of an output, with other rights: none to write for whoever does not own it. */
function readByAll(folder: string): void {
  chmodSync(folder, 0o555);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
  }
}

function writableAgain(folder: string): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder, { encoding: "utf8", withFileTypes: true }))
    if (name.isDirectory()) writableAgain(join(folder, name.name));
}

describe("synthesis on a disk that is mounted to be read", () => {
  /** In a mount namespace of its own, where the folder is such a disk. */
  function runReadOnly(folder: string) {
    const works = NAMESPACES.find(([program, ...args]) => {
      const probe = mkdtempSync(join(tmpdir(), "eks-access-mount-"));
      const { status } = spawnSync(program, [...args, "bash", "-c", MOUNTS, "bash", probe]);
      rmSync(probe, { recursive: true });
      return status === 0;
    });
    if (works === undefined)
      throw new Error("no disk can be mounted here to be read: run as root, or allow `unshare -rm`");
    const [program, ...args] = works;
    const script = `${MOUNTS}; cd "$1"; shift; exec "$@"`;
    return spawnSync(program, [...args, "bash", "-c", script, "bash", folder, process.execPath, main], {
      env,
      encoding: "utf8",
    });
  }

  test("says so in one sentence, ends with 2, and leaves the old output whole", () => {
    const { folder, stack, before } = changedFolder();
    const { status, stdout, stderr } = runReadOnly(folder);
    expect(readFileSync(stack, "utf8")).toBe(before);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.replace(/, mk\w+ .*$/m, "").endsWith(SAID)).toBe(true);
    rmSync(join(folder, "cdktf.out"), { recursive: true });
    expect([runReadOnly(folder).status, existsSync(join(folder, "cdktf.out"))]).toEqual([2, false]);
    expect(spawnSync(process.execPath, [main], { cwd: folder, env }).status).toBe(0);
  });
});

describe("synthesis in a folder that nobody may write", () => {
  test("says so in one sentence, ends with 2, and leaves the old output whole", () => {
    const { folder, stack, before } = changedFolder();
    readByAll(folder);
    const [program, ...args] = [...LIKE_OTHERS, process.execPath, main];
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: "utf8" });
    writableAgain(folder);
    expect(readFileSync(stack, "utf8")).toBe(before);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(
      stderr
        .replace(/, mk\w+ .*$/m, "")
        .endsWith(SAID.replace("EROFS: read-only file system", "EACCES: permission denied")),
    ).toBe(true);
    expect(spawnSync(process.execPath, [main], { cwd: folder, env }).status).toBe(0);
  });
});
