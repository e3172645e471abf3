import { staleVerdict } from "../../app/step/stale-verdict";
import type { StepResult } from "../../app/step/step-result";
import type { ClusterFileSource } from "../../inventory/inventory";
import type { CliContext } from "../context";
import { inputName, readInput } from "../files/input";
import { textOf } from "../files/source-files";

/** A step that was taken, and of which file. */
interface Taken {
  readonly taken: StepResult;
  readonly source: ClusterFileSource | undefined;
}

/** The step, unless the verdict in the file `verified` does not hold for it; without one, the step. */
export async function withVerdict(
  context: CliContext,
  verified: string | undefined,
  { taken, source }: Taken,
): Promise<StepResult> {
  if (verified === undefined || source === undefined || taken.text === undefined) return taken;
  const name = inputName(verified);
  const text = textOf(name, await readInput(context, verified));
  const { facts: _, ...told } = taken.told;
  const refusal = staleVerdict(text, { bytes: source.bytes, clusterName: told.clusterName, now: Date.now() });
  if (refusal === undefined) return taken;
  return { told: { ...told, changes: [], refusal: { ...refusal, reason: `${name}: ${refusal.reason}` } } };
}
