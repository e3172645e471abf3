import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../lib/cli/run";
import { cli } from "../support/cli/cli-run";

const HINT = "(--help shows usage and examples)\n";

/** Commands that the help of the program lists, but `help` itself. */
function commandsOf(help: string): string[] {
  return [...help.matchAll(/^ {2}([a-z-]+) (?:\[|<)/gm)].flatMap(([, name]) =>
    !name || name === "help" ? [] : [name],
  );
}

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
    [["help", "bakc"], "error: unknown command 'bakc'\n(Did you mean back?)\n"],
    [["--debug", "help", "nonsense"], "error: unknown command 'nonsense'\n"],
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

  test("help of a command is its --help, and help of help that of the program", async () => {
    expect(await cli(["help", "back"])).toEqual(await cli(["back", "--help"]));
    expect((await cli(["help", "help"])).exitCode).toBe((await cli(["help"])).exitCode);
  });

  test("--version prints that of package.json", async () => {
    const { version }: { version: string } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
    expect(await cli(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("shows the order of work, each command of it with what the program has", async () => {
    const { stdout } = await cli(["--help"]);
    const [, order = ""] = /^The usual order of work for one cluster:\n([^]*?)\n\n/m.exec(stdout) ?? [];
    const typed = [...order.matchAll(/^ {2}\d+\. .*?eks-access ([a-z]+)/gm)].map(([, name]) => name);
    expect(typed).toEqual(["import", "check", "explain", "synth", "review", "verify", "advance", "finish"]);
    expect(commandsOf(stdout)).toEqual(expect.arrayContaining(typed));
  });

  test("every command has a help with what it reads and writes, exit codes and examples", async () => {
    const commands = commandsOf((await cli(["--help"])).stdout);
    expect(commands).toEqual(expect.arrayContaining(["check", "advance", "back", "upgrade-module"]));
    for (const command of commands) {
      const help = await cli([command, "--help"]);
      expect(help.stdout).toMatch(
        /\nReads and writes:\n {2}reads {3}\S[^]*\n {2}writes {2}\S[^]*\n\nExit codes:\n {2}0 {2}\S/,
      );
      expect(help.stdout).toMatch(/\n {2}2 {2}\S/);
      expect({ exitCode: help.exitCode, stderr: help.stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(help.stdout).toMatch(new RegExp(`\\nExamples:\\n( {2}\\S.* {2}\\S.*\\n)+(\\n|$)`));
      expect(help.stdout).toMatch(new RegExp(`\\n {2}.*\\beks-access ${command}`));
      expect(help.stdout).toContain("--debug");
      expect(help.stdout.split("\n").filter((line) => line.length > 130)).toEqual([]);
    }
  });

  test.each([
    ["collect", ["--cluster"]],
    ["replay", ["--log", "--stage"]],
    ["upgrade-module", ["--root", "--state"]],
  ])("%s says which options are required: %j", async (command, options) => {
    const { stdout } = await cli([command, "--help"]);
    for (const option of options) expect(stdout).toMatch(new RegExp(`\\n {2}${option} <\\S+ +required: `));
    expect((await cli([command])).stderr).toMatch(/^error: (?:required option|missing required argument)/);
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
