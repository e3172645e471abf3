import type { Rbac } from "../../../lib/access/rbac/rbac";
import type { ClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { ResourceChange, TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { comparedCluster } from "../../../lib/rules/compared/compared-cluster";
import type { Judgement, Seen } from "../../../lib/rules/judgements/judgement";
import { teamPlan } from "../plans/case-plans";

/** A dump of RBAC, or a cluster file. */
interface Beside {
  readonly rbac?: Rbac | undefined;
  readonly staged?: ClusterFile["staged"];
}

/** What one judgement alone sees in a plan's clusters, beside what is known of them. */
export function seenBy({ judge }: Judgement, plan: TerraformPlan, beside: Beside = {}): readonly Seen[] {
  const stack = understandPlan(plan, "plan.json");
  return stack.clusters.flatMap((one) => judge(comparedCluster(stack, one, beside)));
}

/** The same of changes. */
export function seenIn(judgement: Judgement, changes: readonly ResourceChange[], beside: Beside = {}): readonly Seen[] {
  return seenBy(judgement, teamPlan(changes), beside);
}
