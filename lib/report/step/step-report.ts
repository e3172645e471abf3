import type { FileFinding } from "../../inventory/fleet";
import type { Direction } from "../../migration/step";
import type { Stage } from "../../migration/stage";
import type { LineChange } from "../../app/step/changed-lines";
import type { StepFacts } from "../../app/step/step-facts";

/** Where a cluster is. */
export interface StepPlace {
  readonly stage: Stage;
  /** How many waves are in, of how many: at `entries`, where the file has several. */
  readonly wave?: { readonly in: number; readonly of: number };
}

/** A step that was taken, or would be; or why it was not. */
export interface StepReport {
  readonly direction: Direction;
  readonly file: string;
  /**
   * As the file says it.
   * @default the file cannot be read
   */
  readonly clusterName?: string;
  readonly from?: StepPlace;
  readonly to?: StepPlace;
  readonly outcome: "written" | "dry-run" | "refused";
  /** Why it was refused, where no finding says it. */
  readonly refusal?: { readonly reason: string; readonly help: string };
  readonly facts?: StepFacts;
  readonly changes: readonly LineChange[];
  /** What the gate says of the place where the step leads; of the file, where it is wrong. */
  readonly findings: readonly FileFinding[];
}
