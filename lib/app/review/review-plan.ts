import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { Fleet } from "../../inventory/fleet";
import type { Rbac } from "../../access/rbac/rbac";
import { parsePlan, readPlan } from "../../plan/reading/read-plan";
import type { PlannedStack } from "../../plan/planned-stack";
import { understandPlan } from "../../plan/understand-plan";
import { reviewStack } from "../../rules/judge";
import type { Allowance } from "../../rules/review/verdict";
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
  /**
   * What is meant: `irreversible`, or `destroy=demo`.
   * @default nothing
   */
  readonly allowed?: readonly Allowance[];
  /**
   * The data of the live ConfigMap aws-auth.
   * @default what the plan shows of it
   */
  readonly liveAwsAuth?: Readonly<Record<string, string>>;
  /**
   * Versions of the Terraform module as the root module had them before the change, by name of the call.
   * @default not known: a plan has the new ones alone
   */
  readonly modulesBefore?: ReadonlyMap<string, string>;
  /**
   * Roles and bindings of the live cluster.
   * @default what groups and usernames give is not known
   */
  readonly rbac?: Rbac;
}

/** A plan as `terraform plan -out` saves it: `terraform show -json` has to show it first. */
export interface SavedPlan {
  readonly isSaved: true;
}

/** What one plan does to people's access. */
export function reviewPlan(
  { name, content }: PlanSource,
  { clusters = [], today, allowed = [], liveAwsAuth, rbac, modulesBefore }: PlanContext,
): PlanReview | SavedPlan | Unanswered {
  const read = typeof content === "string" ? parsePlan(content) : readPlan(content);
  switch (read.kind) {
    case "plan": {
      const stack = understandPlan(read.plan, name, {
        ...(liveAwsAuth === undefined ? {} : { liveAwsAuth }),
        ...(modulesBefore === undefined ? {} : { modulesBefore }),
      });
      const isOfOne = liveAwsAuth !== undefined || rbac !== undefined;
      return (
        (isOfOne ? severalClusters(stack) : undefined) ?? reviewStack(stack, { files: clusters, today, allowed, rbac })
      );
    }
    case "unreadable":
      return { problem: `${name}: ${read.problem}`, help: read.help, fault: "question" };
    case "binary":
      return { isSaved: true };
  }
}

/** A dump of kubectl does not say of which cluster it is. */
function severalClusters({ label, clusters }: PlannedStack): Unanswered | undefined {
  if (clusters.length < 2) return undefined;
  const names = clusters.map(({ name = "one without a name" }) => name).join(", ");
  return {
    problem: `${label}: a plan of several clusters, ${names}, expected one beside a dump of kubectl`,
    help: "review it without `--aws-auth` and `--rbac`; a plan reads its own ConfigMap by `data.kubernetes_config_map_v1`",
    fault: "question",
  };
}

/** The clusters that a review may rely on: what a file with errors accepts is not known, then nothing is reviewed. */
export function reviewedClusters(fleet: Fleet): readonly ClusterFile[] | Unanswered {
  const [broken] = errorsOfUnread(fleet);
  if (broken === undefined) return fleet.clusters;
  const place = [broken.file, broken.path].filter((part) => part !== "").join(": ");
  return { problem: `${place}: ${broken.message}`, fault: "files" };
}
