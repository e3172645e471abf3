import { printArn } from "../../../access/principal/arn";
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
  advice: "Go back to `retire` (`eks-access back`), apply it, and find out what has written the row since.",
  stages: ["api"],
  ...JUDGES_ROWS,
  refuses: rowsLeft,
  says: (about, { definition }) => stillServed({ cluster: definition.clusterName, served: `\`${about}\`` }),
} as const satisfies Guard;

/** Rows and accounts that the mode switch would end. */
export function stillServed({ cluster, served }: Readonly<Record<"cluster" | "served", string>>): GuardSentence {
  return {
    wrong: `aws-auth of cluster ${cluster} still serves ${served}, and in mode API the cluster does not read aws-auth`,
    mend: "set migration.stage: retire in its cluster file and apply it before api",
  };
}

function rowsLeft({ definition }: StagedDefinition, live: LiveCluster): string[] {
  const rows = liveRows(live);
  const left = effectiveRows(rows).filter(({ principal }) => !isLeaving(definition, principal));
  const principals = forgets(definition) ? [] : left.map(({ principal }) => printArn(principal));
  return [...principals, ...servedAccounts(definition, rows)];
}
