import { digestOf } from "../../../fleet/file-digest";
import { staleVerdict } from "../../../fleet/verdict";
import type { StepResult } from "../../../app/step/step-result";
import type { ClusterFileSource } from "../../../inventory/inventory";
import type { VerdictFiles } from "../../files/verdict-files";

/** A step that was taken, and of which file. */
interface Taken {
  readonly taken: StepResult;
  readonly source: ClusterFileSource | undefined;
}

/** The step, unless the results of `verify` do not hold for its file, of the last 24 hours; without any, the step. */
export function withVerdict(verified: VerdictFiles | undefined, { taken, source }: Taken): StepResult {
  if (verified === undefined || source === undefined || taken.text === undefined) return taken;
  const { name, verdicts, problem } = verified;
  const { clusterName, clusterArn } = taken.told;
  const file = { digest: digestOf(source), clusterName, clusterArn };
  const stale = problem ?? staleVerdict(verdicts, file, { now: Date.now(), days: 1 });
  return stale === undefined ? taken : refusedStep(taken, { ...stale, reason: `${name}: ${stale.reason}` });
}

/** A step that was taken in the text alone, and may not be. */
export function refusedStep(
  taken: StepResult,
  refusal: { readonly reason: string; readonly help: string },
): StepResult {
  const { facts: _, ...told } = taken.told;
  return { told: { ...told, changes: [], refusal } };
}
