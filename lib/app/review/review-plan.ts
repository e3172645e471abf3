import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { Fleet } from "../../inventory/fleet";
import { parsePlan, readPlan } from "../../plan/reading/read-plan";
import { understandPlan } from "../../plan/understand-plan";
import { reviewStack } from "../../rules/judge";
import type { PlanReview } from "../../rules/review/review";
import type { Unanswered } from "../unanswered";
import { errorsOfUnread } from "../unread-files";

/** What should be a plan: the output of `terraform show -json`. */
export interface PlanSource {
  /** As the review names it: `plan.json`. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What a review knows beside the plan. */
export interface PlanContext {
  /** @default no cluster files: what they accept and announce is not known */
  readonly clusters?: readonly ClusterFile[];
  /** `2026-11-22`: what was accepted until yesterday is open again. */
  readonly today: string;
}

/** A plan as `terraform plan -out` saves it: `terraform show -json` has to show it first. */
export interface SavedPlan {
  readonly isSaved: true;
}

/** What one plan does to people's access. */
export function reviewPlan(
  { name, content }: PlanSource,
  { clusters = [], today }: PlanContext,
): PlanReview | SavedPlan | Unanswered {
  const read = typeof content === "string" ? parsePlan(content) : readPlan(content);
  switch (read.kind) {
    case "plan":
      return reviewStack(understandPlan(read.plan, name), { files: clusters, today });
    case "unreadable":
      return { problem: `${name}: ${read.problem}`, help: read.help, fault: "question" };
    case "binary":
      return { isSaved: true };
  }
}

/** The clusters that a review may rely on: what a file with errors accepts is not known, then nothing is reviewed. */
export function reviewedClusters(fleet: Fleet): readonly ClusterFile[] | Unanswered {
  const [broken] = errorsOfUnread(fleet);
  if (broken === undefined) return fleet.clusters;
  return { problem: `${broken.file}: ${broken.path}: ${broken.message}`, fault: "files" };
}
