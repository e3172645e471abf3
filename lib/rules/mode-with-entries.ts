import { isCreated, type PlannedChange } from "../plan/planned-change";
import type { Judgement } from "./judgement";
import { isLasting } from "./subject";

/** Entries in one plan with the switch that makes them possible. */
export const modeWithEntries: Judgement = {
  code: "mode-with-entries",
  rule: {
    severity: "blocker",
    rule: "R36",
    meaning: "Access entries or policies are made in a plan that starts in mode CONFIG_MAP.",
    why: "in mode CONFIG_MAP AWS refuses entries; right after the switch EKS makes some by itself, so that ours can collide (409)",
    help: "switch the mode in a plan of its own, look at what EKS made (`aws eks list-access-entries`), then make entries",
  },
  judge(subject) {
    const { cluster } = subject;
    if (!isLasting(subject) || cluster.mode.before !== "CONFIG_MAP") return [];
    const isMade = ({ change }: { readonly change?: PlannedChange }): boolean =>
      change !== undefined && isCreated(change);
    const made = [...cluster.entries, ...cluster.associations].filter(isMade).map(({ address }) => address);
    const [first] = made;
    if (first === undefined) return [];
    const message = `access entries or policies are made while the cluster is in mode CONFIG_MAP, expected none, got ${made.length}`;
    return [{ address: first, message, filePath: "migration.stage" }];
  },
};
