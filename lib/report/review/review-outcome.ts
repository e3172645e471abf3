import type { Review } from "../../rules/review/review";
import type { Allowance } from "../../rules/review/verdict";
import type { Paint } from "../text/colour";

/** What the formats of a review print. */
export interface ReviewOutcome {
  readonly review: Review;
  /** What the command ends with, `--allow` worked in. */
  readonly exitCode: 0 | 1 | 2;
  /**
   * What `--allow` opens: it is told, and fails nothing.
   * @default nothing
   */
  readonly allowed?: readonly Allowance[];
  /**
   * Plans that could not be read, which JUnit and SARIF tell of: nobody knows what they do.
   * @default none
   */
  readonly unread?: readonly UnreadPlan[];
  /** Paints the text of a terminal. */
  readonly paint: Paint;
}

/** A plan that could not be read. */
export interface UnreadPlan {
  /** Its path. */
  readonly source: string;
  /** What is wrong with it. */
  readonly message: string;
  /** What to type. */
  readonly help?: string;
}
