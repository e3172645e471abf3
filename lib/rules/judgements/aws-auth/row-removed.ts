import { printArn } from "../../../access/principal/arn";
import { type AwsAuth, placeName } from "../../../access/aws-auth/aws-auth";
import { rowStates } from "../../../access/aws-auth/row-state";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changedHolder, countRows } from "../../compared/aws-auth-change";
import { goesWithNodes, isEntryOfEks } from "../../compared/entry-of-eks";
import { leaves } from "../../compared/leaving";
import { isLasting } from "../../compared/compared-cluster";
import { lostConfigMap, servedByRowsAlone } from "../../compared/served-by-rows-alone";
import type { Judgement, Seen } from "../judgement";

/** A row leaves aws-auth, which keeps others. */
export const rowRemoved: Judgement = {
  code: "row-removed",
  rule: {
    why: "the principal then has what its access entry gives, and nothing where it has no entry",
    help: "keep the row in this plan, and apply the entry; take the row out in a later plan, which then finds the entry live",
  },
  judge(compared) {
    const { cluster } = compared;
    const holder = changedHolder(cluster);
    const { before, after } = cluster.access;
    if (!isLasting(compared) || holder === undefined || before.state.mode === "API") return [];
    const kept = servedBy(after.state.awsAuth).map(({ arn }) => arn);
    if (countRows(after.state.awsAuth) === 0 && after.state.awsAuth.unreadable.length === 0) return [];
    if (lostConfigMap(compared)?.holder.address === holder.address) return [];
    const untold = [...before.state.awsAuth.unreadable, ...after.state.awsAuth.unreadable];
    const uncovered = servedByRowsAlone(compared);
    return servedBy(before.state.awsAuth)
      .filter(({ arn, place }) => !namesPrincipal(kept, arn) && !untold.includes(place.section))
      .map(({ arn, place }): Seen => {
        const isOpen = namesPrincipal(uncovered, arn);
        const isNote = !isOpen || goesWithNodes(compared, arn);
        const row = `${placeName(place)} of ${principalNameOf(arn, cluster.accountId)}`;
        const about = { address: holder.address, principal: arn, ...(isNote ? NOTE : {}) };
        if (leaves(compared, arn))
          return { ...about, ...LEAVING, message: `${row} leaves aws-auth, as \`leaving\` says` };
        const message = `${row} leaves aws-auth, and ${isOpen ? "no live entry" : "an entry"} takes its place`;
        return { ...about, message, ...(isOpen || isEntryOfEks(compared, arn) ? {} : REPLACED) };
      });
  },
};

/** What is said of a row whose principal has an entry before the plan and after it. */
const REPLACED = {
  why: "the access entry of the principal is there before this plan and after it, and overrides the row: nobody's access changes",
  help: "nothing has to be done",
} as const;

const NOTE = { severity: "note" } as const;

const LEAVING = {
  why: "the principal then has what its access entry gives, and nothing where it has no entry",
  help: "nothing has to be done where this is meant; else take its ARN out of `leaving`, and write the row again",
} as const;

function servedBy(awsAuth: AwsAuth) {
  return rowStates(awsAuth).flatMap(({ state, place }) => {
    return state.kind === "effective" ? [{ arn: printArn(state.principal), place }] : [];
  });
}
