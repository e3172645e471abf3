import type { PlanJudgement } from "../judgement";

/** Access is written in a way that no rule follows. */
export const otherWriter: PlanJudgement = {
  code: "other-writer",
  rule: {
    isUnknown: true,
    why: "what it does to aws-auth or access entries is not judged here: somebody may gain or lose access by it",
    help: "read what it writes, `terraform show saved`, before you apply; to have it reviewed, move its access to `aws_eks_access_entry` and `kubernetes_config_map_v1_data`: an `import` block takes the live object over, and a `removed` block with `destroy = false` keeps Terraform from destroying it at the old address",
  },
  judge: ({ otherWriters }) => otherWriters.map(({ address, does }) => ({ address, message: does })),
};
