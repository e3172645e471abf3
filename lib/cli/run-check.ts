import type { Fleet } from "../inventory/fleet";
import { checkJsonText } from "../report/check-json";
import { checkText } from "../report/check-text";
import { painter } from "../report/colour";
import type { CHECK_FORMATS } from "./check";
import { readClusterFiles } from "./cluster-files";
import type { CliContext } from "./context";
import { type ExitCode, exitCodeOf } from "./exit-code";

/** What was typed after `check`. */
export interface CheckOptions {
  readonly files: readonly string[];
  readonly format: (typeof CHECK_FORMATS)[number];
}

/** Reads and judges cluster files, and prints what was found. */
export async function runCheck(context: CliContext, options: CheckOptions): Promise<ExitCode> {
  const fleet = await readClusterFiles(context, options.files);
  context.stdout.write(printed(fleet, options.format, context));
  return exitCodeOf(fleet.findings);
}

function printed(fleet: Fleet, format: CheckOptions["format"], { stdout, env }: CliContext): string {
  switch (format) {
    case "text":
      return checkText(fleet, painter(stdout, env));
    case "json":
      return checkJsonText(fleet);
  }
}
