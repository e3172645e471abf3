import type { ExitCode } from "./exit-code";

/** Why a command stops: one line for people, without a stack trace. `run` prints it. */
export class Failure extends Error {
  public override readonly name = "Failure";
  public readonly exitCode: Exclude<ExitCode, 0>;
  /** What to do about it. */
  public readonly help: string | undefined;

  constructor(
    message: string,
    { exitCode = 2, help }: { readonly exitCode?: Exclude<ExitCode, 0>; readonly help?: string } = {},
  ) {
    super(message);
    this.exitCode = exitCode;
    this.help = help;
  }
}
