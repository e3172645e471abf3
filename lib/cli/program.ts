import { Command, CommanderError } from "commander";
import { advanceCommand } from "./commands/advance";
import { backCommand } from "./commands/back";
import { checkCommand } from "./commands/check";
import { collectCommand } from "./commands/collect";
import { finishCommand } from "./commands/finish";
import { importCommand } from "./commands/import";
import { initCommand } from "./commands/init";
import { overlayCommand } from "./commands/overlay";
import { showCommand } from "./commands/show";
import { examples } from "./help/command-help";
import type { CliContext } from "./context";
import type { ExitCode } from "./exit-code";
import { completionCommand } from "./commands/completion";
import { explainCommand } from "./commands/explain";
import { replayCommand } from "./commands/replay";
import { ruleCommand } from "./commands/rule";
import { reviewCommand } from "./commands/review";
import { statusCommand } from "./commands/status";
import { synthCommand } from "./commands/synth";
import { verifyCommand } from "./commands/verify";
import { serveCommand } from "./commands/serve";
import { upgradeModuleCommand } from "./commands/upgrade-module";
import { usageCommand } from "./commands/usage";
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

const EXAMPLES = {
  "eks-access import aws-auth.yaml --output clusters/demo.yaml": "a cluster file of what the cluster has",
  "eks-access check": "all findings of clusters/*.yaml",
  "eks-access explain clusters/demo.yaml": "who can do what, at each stage",
  "eks-access advance clusters/demo.yaml --dry-run": "what the next step would do",
  "eks-access review plan.json": "what a plan does to people's access",
  "eks-access help advance": "more about one command",
};

const EXIT_CODES = `
Exit codes:
  0  fine; warnings, notes and accepted findings too
  1  refused: an error, a blocker, a danger, or an answer that is not known
  2  usage, or an input that cannot be opened
`;

/** Runs a command, or prints what commander has to say; what a command throws is thrown. */
export async function runProgram(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const { command, exitCode } = program(context);
  try {
    await command.parseAsync([...args], { from: "user" });
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

const HELP_WIDTH = 100;

function program(context: CliContext): { readonly command: Command; readonly exitCode: () => ExitCode } {
  let exitCode: ExitCode = 0;
  const run: Runner = async (work) => {
    exitCode = await work(context);
  };
  const command = new Command("eks-access")
    .description(
      "Moves Amazon EKS clusters from the aws-auth ConfigMap to access entries, one Terraform plan at a time.",
    )
    .version(version(), "-V, --version", "print the version")
    .option("--debug", "print a stack trace with an error")
    .addHelpText("after", examples(EXAMPLES) + EXIT_CODES);
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
