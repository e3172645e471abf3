import { printArn } from "../../../access/principal/arn";
import { samePrincipal } from "../../../access/principal/principal-id";
import { effectiveRows } from "../../effective-rows";
import { isLeaving } from "../../leaving";
import type { LiveCluster } from "../live-cluster";
import type { StagedDefinition } from "../../staged-definition";
import { type Guard, type GuardSentence, JUDGES_ROWS, ROW_STAGES } from "../guard";
import { liveRows, servedAccounts } from "./live-rows";

/**
 * Every live row and account is the file's, or leaves on purpose: writing ours takes the others' access.
 * @see DOMAIN R38
 */
export const rowUnknown = {
  code: "row-unknown",
  advice:
    "Something else writes rows too (`kubectl -n kube-system get configmap aws-auth -o yaml --show-managed-fields` names it under `manager`, with the time): write the row into the file, with an entry; or, where the access is to end, add the ARN of its principal to the list `leaving` of the file, a mapped account as `arn:aws:iam::<account>:root`.",
  stages: ROW_STAGES,
  ...JUDGES_ROWS,
  refuses: unknownRows,
  says: (about, { definition: { clusterName } }) => ({
    ...strangersServed({ cluster: clusterName, strangers: `\`${about}\`` }),
    help: helpFor(about, clusterName),
  }),
} as const satisfies Guard;

function helpFor(about: string, clusterName: string): string {
  const account = /^account (\d{12})$/.exec(about)?.[1];
  const ends = `add \`- ${account === undefined ? about : `arn:aws:iam::${account}:root`}\` to the list \`leaving\` at the top level of the file`;
  const keeps =
    account === undefined
      ? `\`eks-access import --cluster ${clusterName} --update FILE\` writes its row under \`aws_auth\` and an entry under \`access_entries\``
      : `add \`- "${account}"\` to the list \`aws_auth_accounts\` under \`aws_auth\``;
  return `the plan would overwrite what is live. To keep this access, ${keeps}; to end it, ${ends}`;
}

/** Rows and accounts of somebody else. */
export function strangersServed({
  cluster,
  strangers,
}: Readonly<Record<"cluster" | "strangers", string>>): GuardSentence {
  return {
    wrong: `aws-auth of cluster ${cluster} serves ${strangers} by rows that its cluster file does not have`,
    mend: "add each row under aws_auth with an entry under access_entries, or, where the access is to end, add the ARN to the list leaving of that file",
  };
}

function unknownRows({ definition, rows: ours, effectiveRows: known }: StagedDefinition, live: LiveCluster): string[] {
  const theirs = liveRows(live);
  const rows = effectiveRows(theirs)
    .filter(({ principal }) => !isLeaving(definition, principal))
    .filter(({ principal }) => !known.some((row) => samePrincipal(row.principal, principal)));
  const accounts = servedAccounts(definition, theirs).filter((one) => !servedAccounts(definition, ours).includes(one));
  return [...rows.map(({ principal }) => printArn(principal)), ...accounts];
}
