import { parseAwsAuth } from "../../../access/aws-auth/aws-auth-parse";
import { rowStates } from "../../../access/aws-auth/row-state";
import { printArn } from "../../../access/principal/arn";
import { namesPrincipal } from "../../../access/principal/principal-id";
import type { PlannedChange } from "../../../plan/objects/planned-change";
import { recordOf } from "../../../plan/reading/plan-shape";
import type { ComparedCluster } from "../compared-cluster";

/** Whether somebody took a principal's row or entry away outside Terraform, so that the plan gives it back. */
export function isGivenBack({ cluster }: Pick<ComparedCluster, "cluster">, principal: string): boolean {
  return cluster.drift.some(({ before, after }) => {
    const had = namesPrincipal(namedIn(before), principal);
    return had && !namesPrincipal(namedIn(after), principal);
  });
}

/** ARNs that an entry, an association or a ConfigMap names. */
function namedIn(values: PlannedChange["before"]): string[] {
  const { principal_arn: arn, data } = values ?? {};
  if (typeof arn === "string") return [arn];
  const texts = Object.entries(recordOf(data)).flatMap(([key, text]): [string, string][] =>
    typeof text === "string" ? [[key, text]] : [],
  );
  return rowStates(parseAwsAuth(Object.fromEntries(texts)).awsAuth).flatMap(({ state }) =>
    state.kind === "effective" ? [printArn(state.principal)] : [],
  );
}
