import { PLAN_AGAIN } from "../plan-again";
import type { Judgement } from "../judgement";

/** The plan was made from a state that is not what is live. */
export const planStale: Judgement = {
  code: "plan-stale",
  rule: {
    why: "the plan starts from an older state of the cluster, and does not show who got access since then",
    help: `without \`-refresh=false\` ${PLAN_AGAIN}`,
  },
  judge({ cluster, stack }) {
    if (stack.facts.errored) return [];
    const message = "the state says something else than a data source of the same plan";
    return cluster.stale.map((address) => ({ address, message }));
  },
};
