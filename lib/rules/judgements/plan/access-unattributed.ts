import type { PlanJudgement } from "../judgement";

/** Access of a cluster that the plan does not name. */
export const accessUnattributed: PlanJudgement = {
  code: "access-unattributed",
  rule: {
    severity: "blocker",
    rule: "R38",
    isUnknown: true,
    meaning: "The plan has several clusters and does not tell to which of them some access belongs.",
    why: "whose access changes is not known",
    help: "write the cluster's name as a literal, or plan each cluster by itself",
  },
  judge({ unattributed, changes }) {
    return unattributed
      .filter(({ address }) => address === undefined || changes.some((change) => change.address === address))
      .map(({ address = "", sentence }) => ({ address, message: sentence }));
  },
};
