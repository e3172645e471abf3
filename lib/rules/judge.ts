import { CATALOGUE, weightOf } from "../finding/catalogue";
import { shortenText } from "../finding/finding";
import { sortFindings } from "../finding/finding-order";
import { compareText } from "../finding/text-order";
import { comparedCluster } from "./compared/compared-cluster";
import { shortenPath, shortenSentence } from "../finding/shorten";
import type { Rbac } from "../access/rbac/rbac";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import type { PlannedChange } from "../plan/objects/planned-change";
import type { PlannedCluster } from "../plan/cluster/planned-cluster";
import type { PlannedStack } from "../plan/planned-stack";
import { acceptReviewed } from "./acceptances";
import { placeInFile } from "./review/file-place";
import type { Judgement, PlanJudgement, Seen } from "./judgements/judgement";
import { JUDGEMENTS, PLAN_JUDGEMENTS } from "./judgements";
import { oneFindingPerCause } from "./review/one-cause";
import { peopleOf } from "./review/people";
import type { ClusterReview, OtherChange, PlanReview, Review, ReviewFinding } from "./review/review";
import { summaryOf } from "./review/summary";
import { type Allowance, verdictOf, worstVerdict } from "./review/verdict";

/** What a review knows beside the plans. */
interface ReviewContext {
  /** The cluster files that were given, found by the name of their cluster. */
  readonly files: readonly ClusterFile[];
  /** `2026-11-22`: what was accepted until yesterday is open again. */
  readonly today: string;
  /**
   * What is allowed on purpose: `destroy=demo` opens what is found of that cluster, where the plan destroys it.
   * @default nothing
   */
  readonly allowed?: readonly Allowance[];
  /**
   * Roles and bindings of the live cluster.
   * @default what groups and usernames give is not known
   */
  readonly rbac?: Rbac | undefined;
  /**
   * The rules by which it is judged.
   * @default every one
   */
  readonly by?: { readonly clusters: readonly Judgement[]; readonly plans: readonly PlanJudgement[] };
}

const EVERY_JUDGEMENT = { clusters: JUDGEMENTS, plans: PLAN_JUDGEMENTS };

/** Judges one plan, by every rule unless some are given. */
export function reviewStack(stack: PlannedStack, context: ReviewContext): PlanReview {
  const { plans } = context.by ?? EVERY_JUDGEMENT;
  const clusters = stack.clusters.map((cluster) => reviewCluster(stack, cluster, context));
  const [file] = stack.clusters.flatMap(
    (cluster) => context.files.find(({ staged }) => isAbout(staged.definition, cluster)) ?? [],
  );
  const findings = sortFindings(
    plans.flatMap(({ code, rule, judge }) =>
      judge(stack).map((seen) => ({
        ...findingOf({ code, rule }, seen),
        ...(file === undefined ? {} : { at: placeInFile(file, {}) }),
      })),
    ),
  );
  return {
    source: stack.label,
    verdict: worstVerdict([verdictOf(findings), ...clusters.map(({ verdict }) => verdict)]),
    clusters,
    findings,
    otherChanges: otherChanges(stack),
    counts: countsOf(stack.changes),
  };
}

/** Several plans as one review, by source. */
export function reviewOf(plans: readonly PlanReview[]): Review {
  return {
    verdict: worstVerdict(plans.map(({ verdict }) => verdict)),
    plans: [...plans].sort((a, b) => compareText(a.source, b.source)),
  };
}

function reviewCluster(stack: PlannedStack, cluster: PlannedCluster, context: ReviewContext): ClusterReview {
  const { files, today, rbac, by = EVERY_JUDGEMENT } = context;
  const file = files.find(({ staged }) => isAbout(staged.definition, cluster));
  const compared = comparedCluster(stack, cluster, { staged: file?.staged, rbac });
  const seen = by.clusters.flatMap(({ code, rule, judge }) =>
    judge(compared).map((one) => ({ ...findingOf({ code, rule }, one), ...placed(file, one) })),
  );
  const judged = acceptReviewed(oneFindingPerCause(seen), file?.staged.definition, today);
  const findings = sortFindings(isDestroyMeant(cluster, context) ? judged.map((one) => meant(one, context)) : judged);
  const people = peopleOf(compared);
  return {
    cluster: shortenPath(cluster.name ?? cluster.address ?? "a cluster that the plan does not name"),
    verdict: verdictOf(findings),
    summary: summaryOf(compared, people, findings),
    people,
    findings,
  };
}

function isDestroyMeant({ name, change }: PlannedCluster, { allowed = [] }: ReviewContext): boolean {
  return name !== undefined && change?.action === "delete" && allowed.includes(`destroy=${name}`);
}

function meant(finding: ReviewFinding, { today }: ReviewContext): ReviewFinding {
  const { code, principal } = finding;
  const whom = principal === undefined ? {} : { principal };
  return {
    ...finding,
    accepted: { code, ...whom, reason: "the cluster is destroyed on purpose (`--allow`)", until: today },
  };
}

/** Clusters of one name live in several accounts and regions; what one side does not tell is not held against it. */
function isAbout({ clusterName, accountId, terraform }: ClusterDefinition, cluster: PlannedCluster): boolean {
  const agree = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || other === undefined || one === other;
  return clusterName === cluster.name && agree(accountId, cluster.accountId) && agree(terraform.region, cluster.region);
}

function findingOf({ code, rule }: Pick<Judgement, "code" | "rule">, seen: Seen): ReviewFinding {
  const { address, message, principal, before, after, why = rule.why, help = rule.help, severity } = seen;
  const { isUnknown = rule.isUnknown === true } = seen;
  return {
    code,
    severity: weightOf(code, "review", severity),
    path: shortenPath(address),
    ...shortenText({ message, help }),
    why,
    rule: CATALOGUE[code].rule,
    ...(isUnknown ? { isUnknown: true } : {}),
    ...(principal === undefined ? {} : { principal }),
    ...(before === undefined ? {} : { before: shortenSentence(before) }),
    ...(after === undefined ? {} : { after: shortenSentence(after) }),
  };
}

function placed(file: ClusterFile | undefined, { filePath, principal }: Seen): Pick<ReviewFinding, "at"> {
  if (file === undefined) return {};
  return {
    at: placeInFile(file, {
      ...(filePath === undefined ? {} : { path: filePath }),
      ...(principal === undefined ? {} : { principal }),
    }),
  };
}

function otherChanges({ changes, clusters }: PlannedStack): OtherChange[] {
  const judged = new Set(clusters.flatMap((cluster) => cluster.changes.map(({ address }) => address)));
  return changes
    .filter(({ address }) => !judged.has(address))
    .map((change) => ({ address: shortenPath(change.address), action: actionWord(change) }));
}

function actionWord({ action, previousAddress, importing }: PlannedChange): string {
  if (action === "delete-create" || action === "create-delete") return "replace";
  if (action !== "no-op") return action;
  return importing !== undefined ? "import" : previousAddress !== undefined ? "move" : action;
}

function countsOf(changes: readonly PlannedChange[]): PlanReview["counts"] {
  const count = (...actions: readonly string[]): number =>
    changes.filter(({ action }) => actions.includes(action)).length;
  const replaced = count("delete-create", "create-delete");
  return {
    create: count("create", "create-forget") + replaced,
    update: count("update"),
    delete: count("delete") + replaced,
  };
}
