import type { Rbac } from "../../../lib/access/rbac/rbac";
import type { ResourceChange, TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { comparedCluster } from "../../../lib/rules/compared/compared-cluster";
import type { Judgement, Seen } from "../../../lib/rules/judgements/judgement";
import { teamPlan } from "../plans/case-plans";

/** What one judgement alone sees in a plan's clusters, beside a dump of RBAC or none. */
export function seenBy({ judge }: Judgement, plan: TerraformPlan, rbac?: Rbac): readonly Seen[] {
  const stack = understandPlan(plan, "plan.json");
  return stack.clusters.flatMap((one) => judge(comparedCluster(stack, one, { rbac })));
}

/** The same of changes. */
export function seenIn(judgement: Judgement, changes: readonly ResourceChange[], rbac?: Rbac): readonly Seen[] {
  return seenBy(judgement, teamPlan(changes), rbac);
}
