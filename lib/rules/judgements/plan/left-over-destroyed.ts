import { parseArn } from "../../../access/principal/arn";
import { principalName } from "../../../access/principal/principal-name";
import { awsAuthHolder } from "../../../plan/cluster/aws-auth-holder";
import { isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlanJudgement } from "../judgement";

/** A left-over object goes, and with it the live one of the same name. */
export const leftOverDestroyed: PlanJudgement = {
  code: "left-over-destroyed",
  rule: {
    why: "EKS and Kubernetes know these objects by name alone: destroying the left-over one destroys the live one, and its principals lose access",
    help: "look whether the live one is there (`aws eks list-access-entries --cluster-name NAME`), then take both objects out of the state, which changes nothing in AWS or Kubernetes: `terraform state rm ADDRESS`. Import the live one: `terraform import ADDRESS ID`, ID of an entry CLUSTER:PRINCIPAL_ARN, of a policy association CLUSTER#PRINCIPAL_ARN#POLICY_ARN, of aws-auth kube-system/aws-auth; a kubernetes_config_map_v1_data is not imported, for the next plan writes it again. Plan and review again",
  },
  judge({ changes }) {
    return changes.filter(isLeftOver).map((change) => ({
      address: change.address,
      message: `the left-over (Terraform: deposed) object \`${change.deposed ?? ""}\`${ofPrincipal(change)} is destroyed, and with it what is live under the same name`,
    }));
  },
};

/** Whose it is; of aws-auth and an ARN that cannot be read nothing. */
function ofPrincipal({ before }: PlannedChange): string {
  const arn = before?.principal_arn;
  const parsed = typeof arn === "string" ? parseArn(arn) : undefined;
  return parsed === undefined || !("arn" in parsed) ? "" : ` of ${principalName(parsed.arn, parsed.arn.accountId)}`;
}

function isLeftOver(change: PlannedChange): boolean {
  if (change.deposed === undefined || !isDestroyed(change)) return false;
  return BY_NAME.includes(change.type) || holdsAwsAuth(change);
}

const BY_NAME = ["aws_eks_access_entry", "aws_eks_access_policy_association"];

function holdsAwsAuth({ address, moduleAddress, mode, type, name, before }: PlannedChange): boolean {
  const side = { values: before ?? {}, unknown: false, sensitive: false };
  return awsAuthHolder({ address, moduleAddress, mode, type, name, before: side }) !== undefined;
}
