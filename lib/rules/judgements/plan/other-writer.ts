import type { PlanJudgement } from "../judgement";

/** Access is written in a way that no rule follows. */
export const otherWriter: PlanJudgement = {
  code: "other-writer",
  rule: {
    isUnknown: true,
    why: "what it does to aws-auth or access entries is decided when it runs, and no plan shows that",
    help: "look at what it writes; to have it reviewed, write access by `aws_eks_access_entry` and `kubernetes_config_map_v1_data`",
  },
  judge: ({ otherWriters }) => otherWriters.map(({ address, does }) => ({ address, message: does })),
};
