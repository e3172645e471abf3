import { LIVE_READS } from "../../../lib/migration/guard/guard-reads";
import { fieldsOf } from "../terraform/provider-schema";

/** Data sources that ask nobody, or `sts:GetCallerIdentity`, which every principal may. */
const ASK_NOTHING: readonly string[] = [
  "aws_caller_identity",
  "aws_eks_cluster_auth",
  "aws_iam_policy_document",
  "aws_partition",
];

/** What the runner of a plan has to be allowed: IAM actions, and names of ConfigMaps in kube-system, each sorted. */
export interface PlanReads {
  readonly iam: readonly string[];
  readonly configMaps: readonly string[];
}

/**
 * What the data sources of Terraform JSON read.
 * @throws Error for one of which {@link LIVE_READS} tells nothing
 */
export function readsOf(...texts: readonly string[]): PlanReads {
  const blocks = texts.flatMap((text) => Object.entries(fieldsOf(fieldsOf(JSON.parse(text)).data)));
  const asking = blocks.filter(([type]) => !ASK_NOTHING.includes(type));
  return {
    iam: sorted(asking.filter(([type]) => !type.startsWith("kubernetes_")).map(([type]) => actionOf(type))),
    configMaps: sorted(
      asking.filter(([type]) => type.startsWith("kubernetes_")).flatMap(([, named]) => namesIn(named)),
    ),
  };
}

/** The paragraph of a page: what the first plan reads, and what plans of later stages read besides. */
export function firstPlanReads(first: PlanReads, later: readonly PlanReads[]): string {
  const { iam, configMaps } = first;
  const more = sorted(later.flatMap((each) => each.iam)).filter((action) => !iam.includes(action));
  const besides = more.length === 0 ? "" : ` Later plans also need ${coded(more)}.`;
  return `What the guards of the first plan need to read: ${coded(iam)}, and \`get\` on the ConfigMaps ${configMaps.join(" and ")} in kube-system.${besides}`;
}

function coded(actions: readonly string[]): string {
  return actions.map((action) => `\`${action}\``).join(", ");
}

function actionOf(type: string): string {
  for (const { dataSources, iam } of Object.values(LIVE_READS)) {
    const action = iam[dataSources.indexOf(type)];
    if (action !== undefined) return action;
  }
  throw new Error(`LIVE_READS has no data source ${type}`);
}

function namesIn(named: unknown): string[] {
  return Object.values(fieldsOf(named)).flatMap((block) => {
    const metadata = fieldsOf(block).metadata;
    return (Array.isArray(metadata) ? metadata : [metadata]).map((each: unknown) =>
      nameIn(String(fieldsOf(each).name)),
    );
  });
}

/** A name, also of an expression that puts the read off to the apply. */
function nameIn(written: string): string {
  return written.startsWith("${") ? (/"([a-z][a-z0-9.-]+)"/.exec(written)?.[1] ?? written) : written;
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
