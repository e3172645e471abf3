import { printArn } from "../../../access/principal/arn";
import { principalNameOf } from "../../../access/principal/principal-name";
import { effectiveRows } from "../../effective-rows";
import { isLeaving } from "../../leaving";
import type { LiveCluster } from "../live-cluster";
import { forgets } from "../../retirement";
import type { StagedDefinition } from "../../staged-definition";
import { type Guard, type GuardSentence, JUDGES_ROWS } from "../guard";
import { liveRows, servedAccounts } from "./live-rows";

/**
 * No row serves anybody when the mode becomes API; rows that were forgotten may, for entries cover them; no entry covers an
 * account.
 * @see DOMAIN R39
 */
export const rowLeft = {
  code: "row-left",
  advice:
    "`kubectl -n kube-system get configmap aws-auth -o yaml --show-managed-fields` names under `manager` and `time` who wrote the row, and when: let it write no more. Then go back to `retire` (`eks-access back`), and apply it.",
  stages: ["api"],
  ...JUDGES_ROWS,
  refuses: rowsLeft,
  says: (about, { definition: { accountId, clusterName } }) =>
    stillServed({ cluster: clusterName, served: principalNameOf(about, accountId) }),
} as const satisfies Guard;

/** Rows and accounts that the mode switch would end. */
export function stillServed({ cluster, served }: Readonly<Record<"cluster" | "served", string>>): GuardSentence {
  return {
    wrong: `aws-auth of cluster ${cluster} still serves ${served}, and in mode \`API\` the cluster does not read aws-auth`,
    mend: "find who wrote it (kubectl -n kube-system get configmap aws-auth -o yaml --show-managed-fields: manager and time), then set migration.stage: retire in its cluster file and apply it before api",
    help: "`kubectl get configmap -n kube-system aws-auth -o yaml --show-managed-fields` names under `manager` and `time` what wrote the row: stop that; then write `stage: retire` under `migration` and apply its plan, which empties aws-auth; then type `eks-access advance FILE`, and apply the plan of stage api",
  };
}

function rowsLeft({ definition }: StagedDefinition, live: LiveCluster): string[] {
  const rows = liveRows(live);
  const left = effectiveRows(rows).filter(({ principal }) => !isLeaving(definition, principal));
  const principals = forgets(definition) ? [] : left.map(({ principal }) => printArn(principal));
  return [...principals, ...servedAccounts(definition, rows)];
}
