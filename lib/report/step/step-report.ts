import type { StepTold } from "../../app/step/step-result";
import type { Direction } from "../../migration/step";

/** A step that was taken, or would be; or why it was not. */
export interface StepReport extends StepTold {
  readonly direction: Direction;
  readonly file: string;
  readonly outcome: "written" | "dry-run" | "refused";
}
