import { resolve } from "node:path";
import { writtenVersions } from "../../overlay/written-versions";
import { readRoot } from "../../overlay/root/root-module";
import { liveAwsAuth } from "../../app/review/live-aws-auth";
import { type PlanContext, reviewedClusters, reviewPlan } from "../../app/review/review-plan";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { printReview } from "../../report/review/print-review";
import type { ReviewOutcome } from "../../report/review/review-outcome";
import type { ReviewFormat } from "../../report/review/review-format";
import { painter } from "../../report/text/colour";
import { printable } from "../../report/text/printable";
import { reviewOf } from "../../rules/judge";
import type { PlanReview, Review, ReviewFinding } from "../../rules/review/review";
import { type Allowance, exitCodeOfVerdict } from "../../rules/review/verdict";
import { answered } from "../answered";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { readClusterFiles } from "../files/cluster-files";
import { inputName, readInput } from "../files/input";
import { readRbac } from "../files/rbac-file";
import { type PlanInput, planInputs, readPlanInput, shownByTerraform } from "../files/plan-input";
import { type RepositoryPath, repositoryPath } from "../files/repository-path";
import { writeFileWhole } from "../files/write-file";

/** What was typed after `review`. */
export interface ReviewOptions {
  readonly plans: readonly string[];
  /** @default no cluster files */
  readonly clusters?: string;
  readonly allow: readonly Allowance[];
  /**
   * The live ConfigMap, as `kubectl get configmap -n kube-system aws-auth -o yaml` prints it.
   * @default what the plan shows of it
   */
  readonly awsAuth?: string;
  /**
   * Roles and bindings of the live cluster, as kubectl prints them.
   * @default what groups and usernames give is not known
   */
  readonly rbac?: string;
  /**
   * Folder of the root module as it was before the change.
   * @default versions of modules before are not known
   */
  readonly before?: string;
  readonly format: ReviewFormat;
  /** @default standard output */
  readonly output?: string;
}

/** Formats that tools read, whatever came of the review: no report at all looks to them as if nobody had asked. */
const TELL_UNREAD: readonly ReviewFormat[] = ["junit", "sarif"];

/**
 * Judges plans, one after the other, and prints what came of it. Of several plans, one that cannot be read is told and hides no
 * other; the command then ends with 2.
 */
export async function runReview(context: CliContext, options: ReviewOptions): Promise<ExitCode> {
  const known = await contextOf(context, options);
  const inputs = await planInputs(context, options.plans);
  if (options.before !== undefined && inputs.length > 1) throw rootOfSeveral(options.before, inputs.length);
  const plans: PlanReview[] = [];
  const failures: { readonly source: string; readonly failure: Failure }[] = [];
  const isTold = TELL_UNREAD.includes(options.format);
  for (const input of inputs) {
    try {
      plans.push(await reviewOne(context, input, known));
    } catch (error) {
      if (!(error instanceof Failure) || (inputs.length === 1 && !isTold)) throw error;
      failures.push({ source: input.name, failure: error });
    }
  }
  const review = reviewOf(plans);
  const exitCode = failures.length > 0 ? 2 : exitCodeOfVerdict(review.verdict, options.allow);
  const unread = failures.map(({ source, failure: { message, help } }) => ({
    source,
    message: printable(message),
    ...(help === undefined ? {} : { help }),
  }));
  if (plans.length > 0 || isTold) await print(context, options, { review, exitCode, unread });
  for (const { failure } of failures) tell(context, failure);
  return exitCode;
}

async function contextOf(
  context: CliContext,
  { clusters, awsAuth, rbac, before, allow }: ReviewOptions,
): Promise<PlanContext> {
  return {
    clusters: clusters === undefined ? [] : await readFiles(context, clusters),
    today: context.today,
    allowed: allow,
    ...(awsAuth === undefined ? {} : { liveAwsAuth: await readAwsAuth(context, awsAuth) }),
    ...(rbac === undefined ? {} : { rbac: await readRbac(context, rbac, { exitCode: 2 }) }),
    ...(before === undefined ? {} : { modulesBefore: await versionsIn(context, before) }),
  };
}

/** Versions of the module, by name of the call, as a root module writes them. */
async function versionsIn(context: CliContext, folder: string): Promise<ReadonlyMap<string, string>> {
  const read = await readRoot(folder, resolve(context.cwd, folder));
  if ("root" in read) return writtenVersions(read.root);
  const [problem] = read.findings;
  throw new Failure(`${problem?.file ?? folder}: ${problem?.message ?? "cannot be read"}`, {
    help: "name the folder of the root module as the base of the change has it: `git worktree add ../base origin/main`",
  });
}

function rootOfSeveral(folder: string, plans: number): Failure {
  return new Failure(`--before ${folder}: expected one plan, that of this root module, got ${plans}`, {
    help: "review each plan beside its own root module",
  });
}

async function readAwsAuth(context: CliContext, path: string): Promise<Readonly<Record<string, string>>> {
  const read = liveAwsAuth({ name: inputName(path), content: await readInput(context, path) });
  return answered<{ readonly data: Readonly<Record<string, string>> }>(read).data;
}

async function print(
  context: CliContext,
  options: ReviewOptions,
  { review, exitCode, unread = [] }: Pick<ReviewOutcome, "review" | "exitCode" | "unread">,
): Promise<void> {
  const paint = painter(options.output === undefined ? context.stdout : {}, context.env);
  const shown = IN_REPOSITORY.includes(options.format) ? placedIn(repositoryPath(context.cwd), review) : review;
  const text = printReview({ review: shown, exitCode, allowed: options.allow, paint, unread }, options.format);
  if (options.output === undefined) context.stdout.write(text);
  else await writeFileWhole(resolve(context.cwd, options.output), text);
}

/** Formats that tools lay over a diff. */
const IN_REPOSITORY: readonly ReviewFormat[] = ["sarif", "github", "junit", "gitlab-code-quality"];

/** Findings, and plans that are files, under the names that files have in their repository. */
function placedIn(pathOf: RepositoryPath, review: Review): Review {
  const placed = (findings: readonly ReviewFinding[]): ReviewFinding[] =>
    findings.map((finding) =>
      finding.at === undefined ? finding : { ...finding, at: { ...finding.at, file: pathOf(finding.at.file) } },
    );
  const plans = review.plans.map((plan) => ({
    ...plan,
    source: plan.source === inputName("-") ? plan.source : pathOf(plan.source),
    findings: placed(plan.findings),
    clusters: plan.clusters.map((cluster) => ({ ...cluster, findings: placed(cluster.findings) })),
  }));
  return { ...review, plans };
}

function tell(context: CliContext, { message, help }: Failure): void {
  const word = painter(context.stderr, context.env)("error", "red");
  context.stderr.write(`${word} ${printable(message)}\n${help === undefined ? "" : `    ${help}\n`}`);
}

/** A saved plan is shown by Terraform first. */
async function reviewOne(context: CliContext, { path, name }: PlanInput, known: PlanContext): Promise<PlanReview> {
  const review = answered(reviewPlan({ name, content: await readPlanInput(context, path) }, known));
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
