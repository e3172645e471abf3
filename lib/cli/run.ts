import { painter } from "../report/text/colour";
import { printable } from "../report/text/printable";
import { builtHelp } from "./help/built-help";
import type { CliContext } from "./context";
import type { ExitCode } from "./exit-code";
import { Failure } from "./failure";

/** Runs the command line `args` (without node and script) and answers its exit code; nothing is thrown. */
export async function run(args: readonly string[], context: CliContext): Promise<ExitCode> {
  try {
    const help = builtHelp(args);
    if (help === undefined) return await (await import("./program.js")).runProgram(args, context);
    context.stdout.write(help);
    return 0;
  } catch (error) {
    return await failed(error, context, args.includes("--debug"));
  }
}

/** Loads what shortens values when there is something to shorten: help starts without it. */
async function failed(error: unknown, context: CliContext, isDebug: boolean): Promise<ExitCode> {
  const { shortenAdvice, shortenSentence } = await import("../finding/shorten.js");
  const paint = painter(context.stderr, context.env);
  const isKnown = error instanceof Failure;
  const message = error instanceof Error ? error.message : String(error);
  const help = isKnown ? error.help : "a fault of eks-access: run it again with --debug, and report what it prints";
  context.stderr.write(
    `${paint("error", "red")} ${printable(shortenSentence(isKnown ? message : `unexpected: ${message}`))}\n`,
  );
  if (help !== undefined) context.stderr.write(`    ${printable(shortenAdvice(help))}\n`);
  if (isDebug && error instanceof Error) context.stderr.write(`${error.stack ?? ""}\n`);
  return isKnown ? error.exitCode : 1;
}
