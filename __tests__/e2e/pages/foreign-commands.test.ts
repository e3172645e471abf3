import { spawnSync } from "node:child_process";
import { FOREIGN_COMMANDS, FOREIGN_GLOBALS } from "../../support/cli/foreign-commands";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 600_000;
const KUBECTL = process.env.KUBECTL ?? "kubectl";
const TERRAFORM = process.env.TERRAFORM ?? "terraform";

/** A program's exit code, and what it prints of itself, without a network, credentials or a pager. */
function answer(program: string, args: readonly string[]): { readonly status: number | null; readonly text: string } {
  const env = { ...process.env, AWS_PAGER: "", AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: "eu-west-1" };
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", env });
  if (error !== undefined) throw error;
  return { status, text: `${stdout}${stderr}` };
}

function commandsOf(program: string): [command: string, options: readonly string[]][] {
  return Object.entries(FOREIGN_COMMANDS).filter(([command]) => command.startsWith(`${program} `));
}

/** What of the options no help text or list of options has. */
function unknownIn(command: string, options: readonly string[], known: readonly string[]): string[] {
  return options.filter((option) => !known.includes(option)).map((option) => `${command}: no ${option}`);
}

function optionsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w-])--?[A-Za-z][A-Za-z-]*/g)].map(([option]) => option);
}

withMirror("kubernetes", "the table of other programs' commands, of programs that stand beside Terraform", () => {
  test(
    "names what the AWS CLI has, which tells the input of an operation; what version 2 alone has is not asked of version 1",
    () => {
      const isOld = answer("aws", ["--version"]).text.startsWith("aws-cli/1.");
      const asked = commandsOf("aws").filter(
        ([command]) => !isOld || !/^aws (?:configure list-profiles|logs tail|sso login)$/.test(command),
      );
      const wrong = asked.flatMap(([command, options]) => {
        const { status, text } = answer("aws", [...command.split(" ").slice(1), "--generate-cli-skeleton", "input"]);
        if (text.includes("Invalid choice")) return [`no ${command}`];
        if (status !== 0) return [];
        const input: Readonly<Record<string, unknown>> = JSON.parse(text);
        const own = Object.keys(input).map((key) => `--${key.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}`);
        return unknownIn(command, options, [...own, "--no-paginate"]);
      });
      expect(wrong).toEqual([]);
      expect(answer("aws", ["eks", "list-acces-entries", "--generate-cli-skeleton", "input"]).text).toMatch(
        /Invalid choice/,
      );
    },
    PATIENCE,
  );

  test(
    "names what kubectl has",
    () => {
      const shared = optionsIn(answer(KUBECTL, ["options"]).text);
      const wrong = commandsOf("kubectl").flatMap(([command, options]) => {
        const { text } = answer(KUBECTL, [...command.split(" ").slice(1), "--help"]);
        if (!new RegExp(`^ +${command}\\b`, "m").test(text)) return [`no ${command}`];
        return unknownIn(command, options, optionsIn(text));
      });
      expect(wrong).toEqual([]);
      const globals = FOREIGN_GLOBALS.kubectl?.filter((option) => option !== "-o") ?? [];
      expect(unknownIn("kubectl", globals, shared)).toEqual([]);
      expect(answer(KUBECTL, ["auth", "whomi", "--help"]).text).not.toMatch(/^ +kubectl auth whomi\b/m);
    },
    PATIENCE,
  );
});

describe("the table of other programs' commands", () => {
  test(
    "names what Terraform has",
    () => {
      // Help of apply points to that of plan, and help of plan leaves -json out.
      const ofPlan = [...optionsIn(answer(TERRAFORM, ["plan", "-help"]).text), "-json"];
      const wrong = commandsOf("terraform").flatMap(([command, options]) => {
        const { text } = answer(TERRAFORM, [...command.split(" ").slice(1), "-help"]);
        const usage = `Usage: ${command.replace("terraform", "terraform [global options]")}`;
        const shared = /terraform (?:apply|plan)$/.test(command) ? ofPlan : [];
        return text.includes(usage) ? unknownIn(command, options, [...optionsIn(text), ...shared]) : [`no ${command}`];
      });
      expect(wrong).toEqual([]);
      expect(answer(TERRAFORM, ["state", "lst", "-help"]).text).not.toContain("state lst");
    },
    PATIENCE,
  );
});
