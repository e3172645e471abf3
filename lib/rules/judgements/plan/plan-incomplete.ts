import { PLAN_AGAIN } from "../plan-again";
import type { PlannedCluster } from "../../../plan/cluster/planned-cluster";
import type { PlannedChange } from "../../../plan/objects/planned-change";
import type { PlanJudgement } from "../judgement";

/** The plan leaves something out, and takes or changes access. */
export const planIncomplete: PlanJudgement = {
  code: "plan-incomplete",
  rule: {
    why: "what is left out can be what keeps somebody's access, or the guard that would have refused",
    help: `without \`-target\` ${PLAN_AGAIN}`,
  },
  judge({ clusters, facts: { errored, complete, untouched, deferred } }) {
    if (errored || (complete !== false && untouched.length === 0)) return [];
    const [first] = clusters.flatMap((cluster) => cluster.changes.filter((change) => isTaking(cluster, change)));
    if (first === undefined) return [];
    const parts = [
      ...(deferred.length === 0 ? ["it was made with `-target`"] : []),
      ...(untouched.length > 0 ? [`it is silent about ${untouched.length} resources of the state`] : []),
      ...(deferred.length > 0 ? [`${deferred.length} changes are put off`] : []),
    ];
    return [{ address: first.address, message: `the plan changes access and is not whole: ${parts.join(", ")}` }];
  },
};

/** A cluster changes more often than its access does; what runs nodes is no access by itself. */
function isTaking({ mode }: PlannedCluster, { type, action }: PlannedChange): boolean {
  if (RUNS_NODES.includes(type)) return false;
  if (action === "update") return type !== "aws_eks_cluster" || mode.before !== mode.after;
  return !["no-op", "read", "create"].includes(action);
}

const RUNS_NODES = ["aws_eks_node_group", "aws_eks_fargate_profile", "aws_eks_capability"];
