import type { FileFinding } from "../../inventory/file-findings";
import type { AccessDifference } from "../../migration/explanation/access-difference";
import type { Explanation } from "../../migration/explanation/explanation";
import type { LastUse } from "../../usage/last-use";
import type { RequestAnswer } from "../../migration/explanation/request-answer";

/** One cluster file, explained. */
export interface ExplainedFile {
  readonly file: string;
  readonly clusterName: string;
  /** Account of the cluster: principals of others show theirs. */
  readonly accountId?: string;
  readonly explanation: Explanation;
  /** What is odd about the rows, at their places. */
  readonly findings: readonly FileFinding[];
  /** Whether the file names the principals that are shown. */
  readonly isNamed: boolean;
  /**
   * Whom else the one principal that was asked for may mean, in words.
   * @default the file names it, or everybody was asked for
   */
  readonly nearest?: string;
  /**
   * When principals and rows were seen last.
   * @default nobody tells
   */
  readonly use?: LastUse;
  /**
   * For each principal, an answer a step.
   * @default nothing is asked
   */
  readonly answers?: readonly (readonly RequestAnswer[])[];
}

/** Two states by name, and what differs. */
export interface NamedDifference {
  /** `clusters/demo.yaml at dual` */
  readonly names: { readonly before: string; readonly after: string };
  readonly difference: AccessDifference;
  /**
   * Account of the cluster: principals of others show theirs.
   * @default it is not known, or two clusters of two accounts are compared
   */
  readonly accountId?: string;
}
