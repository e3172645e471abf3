import { clusterFileOf } from "../../lib/app/check/check";

/** The day of the tests: acceptances that end later are open. */
export const TODAY = "2026-11-22";

/** A cluster of rendering `access` at a stage, with one row and its entry; what a test adds stands in the last line. */
export function clusterText(stage: string, more = ""): string {
  return `cluster_name: demo
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
aws_auth:
  aws_auth_roles:
    - { rolearn: "arn:aws:iam::111122223333:role/ops", username: ops, groups: [operators] }
access_entries:
  ops:
    principal_arn: arn:aws:iam::111122223333:role/ops
    user_name: ops
    kubernetes_groups: [operators]
migration: { stage: ${stage} } # where it stands
${more}`;
}

/** Files of these texts, as a page or a server has them. */
export function filesOf(texts: Readonly<Record<string, string>>) {
  return { sources: Object.entries(texts).map(([file, text]) => clusterFileOf(file, text)) };
}
