import { resolve } from "node:path";
import { type PlanContext, reviewedClusters, reviewPlan } from "../../app/review/review-plan";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { printReview } from "../../report/review/print-review";
import type { ReviewFormat } from "../../report/review/review-format";
import { painter } from "../../report/text/colour";
import { reviewOf } from "../../rules/judge";
import type { PlanReview } from "../../rules/review/review";
import { type Allowance, exitCodeOf } from "../../rules/review/verdict";
import { answered } from "../answered";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { readClusterFiles } from "../files/cluster-files";
import { type PlanInput, planInputs, readPlan, shownByTerraform } from "../files/plan-input";
import { writeFileWhole } from "../files/write-file";

/** What was typed after `review`. */
export interface ReviewOptions {
  readonly plans: readonly string[];
  /** @default no cluster files */
  readonly clusters?: string;
  readonly allow: readonly Allowance[];
  readonly format: ReviewFormat;
  /** @default standard output */
  readonly output?: string;
}

/** Judges plans, one after the other, and prints what came of it. */
export async function runReview(context: CliContext, options: ReviewOptions): Promise<0 | 1> {
  const clusters = options.clusters === undefined ? [] : await readFiles(context, options.clusters);
  const plans: PlanReview[] = [];
  for (const input of await planInputs(context, options.plans))
    plans.push(await reviewOne(context, input, { clusters, today: context.today }));
  const review = reviewOf(plans);
  const exitCode = exitCodeOf(review.verdict, options.allow);
  const paint = painter(options.output === undefined ? context.stdout : {}, context.env);
  const text = printReview({ review, exitCode, allowed: options.allow, paint }, options.format);
  if (options.output === undefined) context.stdout.write(text);
  else await writeFileWhole(resolve(context.cwd, options.output), text);
  return exitCode;
}

/** A saved plan is shown by Terraform first. */
async function reviewOne(context: CliContext, { path, name }: PlanInput, known: PlanContext): Promise<PlanReview> {
  const review = answered(reviewPlan({ name, content: await readPlan(context, path) }, known));
  if (!("isSaved" in review)) return review;
  const shown = answered(reviewPlan({ name, content: await shownByTerraform(context, path) }, known));
  if ("isSaved" in shown) throw new Failure(`${name}: Terraform showed no JSON`);
  return shown;
}

async function readFiles(context: CliContext, folder: string): Promise<readonly ClusterFile[]> {
  const known = reviewedClusters(await readClusterFiles(context, [folder]));
  if (!("problem" in known)) return known;
  return answered<ClusterFile[]>({ ...known, help: `\`eks-access check ${folder}\` shows all errors` });
}
