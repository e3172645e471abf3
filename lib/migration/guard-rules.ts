import type { Rule } from "../access/finding";

/** The codes of what Terraform refuses because of the live cluster: one guard each. */
export const GUARD_RULES = {
  "changed-since-plan": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard, during apply: mode, aws-auth or an entry is not what the plan of this stage was made from.",
  },
  "config-map-absent": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: there is no aws-auth ConfigMap, and the stage does not create it.",
  },
  "config-map-unread": {
    severity: "blocker",
    rule: "R38",
    meaning:
      "Guard: the Kubernetes API cannot be asked; accepting this is the only way past the guards of rows and CA.",
    acceptable: true,
  },
  "entry-conflict": {
    severity: "blocker",
    rule: "R37",
    meaning: "Guard: a declared entry is for the role of a live managed node group: EKS has made it.",
  },
  "entry-not-live": {
    severity: "blocker",
    rule: "R39",
    meaning: "Guard: somebody whom a live row serves has no live entry as the file declares it.",
  },
  "entry-outdated": {
    severity: "blocker",
    rule: "R39",
    meaning: "Guard: a role was made anew after its entry, which serves it no longer.",
  },
  "identity-mismatch": {
    severity: "blocker",
    rule: "-",
    meaning: "Guard: account, region, cluster or API server are not those of the file.",
  },
  "live-mode": { severity: "blocker", rule: "R35", meaning: "Guard: the live mode is none that the stage accepts." },
  "row-changed": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: a live row gives something else than the file's row for the same principal.",
    acceptable: true,
  },
  "row-left": { severity: "blocker", rule: "R39", meaning: "Guard: at `api` a live row still serves somebody." },
  "row-not-live": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: the stage takes an entry away, and its principal has no live row to fall back on.",
    acceptable: true,
  },
  "row-unknown": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: a live row is neither in the file nor leaving.",
  },
  "section-unreadable": {
    severity: "blocker",
    rule: "R4",
    meaning: "Guard: a live section of aws-auth cannot be read: whom it serves is unknown.",
  },
} as const satisfies Record<string, Rule>;

/** One of the codes. */
export type GuardCode = keyof typeof GUARD_RULES;
