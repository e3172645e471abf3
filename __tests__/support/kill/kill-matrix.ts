import { KillBench, type KillResult } from "./kill-bench";
import { KILL_FAULTS } from "./kill-faults";
import { KILL_STEPS, type KillStep, type KillVariant } from "./kill-steps";

/** One cell of the matrix. */
export type KillCell = Pick<KillResult, "variant" | "step" | "call" | "fault">;

/** Every cell of a variant, in the order of its way. */
export function cellsOf(variant: KillVariant): readonly KillCell[] {
  return KILL_STEPS.flatMap((step) =>
    step
      .calls(variant)
      .flatMap((call) =>
        KILL_FAULTS.map((fault) => ({ variant: variant.name, step: step.name, call, fault: fault.name })),
      ),
  );
}

/** What is seen on the way of a variant. */
export interface KillWay {
  /** Which cells are tried. */
  readonly tries: (cell: KillCell) => boolean;
  readonly seen: (result: KillResult) => void;
  /** The writing calls of a step in whose way nothing stood, sorted. */
  readonly wrote: (step: KillStep, calls: readonly string[]) => void;
}

/**
 * Takes a cluster through the stages, as far as anything is tried; at each step calls go wrong in every way that is tried, each
 * from the same beginning.
 */
export async function walk(variant: KillVariant, { tries, seen, wrote }: KillWay): Promise<void> {
  const [first] = KILL_STEPS;
  if (first === undefined) throw new Error("no steps");
  const bench = await KillBench.start(variant, first);
  const tried = cellsOf(variant).filter(tries);
  const last = KILL_STEPS.findLastIndex(({ name }) => tried.some(({ step }) => step === name));
  try {
    for (const step of KILL_STEPS.slice(0, last + 1)) {
      await bench.prepare(step);
      const before = await bench.keep();
      wrote(step, await bench.writes(step));
      const after = step.isBack === true ? before : await bench.keep();
      for (const cell of tried.filter((one) => one.step === step.name)) {
        const fault = KILL_FAULTS.find(({ name }) => name === cell.fault);
        if (fault === undefined) throw new Error(`no fault ${cell.fault}`);
        await bench.putBack(before);
        seen(await bench.run(step, cell.call, fault));
      }
      await bench.putBack(after);
    }
  } finally {
    await bench.stop();
  }
}
