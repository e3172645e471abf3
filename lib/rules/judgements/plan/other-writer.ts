import type { PlanJudgement } from "../judgement";

/** Access is written in a way that no rule follows. */
export const otherWriter: PlanJudgement = {
  code: "other-writer",
  rule: {
    severity: "blocker",
    rule: "R46",
    isUnknown: true,
    meaning:
      "The plan changes something that can write access and whose effect no rule follows: `awscc_eks_*`, a command or chart that names aws-auth.",
    why: "what it does to aws-auth or access entries is decided when it runs, and no plan shows that",
    help: "look at what it writes; to have it reviewed, write access by `aws_eks_access_entry` and `kubernetes_config_map_v1_data`",
  },
  judge: ({ otherWriters }) => otherWriters.map(({ address, does }) => ({ address, message: does })),
};
