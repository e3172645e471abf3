import type { FileFinding } from "../../inventory/file-findings";
import type { Stage } from "../../migration/stage";
import type { LineChange } from "./changed-lines";
import type { StepFacts } from "./step-facts";

/** Where a cluster is. */
export interface StepPlace {
  readonly stage: Stage;
  /** How many waves are in, of how many: at `entries`, where the file has several. */
  readonly wave?: { readonly in: number; readonly of: number };
}

/** What is told of a step, whatever became of it. */
export interface StepTold {
  /**
   * As the file says it.
   * @default the file cannot be read
   */
  readonly clusterName?: string;
  /** ARN of the cluster that the file is of. */
  readonly clusterArn?: string;
  readonly from?: StepPlace;
  readonly to?: StepPlace;
  /** Why it was refused, where no finding says it. */
  readonly refusal?: { readonly reason: string; readonly help: string };
  readonly facts?: StepFacts;
  readonly changes: readonly LineChange[];
  /** What the gate says of the place where the step leads; of the file, where it is wrong. */
  readonly findings: readonly FileFinding[];
}

/** A step, or why there is none. */
export interface StepResult {
  /**
   * The text of the file after the step.
   * @default refused: the file stays as it is
   */
  readonly text?: string;
  readonly told: StepTold;
}
