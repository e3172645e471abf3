import type { Rule, Severity } from "../../finding/finding";
import type { ComparedCluster } from "../compared/compared-cluster";
import type { PlannedStack } from "../../plan/planned-stack";

/** A rule of review: the section of docs/rules.md that its code has. */
export interface ReviewRule extends Rule {
  /** Why it matters, to somebody who does not know EKS. */
  readonly why: string;
  /** What to do about it, where a finding has no advice of its own. */
  readonly help: string;
  /**
   * Whether the plan does not tell what it would have to tell.
   * @default false
   */
  readonly isUnknown?: boolean;
  /**
   * Codes whose acceptance opens this one too: the same decision, made about the file.
   * @default its own code alone, where it is acceptable
   */
  readonly openedBy?: readonly string[];
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
  readonly help?: string;
  /** @default the rule's */
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
  readonly code: string;
  readonly rule: ReviewRule;
  readonly judge: (compared: ComparedCluster) => readonly Seen[];
}

/** One rule over a plan as a whole. */
export interface PlanJudgement {
  readonly code: string;
  readonly rule: ReviewRule;
  readonly judge: (stack: PlannedStack) => readonly Seen[];
}
