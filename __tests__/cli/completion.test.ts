import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Argument, Command, Option } from "commander";
import { bashCompletion } from "../../lib/cli/help/completion/bash-completion";
import { type CompletedProgram, completedProgram } from "../../lib/cli/help/completion/completed-command";
import { fishCompletion } from "../../lib/cli/help/completion/fish-completion";
import { zshCompletion } from "../../lib/cli/help/completion/zsh-completion";
import { cli, folderWith } from "../support/cli/cli-run";

let script = "";

beforeAll(async () => {
  script = (await cli(["completion", "bash"])).stdout;
});

/** What bash offers after these words, the last of which is being typed: `["check", "--f"]`. */
function offered(words: readonly string[]): string[] {
  const typed = ["eks-access", ...words].map((word) => `'${word}'`).join(" ");
  const asked = `${script}
    COMP_WORDS=(${typed}); COMP_CWORD=${words.length}
    _eks_access
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", asked], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}

/** Without the shell there is nothing to ask. */
const NO_SHELL = { status: 0, stderr: "" };
const COMMANDS = ["init", "import", "check", "explain", "synth", "advance", "back", "review", "completion", "help"];

describe("eks-access completion bash", () => {
  test("offers every command, and of a beginning those that begin so", () => {
    expect(offered([""])).toEqual(expect.arrayContaining(COMMANDS));
    expect(offered(["ch"])).toEqual(["check"]);
    expect(offered(["help", "adv"])).toEqual(["advance"]);
    expect(offered(["nothing"])).toEqual([]);
  });

  test("offers the options of the command that was typed, and of no other", () => {
    expect(offered(["check", "--"])).toEqual(expect.arrayContaining(["--format", "--live", "--help"]));
    expect(offered(["check", "--dry"])).toEqual([]);
    expect(offered(["advance", "--dry"])).toEqual(["--dry-run"]);
    expect(offered(["--deb"])).toEqual(["--debug"]);
  });

  test("offers the values of an option, also after the sign", () => {
    expect(offered(["check", "--format", ""])).toEqual(["text", "json", "sarif", "github"]);
    expect(offered(["check", "--format", "=", "s"])).toEqual(["sarif"]);
    expect(offered(["check", "--format", "="])).toEqual(["text", "json", "sarif", "github"]);
    expect(offered(["completion", ""])).toEqual(["bash", "zsh", "fish"]);
  });

  test("leaves files to bash, and offers nothing where a text is expected", () => {
    expect(offered(["check", "clusters/d"])).toEqual([]);
    expect(offered(["import", "--output", "c"])).toEqual([]);
    expect(offered(["import", "--name", "c"])).toEqual([]);
  });
});

describe("eks-access completion", () => {
  test("refuses a shell that it does not know", async () => {
    const { exitCode, stderr } = await cli(["completion", "tcsh"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  });

  test.each(["zsh", "fish"])(
    "has every command for %s, and its syntax is right where the shell is there",
    async (shell) => {
      const { exitCode, stdout } = await cli(["completion", shell]);
      expect(exitCode).toBe(0);
      for (const command of COMMANDS) expect(stdout).toContain(command);
      const file = join(folderWith({ script: stdout }), "script");
      const { status, stderr, error } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
      expect(error === undefined ? { status, stderr } : NO_SHELL).toEqual({ status: 0, stderr: "" });
    },
  );

  test("can be sourced in zsh, where it is there, after compinit", async () => {
    const script = join(folderWith({ script: (await cli(["completion", "zsh"])).stdout }), "script");
    const asked = 'autoload -U compinit; compinit -u -D; source "$1"; print -r -- "$_comps[eks-access]"';
    const { status, stdout, stderr, error } = spawnSync("zsh", ["-fc", asked, "zsh", script], { encoding: "utf8" });
    const sourced = { status: 0, stdout: "_eks-access\n", stderr: "" };
    expect(error === undefined ? { status, stdout, stderr } : sourced).toEqual(sourced);
  });

  test("offers in fish, where it is there, what it offers in bash", async () => {
    const script = join(folderWith({ script: (await cli(["completion", "fish"])).stdout }), "script");
    const asked = 'source $argv[1]; complete -C "eks-access check --format "; complete -C "eks-access advance --dry"';
    const { status, stdout, error } = spawnSync("fish", ["--no-config", "-c", asked, script], { encoding: "utf8" });
    const offers = ["github", "json", "sarif", "text", "--dry-run"].map((word) => new RegExp(`^${word}\\b`));
    const lines = error === undefined ? stdout.trim().split("\n") : offers.map(({ source }) => source.slice(1, -2));
    expect({ status: status ?? 0, lines }).toEqual({
      status: 0,
      lines: offers.map((word): unknown => expect.stringMatching(word)),
    });
  });
});

describe("completedProgram", () => {
  const demo = new Command("demo").version("1", "-V, --version", "print it").addCommand(
    new Command("go")
      .summary("it's [quick]: go")
      .argument("[files...]")
      .option("--root <folder>", "where")
      .option("--name <name>", "who")
      .addOption(new Option("-f, --format <format>", "how").choices(["a", "b"])),
  );
  demo.addCommand(new Command("tell").addArgument(new Argument("<shell>").choices(["x", "y"])));
  const read: CompletedProgram = completedProgram(demo);

  test("tells values that are files, words of a list, and texts that nobody knows", () => {
    expect(read.commands.map(({ name, value }) => [name, value])).toEqual([
      ["go", "file"],
      ["tell", ["x", "y"]],
      ["help", ["go", "tell", "help"]],
    ]);
    expect(read.commands[0]?.options.map(({ flags, value }) => [flags, value])).toEqual([
      [["--root"], "file"],
      [["--name"], "text"],
      [
        ["-f", "--format"],
        ["a", "b"],
      ],
      [["-h", "--help"], "none"],
    ]);
  });

  test("is written for bash, zsh and fish, quoted as each wants it", () => {
    expect(bashCompletion(read)).toContain('    "go -f"|"go --format") words="a b" ;;\n');
    expect(bashCompletion(read)).toContain('    "go --name") compopt +o default 2>/dev/null; return ;;\n');
    expect(zshCompletion(read)).toContain(`    'go:it'\\''s [quick]: go'\n`);
    expect(zshCompletion(read)).toContain(`'(-f --format)--format[how]:value:(a b)'`);
    expect(zshCompletion(read)).toContain(`'--root[where]:file:_files'`);
    expect(fishCompletion(read)).toContain(`complete -c demo -n __fish_use_subcommand -a go -d 'it\\'s [quick]: go'\n`);
    expect(fishCompletion(read)).toContain(
      `complete -c demo -n '__fish_seen_subcommand_from go' -s f -l format -x -a 'a b' -d 'how'\n`,
    );
  });
});
