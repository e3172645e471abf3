import { CommanderError } from "commander";
import { painter } from "../report/colour";
import { printable } from "../report/printable";
import type { CliContext } from "./context";
import type { ExitCode } from "./exit-code";
import { Failure } from "./failure";
import { program } from "./program";

/** Runs the command line `args` (without node and script) and answers its exit code; nothing is thrown. */
export async function run(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const { command, exitCode } = program(context);
  try {
    await command.parseAsync([...args], { from: "user" });
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return failed(error, context, command.opts<{ debug?: boolean }>().debug === true);
  }
}

function failed(error: unknown, context: CliContext, isDebug: boolean): ExitCode {
  const paint = painter(context.stderr, context.env);
  const isKnown = error instanceof Failure;
  const message = error instanceof Error ? error.message : String(error);
  const help = isKnown ? error.help : "a fault of eks-access: run it again with --debug, and report what it prints";
  context.stderr.write(`${paint("error", "red")} ${printable(isKnown ? message : `unexpected: ${message}`)}\n`);
  if (help !== undefined) context.stderr.write(`    ${printable(help)}\n`);
  if (isDebug && error instanceof Error) context.stderr.write(`${error.stack ?? ""}\n`);
  return isKnown ? error.exitCode : 1;
}
