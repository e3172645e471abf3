import { awsAuthHolder } from "../../../plan/cluster/aws-auth-holder";
import { isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlanJudgement } from "../judgement";

/** A left-over object goes, and with it the live one of the same name. */
export const leftOverDestroyed: PlanJudgement = {
  code: "left-over-destroyed",
  rule: {
    why: "EKS and Kubernetes know these objects by name alone: destroying the left-over one destroys the live one, and its principals lose access",
    help: "take the left-over object out of the state instead, once the live one is seen (`aws eks list-access-entries`)",
  },
  judge({ changes }) {
    return changes.filter(isLeftOver).map(({ address, deposed = "" }) => ({
      address,
      message: `the left-over object \`${deposed}\` is destroyed, and with it what is live under the same name`,
    }));
  },
};

function isLeftOver(change: PlannedChange): boolean {
  if (change.deposed === undefined || !isDestroyed(change)) return false;
  return BY_NAME.includes(change.type) || holdsAwsAuth(change);
}

const BY_NAME = ["aws_eks_access_entry", "aws_eks_access_policy_association"];

function holdsAwsAuth({ address, moduleAddress, mode, type, name, before }: PlannedChange): boolean {
  const side = { values: before ?? {}, unknown: false, sensitive: false };
  return awsAuthHolder({ address, moduleAddress, mode, type, name, before: side }) !== undefined;
}
