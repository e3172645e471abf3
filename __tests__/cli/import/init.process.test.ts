import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../../support/cli/cli-run";
import { compileCli } from "../../support/cli/compiled-cli";

/** All that the folder holds, by name. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("eks-access init", () => {
  test("on a disk that takes no more, leaves the folder as it was", () => {
    const cwd = folderWith({ "package.json": "{}\n" });
    const script = `trap '' XFSZ; ulimit -f 2; exec "$@"`;
    const { status, stderr } = spawnSync("bash", ["-c", script, "bash", process.execPath, compileCli().entry, "init"], {
      cwd,
      encoding: "utf8",
    });
    expect({ status, files: filesIn(cwd) }).toEqual({ status: 2, files: { "package.json": "{}\n" } });
    expect(stderr).toMatch(/^error \.: cannot be written: EFBIG: .*\n {4}nothing was changed\n$/);
  });
});
