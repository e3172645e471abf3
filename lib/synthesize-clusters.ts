import { processContext } from "./cli/context";
import type { ExitCode } from "./cli/exit-code";
import { runSynth } from "./cli/running/run-synth";
import { guardOutput } from "./report/standard-output";

/**
 * What `eks-access synth` does, for the `main.ts` of an app that has cluster files and no stacks of its own: findings on
 * standard error, a table on standard output. Answers the exit code: 0 written; 1 refused; 2 the folder or a file in it cannot
 * be read, or the output not be written.
 * @example
 * void synthesizeClusters("clusters").then((code) => { process.exitCode = code; });
 */
export async function synthesizeClusters(folder?: string): Promise<ExitCode> {
  guardOutput(process);
  return runSynth(processContext(), { folder });
}
