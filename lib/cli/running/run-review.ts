import { resolve } from "node:path";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { understandPlan } from "../../plan/understand-plan";
import { painter } from "../../report/text/colour";
import { printReview } from "../../report/review/print-review";
import type { ReviewFormat } from "../../report/review/review-format";
import { reviewOf, reviewStack } from "../../rules/judge";
import type { PlanReview } from "../../rules/review/review";
import { type Allowance, exitCodeOf } from "../../rules/review/verdict";
import { readClusterFiles } from "../files/cluster-files";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { planInputs, readPlanInput } from "../files/plan-input";
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
  const files = options.clusters === undefined ? [] : await readFiles(context, options.clusters);
  const plans: PlanReview[] = [];
  for (const path of await planInputs(context, options.plans)) {
    plans.push(
      reviewStack(understandPlan(await readPlanInput(context, path.path), path.name), { files, today: context.today }),
    );
  }
  const review = reviewOf(plans);
  const exitCode = exitCodeOf(review.verdict, options.allow);
  const paint = painter(options.output === undefined ? context.stdout : {}, context.env);
  const text = printReview({ review, exitCode, allowed: options.allow, paint }, options.format);
  if (options.output === undefined) context.stdout.write(text);
  else await writeFileWhole(resolve(context.cwd, options.output), text);
  return exitCode;
}

/** What a file with errors accepts is not known: then nothing is reviewed. */
async function readFiles(context: CliContext, folder: string): Promise<readonly ClusterFile[]> {
  const { clusters, findings } = await readClusterFiles(context, [folder]);
  const known = clusters.map(({ file }) => file);
  const broken = findings.find(({ severity, file }) => severity === "error" && !known.includes(file));
  if (broken === undefined) return clusters;
  const help = `\`eks-access check ${folder}\` shows all errors`;
  throw new Failure(`${broken.file}: ${broken.path}: ${broken.message}`, { exitCode: 1, help });
}
