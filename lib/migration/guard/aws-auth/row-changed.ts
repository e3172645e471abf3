import { givenText } from "../../../access/aws-auth/row-given";
import { type IamArn, parseArn, printArn } from "../../../access/principal/arn";
import { samePrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { optsIn } from "../../acceptance";
import { type EffectiveRow, effectiveRows } from "../../effective-rows";
import { isLeaving } from "../../leaving";
import type { LiveCluster } from "../live-cluster";
import type { StagedDefinition } from "../../staged-definition";
import { acceptGuard, type Guard, type GuardSentence, JUDGES_ROWS, ROW_STAGES } from "../guard";
import { liveRows } from "./live-rows";

/**
 * Every live row gives what the file's row for the same principal gives, unless that is accepted; and nobody whom a mapped
 * account serves gets a row instead: writing it takes what the account gives, and from sessions that a template refuses all.
 * @see DOMAIN R13, R38
 */
export const rowChanged = {
  code: "row-changed",
  advice:
    "`kubectl -n kube-system get configmap aws-auth -o yaml` shows the live row. To keep it, copy its username and groups into the row under `aws_auth`; to let the plan write the file's row, accept `row-changed` for that principal. A mapped account gives its principals their ARN as username and no groups.",
  stages: ROW_STAGES,
  ...JUDGES_ROWS,
  refuses: changedRows,
  says: (arn, { definition }, live) => {
    const told = { cluster: definition.clusterName, principals: principalNameOf(arn, definition.accountId) };
    const parsed = parseArn(arn);
    const hasRow = "arn" in parsed && liveRowOf(effectiveRows(liveRows(live)), parsed.arn) !== undefined;
    const accept = acceptGuard("row-changed", arn);
    return hasRow
      ? { ...otherRow(told), help: `${KEEP_LIVE}; to let the plan write the row of the file, ${accept}` }
      : { ...rowOverAccount(told), help: `${KEEP_ACCOUNT}; to let the plan write the row of the file, ${accept}` };
  },
} as const satisfies Guard;

const KEEP_LIVE =
  "to keep what is live, copy `username` and `groups` of the live row, which `kubectl get configmap -n kube-system aws-auth -o yaml` prints, into the row here";

const KEEP_ACCOUNT = "to keep what is live, delete this row from the file";

/** Rows that give something else. */
export function otherRow({ cluster, principals }: Readonly<Record<"cluster" | "principals", string>>): GuardSentence {
  return {
    wrong: `The live aws-auth of cluster ${cluster} gives ${principals} another username or other groups than \`aws_auth\` of its cluster file`,
    mend: "to keep what is live (kubectl -n kube-system get configmap aws-auth -o yaml), copy the username and groups into the row of the file; to let the plan write the row of the file, add code row-changed with the ARN of the row as principal to the list accept of the file",
  };
}

/** Rows that would take what a mapped account gives. */
export function rowOverAccount({
  cluster,
  principals,
}: Readonly<Record<"cluster" | "principals", string>>): GuardSentence {
  return {
    wrong: `The live aws-auth of cluster ${cluster} serves ${principals} by a mapped account (\`mapAccounts\`) without a row, and the row of its cluster file would replace the username that the account gives`,
    mend: "to keep what is live, delete the row from aws_auth_roles or aws_auth_users of the file; to let the plan write the row, add code row-changed with the ARN of the row as principal to the list accept of the file",
  };
}

function changedRows({ definition, effectiveRows: ours }: StagedDefinition, live: LiveCluster): string[] {
  const theirs = effectiveRows(liveRows(live));
  const accounts = liveRows(live).accounts.map(({ row }) => row);
  return ours
    .filter(({ principal }) => !isLeaving(definition, principal))
    .filter(({ principal, row }) => {
      const other = liveRowOf(theirs, principal);
      return other === undefined ? accounts.includes(principal.accountId) : givenText(other.row) !== givenText(row);
    })
    .map(({ principal }) => printArn(principal))
    .filter((arn) => !optsIn(definition, "row-changed", arn));
}

function liveRowOf(rows: readonly EffectiveRow[], principal: IamArn): EffectiveRow | undefined {
  return rows.find((each) => samePrincipal(each.principal, principal));
}
