import type { FilePlace } from "../../inventory/finding/located-finding";
import type { JudgedFinding } from "../../migration/acceptance";
import type { Verdict } from "./verdict";

/** One thing that a plan does, judged: `path` is the Terraform address that shows it, empty for the plan as a whole. */
export interface ReviewFinding extends JudgedFinding {
  /** Why it matters, to somebody who does not know EKS. */
  readonly why: string;
  /** The rule of the specification, `R38`, or `-`. */
  readonly rule: string;
  /**
   * What was, in words.
   * @default nothing to compare
   */
  readonly before?: string;
  /** @default nothing to compare */
  readonly after?: string;
  /**
   * Whether the plan does not tell, where it would have to.
   * @default false
   */
  readonly isUnknown?: boolean;
  /**
   * Where the cluster file says something about it.
   * @default there is no cluster file
   */
  readonly at?: ClusterFilePlace;
}

/** A place in a cluster file. */
export interface ClusterFilePlace extends Partial<FilePlace> {
  /** `clusters/demo.yaml` */
  readonly file: string;
}

/** What becomes of a person's, or a node's, access; who moves has the same rights in another way. */
export const EFFECTS = ["loses", "unknown", "changes", "gains", "moves", "keeps"] as const;

/** One of {@link EFFECTS}. */
export type Effect = (typeof EFFECTS)[number];

/** One principal, before and after the plan. */
export interface Person {
  /** ARN. */
  readonly principal: string;
  /** `role admin`, `user alice`, `role ci of 444455556666` */
  readonly name: string;
  readonly effect: Effect;
  /** `cluster admin, by aws-auth mapRoles[1]` */
  readonly before: string;
  readonly after: string;
}

/** A resource that changes and has nothing to do with access. */
export interface OtherChange {
  readonly address: string;
  /** `create`, `update`, `delete`, `replace`, `forget`, `read`, `move` */
  readonly action: string;
}

/** What a plan does to one cluster. */
export interface ClusterReview {
  /** The cluster's name, or the address of its module where the plan does not tell. */
  readonly cluster: string;
  readonly verdict: Verdict;
  /** One sentence: what this plan does to this cluster's access. */
  readonly summary: string;
  /** By effect, worst first, then by ARN. */
  readonly people: readonly Person[];
  /** Worst first. */
  readonly findings: readonly ReviewFinding[];
}

/** One plan, judged. */
export interface PlanReview {
  /** As the user named it: `plan.json`. */
  readonly source: string;
  readonly verdict: Verdict;
  readonly clusters: readonly ClusterReview[];
  /** About the plan as a whole. */
  readonly findings: readonly ReviewFinding[];
  /** By address. */
  readonly otherChanges: readonly OtherChange[];
  /** How many resources are created, changed in place, and deleted; a replacement counts as both. */
  readonly counts: { readonly create: number; readonly update: number; readonly delete: number };
}

/** Several plans, judged together. */
export interface Review {
  readonly verdict: Verdict;
  /** By source. */
  readonly plans: readonly PlanReview[];
}
