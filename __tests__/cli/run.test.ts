import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../lib/cli/run";
import { cli } from "../support/cli/cli-run";

const HINT = "(--help shows usage and examples)\n";

describe("run", () => {
  test.each([
    [["check", "--formt", "json"], "error: unknown option '--formt'\n(Did you mean --format?)\n"],
    [
      ["check", "--format", "xml"],
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, github.\n",
    ],
    [["back"], "error: missing required argument 'file'\n"],
    [["advance", "a", "b"], "error: too many arguments for 'advance'. Expected 1 argument but got 2.\n"],
    [["bakc"], "error: unknown command 'bakc'\n(Did you mean back?)\n"],
  ])("%j ends with 2 and says it on standard error", async (args, message) => {
    expect(await cli(args)).toEqual({ exitCode: 2, stdout: "", stderr: `${message}${HINT}` });
  });

  test("advance without a file or a ring ends with 2 and both", async () => {
    const stderr = "error advance: expected a cluster file, or --ring\n";
    expect(await cli(["advance"])).toEqual({ exitCode: 2, stdout: "", stderr });
  });

  test("nothing typed ends with 2 and the help on standard error", async () => {
    const { exitCode, stdout, stderr } = await cli([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: eks-access/);
  });

  test.each(["--help", "help"])("%s ends with 0", async (word) => {
    const { exitCode, stdout, stderr } = await cli([word]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: eks-access/);
  });

  test("--version prints that of package.json", async () => {
    const { version }: { version: string } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
    expect(await cli(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("every command has a help with examples", async () => {
    const { stdout } = await cli(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\]|<)/gm)].map(([, name]) => name ?? "");
    expect(commands).toEqual(expect.arrayContaining(["check", "advance", "back"]));
    for (const command of commands) {
      const help = await cli([command, "--help"]);
      expect({ exitCode: help.exitCode, stderr: help.stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(help.stdout).toMatch(new RegExp(`\\nExamples:\\n( {2}\\S.* {2}\\S.*\\n)+(\\n|$)`));
      expect(help.stdout).toContain(`\n  eks-access ${command}`);
      expect(help.stdout).toContain("--debug");
      expect(help.stdout.split("\n").filter((line) => line.length > 130)).toEqual([]);
    }
  });

  test("a stack trace comes with --debug alone, before or after the command", async () => {
    expect((await cli(["check", "nowhere.yaml"])).stderr.split("\n")).toHaveLength(2);
    expect((await cli(["check", "nowhere.yaml", "--debug"])).stderr).toMatch(/\n {4}at /);
    expect((await cli(["--debug", "check", "nowhere.yaml"])).stderr).toMatch(/\n {4}at /);
  });

  test("what nobody expected is told as a fault of ours and ends with 1", async () => {
    const stdout = {
      write: (): never => {
        throw new TypeError("the disk\nis gone");
      },
    };
    const { exitCode, stderr } = await cli(["check"], { stdout });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr:
        "error unexpected: the disk\\u{a}is gone\n    a fault of eks-access: run it again with --debug, and report what it prints\n",
    });
  });

  test.each([
    [true, {}, "\u001b[31merror\u001b[0m nowhere"],
    [true, { NO_COLOR: "1" }, "error nowhere"],
    [false, {}, "error nowhere"],
  ])("colour on a terminal (%j) with %j", async (isTTY, env, expected) => {
    const written: string[] = [];
    const stderr = { isTTY, write: (text: string) => written.push(text) };
    await cli(["check", "nowhere"], { stderr, env });
    expect(written.join("")).toContain(expected);
  });

  test("is the one that the entry runs: it answers, and throws nothing", async () => {
    await expect(
      run(["check", "/nowhere"], {
        stdin: (async function* () {
          yield await Promise.resolve("");
        })(),
        stdout: { write: () => true },
        stderr: { write: () => true },
        env: {},
        cwd: "/",
        today: "2026-11-22",
      }),
    ).resolves.toBe(2);
  });
});
