import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";

/** Gives a command the world, and keeps the exit code that it returns. */
export type Runner = (work: (context: CliContext) => Promise<ExitCode>) => Promise<void>;
