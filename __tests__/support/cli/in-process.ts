import type { CliContext } from "../../../lib/cli/context";
import type { ExitCode } from "../../../lib/cli/exit-code";
import { run } from "../../../lib/cli/run";

/** What a run of the command line left behind. */
export interface CliRun {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process. */
export async function cli(
  args: readonly string[],
  world: Partial<CliContext> & { input?: string } = {},
): Promise<CliRun> {
  const { input = "", ...rest } = world;
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const context: CliContext = {
    stdin: chunks(input),
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
    env: {},
    cwd: process.cwd(),
    today: "2026-11-22",
    ...rest,
  };
  const exitCode = await run(args, context);
  return { exitCode, stdout: stdout.join(""), stderr: stderr.join("") };
}

/** How much of an input comes seven bytes at a time, so that characters are cut; the rest comes as a pipe sends it. */
const CUT = 4096;

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length;) {
    const end = start + (start < CUT ? 7 : 65_535);
    yield await Promise.resolve(bytes.subarray(start, end));
    start = end;
  }
}
