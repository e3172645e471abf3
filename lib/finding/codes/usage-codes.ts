import type { CodeRow } from "../code-row";

/** What `check --usage` says: cluster files beside what logs tell. */
export const USAGE_CODES = {
  "usage-loser-seen": {
    severity: { usage: "warning" },
    rule: "R49",
    meaning: "Somebody who loses access at a stage that is still to come was seen in the cluster's log.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
