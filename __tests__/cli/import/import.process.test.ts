import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { cli, folderWith } from "../../support/cli/cli-run";
import { type CompiledCli, compileCli } from "../../support/cli/compiled-cli";
import { killAt } from "../../support/cli/kill-at";
import { configMapJson, describeCluster, DUMP, MORE } from "../../support/cli/source-texts";

jest.setTimeout(60_000);

const CLUSTER = describeCluster("CONFIG_MAP");

describe("eks-access import, as a process", () => {
  let compiled: CompiledCli;

  beforeAll(() => {
    compiled = compileCli();
  });

  afterAll(() => compiled.remove());

  test("the file goes to standard output alone, findings to standard error", async () => {
    const { exitCode, stdout, stderr } = await compiled.run(["import", "-", "--name", "demo"], { input: DUMP });
    expect(exitCode).toBe(1);
    expect(parseClusterFile("demo.yaml", stdout).findings.map(({ code }) => code)).toEqual(["question-open"]);
    expect(stderr).not.toContain("\u001b");
  });

  test.each(["open", "sync", "rename"])("a process that is killed at %s leaves the old file", async (moment) => {
    const cwd = folderWith({
      "a.json": configMapJson({}),
      "cluster.json": CLUSTER,
      "more.yaml": MORE,
      "kill.js": killAt(moment),
    });
    await cli(["import", "a.json", "cluster.json", "--output", "demo.yaml"], { cwd });
    const before = readFileSync(join(cwd, "demo.yaml"), "utf8");
    const node = ["--require", join(cwd, "kill.js")];
    const { signal } = await compiled.run(["import", "more.yaml", "--update", "demo.yaml"], { cwd, node });
    expect(signal).toBe("SIGKILL");
    expect(readFileSync(join(cwd, "demo.yaml"), "utf8")).toBe(before);
    expect(
      readdirSync(cwd)
        .filter((name) => /^[^.].*\.ya?ml$/.test(name))
        .sort(),
    ).toEqual(["demo.yaml", "more.yaml"]);
  });
});
