import type { StepTold } from "../../app/step/step-result";

/** What became of one cluster of a ring. */
export interface RingOutcome extends StepTold {
  readonly file: string;
  /** `over`: no step is left. */
  readonly outcome: "written" | "dry-run" | "refused" | "over";
}

/** A ring of which every cluster that may took a step. */
export interface RingReport {
  readonly name: string;
  /** From 1. */
  readonly number: number;
  readonly outcomes: readonly RingOutcome[];
}

/** Whether somebody of the ring may not go. */
export function isHeld({ outcomes }: RingReport): boolean {
  return outcomes.some(({ outcome }) => outcome === "refused");
}
