import type { AwsAuth } from "../../../access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../../access/aws-auth/aws-auth-parse";
import { compareAccess } from "../../../access/effective/comparison";
import { principalNameOf } from "../../../access/principal/principal-name";
import { awsAuthHolder } from "../../../plan/cluster/aws-auth-holder";
import { isDestroyed, isForgotten, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlanJudgement, Seen } from "../judgement";

/** Access of a cluster that the plan does not name. */
export const accessUnattributed: PlanJudgement = {
  code: "access-unattributed",
  rule: {
    isUnknown: true,
    why: "whose access changes in which cluster is not known",
    help: 'write the name as text in this resource, as in `cluster_name = "demo"`, and plan again; where this plan makes the cluster too, apply the cluster first, then plan the rest',
  },
  judge({ unattributed, changes }) {
    return unattributed
      .filter(({ address }) => address === undefined || changes.some((change) => change.address === address))
      .map(({ address = "", sentence }) => {
        const change = changes.find((one) => one.address === address);
        const says = change === undefined ? undefined : lossOf(change);
        return {
          address,
          message: says === undefined ? sentence : `${sentence}, and ${says}`,
          ...weightOf(change, says),
        };
      });
  },
};

/** What goes, goes for whichever cluster it is. */
function weightOf(change: PlannedChange | undefined, says: string | undefined): Pick<Seen, "severity" | "isUnknown"> {
  if (says !== undefined) return { severity: "danger", isUnknown: false };
  return change !== undefined && isForgotten(change) ? { severity: "warning", isUnknown: false } : {};
}

function lossOf(change: PlannedChange): string | undefined {
  if (isDestroyed(change)) return change.action === "delete" ? "it is destroyed" : "it is destroyed and made anew";
  if (change.action !== "update") return undefined;
  const [before, after] = [change.before, change.after].map((values) => rowsOf(change, values));
  if (before === undefined || after === undefined) return undefined;
  const state = (awsAuth: AwsAuth) => ({ mode: "API_AND_CONFIG_MAP", awsAuth, entries: {} }) as const;
  const lost = compareAccess(state(before), state(after)).lost.map(({ principal }) =>
    principalNameOf(principal, undefined),
  );
  return lost.length === 0 ? undefined : `${lost.join(", ")} ${lost.length === 1 ? "loses" : "lose"} rights`;
}

/** The rows of aws-auth that an object holds; undefined where it is no ConfigMap, or does not tell. */
function rowsOf({ address, moduleAddress, mode, type, name }: PlannedChange, values: PlannedChange["before"]) {
  const side = { values: values ?? {}, unknown: false, sensitive: false };
  const held = awsAuthHolder({ address, moduleAddress, mode, type, name, before: side })?.before;
  if (held?.kind !== "data") return undefined;
  const texts = Object.entries(held.data).flatMap(([key, text]): [string, string][] =>
    text.kind === "value" ? [[key, text.value]] : [],
  );
  return parseAwsAuth(Object.fromEntries(texts)).awsAuth;
}
