import { Command, CommanderError } from "commander";
import { advanceCommand } from "./commands/step/advance";
import { backCommand } from "./commands/step/back";
import { checkCommand } from "./commands/check";
import { collectCommand } from "./commands/live/collect";
import { finishCommand } from "./commands/step/finish";
import { importCommand } from "./commands/import/import";
import { initCommand } from "./commands/import/init";
import { overlayCommand } from "./commands/overlay/overlay";
import { showCommand } from "./commands/show";
import { HELP_WIDTH, helpSection } from "./help/command-help";
import type { CliContext } from "./context";
import type { ExitCode } from "./exit-code";
import { completionCommand } from "./commands/completion";
import { explainCommand } from "./commands/explain";
import { replayCommand } from "./commands/live/replay";
import { ruleCommand } from "./commands/rule";
import { reviewCommand } from "./commands/review";
import { statusCommand } from "./commands/status";
import { synthCommand } from "./commands/synth";
import { verifyCommand } from "./commands/live/verify";
import { serveCommand } from "./commands/serve";
import { upgradeModuleCommand } from "./commands/overlay/upgrade-module";
import { usageCommand } from "./commands/live/usage";
import type { Runner } from "./commands/runner";
import { version } from "./version";

/** One a line, in the order in which a migration needs them. What a command loads, it loads when it runs. */
const COMMANDS: readonly ((run: Runner) => Command)[] = [
  initCommand,
  importCommand,
  collectCommand,
  checkCommand,
  ruleCommand,
  explainCommand,
  showCommand,
  synthCommand,
  overlayCommand,
  advanceCommand,
  backCommand,
  finishCommand,
  upgradeModuleCommand,
  reviewCommand,
  serveCommand,
  verifyCommand,
  statusCommand,
  usageCommand,
  replayCommand,
  completionCommand,
];

const DESCRIPTION = [
  "Moves Amazon EKS clusters from the aws-auth ConfigMap to access entries, one Terraform plan at a time.",
  "Each cluster has one YAML file, which says at which stage of the migration the cluster is. docs/glossary.md explains words such as stage, wave, row and entry. docs/first-hour.md shows a migration from the first command to the last.",
].join("\n\n");

/** One step a line, in the order in which a cluster needs them. */
const ORDER_OF_WORK = {
  "1. eks-access import --cluster demo --output clusters/demo.yaml": "writes a cluster file",
  "2. eks-access check clusters/demo.yaml": "lists what is wrong in the file",
  "3. eks-access explain clusters/demo.yaml": "shows who can do what at each stage",
  "4. eks-access synth": "writes Terraform JSON (eks-access overlay: into your root module)",
  "5. terraform plan -out=saved": "in the folder of the JSON, or in the root module",
  "6. terraform show -json saved | eks-access review - --clusters clusters": "judges the plan",
  "7. terraform apply saved": "applies the plan that was judged",
  "8. eks-access verify clusters/demo.yaml": "compares the live cluster with the file",
  "9. eks-access advance clusters/demo.yaml": "writes the next wave or stage: again from 4",
  "10. eks-access finish clusters/demo.yaml": "after stage done: removes the migration",
};

const EXAMPLES = {
  "eks-access help advance": "more about one command",
  "eks-access rule row-dead": "more about a finding that ends with [row-dead]",
};

const EXIT_CODES = {
  0: "no finding, or warnings, notes and accepted findings only",
  1: "refused: an error, a blocker, a danger, something that cannot be undone, or an answer that is not known",
  2: "wrong usage, or an input that cannot be opened",
};

/** Runs a command, or prints what commander has to say; what a command throws is thrown. */
export async function runProgram(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const { command, exitCode } = program(context);
  try {
    await command.parseAsync(asCommand(args, command), { from: "user" });
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** `help nonsense` as `nonsense`: commander then names the word and the nearest command, and not all of its help. */
function asCommand(args: readonly string[], { commands }: Command): string[] {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const [first, name] = args.slice(Math.max(at, 0));
  const isKnown = name === undefined || commands.some((each) => each.name() === name);
  return first === "help" && !isKnown && !name.startsWith("-") ? args.toSpliced(at, 1) : [...args];
}

function program(context: CliContext): { readonly command: Command; readonly exitCode: () => ExitCode } {
  let exitCode: ExitCode = 0;
  const run: Runner = async (work) => {
    exitCode = await work(context);
  };
  const command = new Command("eks-access")
    .description(DESCRIPTION)
    .version(version(), "-V, --version", "print the version")
    .option("--debug", "print a stack trace with an error")
    .addHelpText(
      "after",
      helpSection("The usual order of work for one cluster", ORDER_OF_WORK, false) +
        helpSection("Exit codes", EXIT_CODES) +
        helpSection("Examples", EXAMPLES, false),
    );
  for (const make of COMMANDS) command.addCommand(make(run));
  for (const each of [command, ...command.commands]) settle(each, context);
  return { command, exitCode: () => exitCode };
}

/** Never ends the process, prints where the context says, usage errors on standard error with a pointer to the help. */
function settle(command: Command, { stdout, stderr }: CliContext): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(--help shows usage and examples)");
}
