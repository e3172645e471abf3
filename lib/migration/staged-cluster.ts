import type { JudgedFinding } from "./acceptance";
import type { AccessDefinition } from "./definition";
import { gateFindings } from "./gate/gate";
import { guardsOf, type ListedGuard } from "./guard/guards";
import { StagedDefinition } from "./staged-definition";

/**
 * A cluster at the stage that is asked for: its definition, worked out, and what gate and guards make of it. Whoever reads a
 * file, or is given a definition, makes one and passes it on: to stacks, guards, explain, check, advance, the live check.
 */
export class StagedCluster<
  Definition extends AccessDefinition = AccessDefinition,
> extends StagedDefinition<Definition> {
  #found?: readonly JudgedFinding[];
  #guards?: readonly ListedGuard[];

  /** What the gate finds, before acceptances: the day does not matter. */
  get gateFindings(): readonly JudgedFinding[] {
    return (this.#found ??= gateFindings(this));
  }

  /** The guards that the plan asks. */
  get guards(): readonly ListedGuard[] {
    return (this.#guards ??= guardsOf(this));
  }
}
