import { printArn } from "../../../access/arn";
import { placeName } from "../../../access/aws-auth";
import { rowStates } from "../../../access/row-state";
import { principalName } from "../../compared/access-words";
import { countRows, uncoveredPeople } from "./config-map-lost";
import type { Judgement } from "../judgement";
import { changedHolder, isLasting, names, type Subject } from "../../compared/subject";

/** A row leaves aws-auth, which keeps others. */
export const rowRemoved: Judgement = {
  code: "row-removed",
  rule: {
    severity: "danger",
    rule: "R38",
    meaning: "A row that serves somebody leaves aws-auth. A note where a live entry gives its principal the same.",
    why: "without its row a principal has what its access entry gives, and nothing without one",
    help: "keep the row until the entry is there, seen by a plan that changes nothing",
  },
  judge(subject) {
    const { cluster } = subject;
    const holder = changedHolder(cluster);
    const { before, after } = cluster.access;
    if (!isLasting(subject) || holder === undefined || before.state.mode === "API") return [];
    const kept = servedBy(after.state.awsAuth);
    if (countRows(after.state.awsAuth) === 0 || after.state.awsAuth.unreadable.length > 0) return [];
    const uncovered = uncoveredPeople(subject);
    return servedBy(before.state.awsAuth)
      .filter(
        ({ arn }) =>
          !names(
            kept.map((row) => row.arn),
            arn,
          ),
      )
      .map(({ arn, place }) => {
        const isOpen = names(uncovered, arn);
        return {
          address: holder.address,
          principal: arn,
          message: `${placeName(place)} of ${principalName(arn, cluster.accountId)} leaves aws-auth, and ${isOpen ? "no live entry" : "an entry"} takes its place`,
          ...(isOpen ? {} : { severity: "note" }),
        };
      });
  },
};

function servedBy(awsAuth: Subject["cluster"]["access"]["before"]["state"]["awsAuth"]) {
  return rowStates(awsAuth).flatMap(({ state, place }) => {
    return state.kind === "effective" ? [{ arn: printArn(state.principal), place }] : [];
  });
}
