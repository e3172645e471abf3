import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { folderWith } from "./support/cli/cli-run";
import { compileCli } from "./support/cli/compiled-cli";
import { SAMPLES } from "./support/definitions/sample-definitions";

const ROOT = join(__dirname, "..");
/** Files whose apps are cdktf's `Testing.app()`: each makes a folder among the temporary ones. */
const MAKES_FOLDERS = "__tests__/eks/address/";

/** A program as it runs, with a temporary folder of its own. */
interface Running {
  readonly child: ChildProcess;
  readonly temporary: string;
  /** What it ended with: a code, or a signal. */
  readonly ended: Promise<number | string | null>;
}

function start(args: readonly string[], cwd = ROOT): Running {
  const temporary = folderWith({});
  const env = { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary };
  const child = spawn(process.execPath, args, { cwd, env, stdio: "ignore" });
  const ended = new Promise<number | string | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
  return { child, temporary, ended };
}

const runOfTests = (): Running =>
  start(["node_modules/jest/bin/jest.js", "--ci", MAKES_FOLDERS, "--selectProjects", "unit", "--maxWorkers=1"]);

/** What stands in the folder, as soon as something does. */
async function firstOf(folder: string): Promise<readonly string[]> {
  for (;;) {
    const names = readdirSync(folder);
    if (names.length > 0) return names;
    await wait(5);
  }
}

describe("the temporary folder", () => {
  test("is as it was after a run of tests", async () => {
    const { temporary, ended } = runOfTests();
    expect(await firstOf(temporary)).toEqual([expect.stringMatching(/^eks-access-tests-/)]);
    expect(await ended).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("is as it was after a run of tests that got %s", async (signal, code) => {
    const { child, temporary, ended } = runOfTests();
    const [own = ""] = await firstOf(temporary);
    await firstOf(join(temporary, own));
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(readdirSync(temporary)).toEqual([]);
  });

  describe("of the command line", () => {
    const { entry } = compileCli();
    const sample = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");
    const folderOf = (text: string): string => {
      const folder = folderWith({});
      mkdirSync(join(folder, "clusters"));
      for (const name of ["a", "b", "c", "d"]) writeFileSync(join(folder, `clusters/${name}.yaml`), named(text, name));
      return folder;
    };
    const named = (text: string, name: string): string =>
      text.replace("cluster_name: console-cluster", `cluster_name: ${name}`);

    test.each([
      [["synth"], sample, 0],
      [["synth"], sample.replace("stage: dual", "stage: nirvana"), 1],
      [["check"], sample, 0],
      [["status", "--format", "html"], sample, 0],
    ])("is as it was after %p", async (args, text, code) => {
      const { temporary, ended } = start([entry, ...args], folderOf(text));
      expect(await ended).toBe(code);
      expect(readdirSync(temporary)).toEqual([]);
    });

    test.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
      "is as it was after a synthesis that got %s",
      async (signal) => {
        const folder = folderOf(sample);
        const { child, temporary, ended } = start([entry, "synth"], folder);
        while (readdirSync(folder).length < 2 && child.exitCode === null) await wait(1);
        child.kill(signal);
        expect(await ended).toBe(signal);
        expect(readdirSync(temporary)).toEqual([]);
      },
    );
  });
});
