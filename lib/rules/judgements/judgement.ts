import type { CodeOf } from "../../finding/catalogue";
import type { Severity } from "../../finding/severity";
import type { ComparedCluster } from "../compared/compared-cluster";
import type { PlannedStack } from "../../plan/planned-stack";

/** What a review says with a code: the section of docs/rules.md that it has. The catalogue has its meaning and weight. */
export interface ReviewRule {
  /** Why it matters, to somebody who does not know EKS. */
  readonly why: string;
  /** What to do about it, where a finding has no advice of its own. */
  readonly help: string;
  /**
   * Whether the plan does not tell what it would have to tell.
   * @default false
   */
  readonly isUnknown?: boolean;
}

/** One thing that a judgement saw. */
export interface Seen {
  /** Terraform address; empty for the plan as a whole. */
  readonly address: string;
  /** One line, lower case, no full stop. */
  readonly message: string;
  /** ARN of whom it is about. */
  readonly principal?: string;
  readonly before?: string;
  readonly after?: string;
  /** @default the rule's */
  readonly why?: string;
  /** @default the rule's */
  readonly help?: string;
  /**
   * One that the catalogue gives its code in a review.
   * @default the usual one
   */
  readonly severity?: Severity;
  /** @default the rule's */
  readonly isUnknown?: boolean;
  /**
   * Where in a cluster file: `migration.stage`.
   * @default the entry or row of its principal
   */
  readonly filePath?: string;
}

/** One rule over one cluster of a plan; a file each, named as its code. */
export interface Judgement {
  readonly code: CodeOf<"review">;
  readonly rule: ReviewRule;
  readonly judge: (compared: ComparedCluster) => readonly Seen[];
}

/** One rule over a plan as a whole. */
export interface PlanJudgement {
  readonly code: CodeOf<"review">;
  readonly rule: ReviewRule;
  readonly judge: (stack: PlannedStack) => readonly Seen[];
}
