import { findingsOf, type Rule } from "../finding/finding";

/** The codes of what live data leave open. What they refuse has the codes of the guards. */
export const LIVE_RULES = {
  "live-entry-of-eks": {
    severity: "blocker",
    rule: "R41",
    meaning:
      "The file declares an entry for the role of an EKS capability: EKS has made it, and answers 409 to a second.",
  },
  "live-local-cluster": {
    severity: "blocker",
    rule: "R42",
    meaning:
      "The live cluster is a local cluster on an Outpost, which takes mode CONFIG_MAP alone, and the file goes on.",
  },
  "live-type-differs": {
    severity: "blocker",
    rule: "R43",
    meaning: "A live entry is of another type than its row of nodes: it overrides the row, and the nodes lose by it.",
  },
  "live-origin-unknown": {
    severity: "note",
    rule: "-",
    meaning:
      "No live data show that aws-auth comes from the file's cluster: Terraform's guards compare the API server's CA.",
  },
  "live-principal-unknown": {
    severity: "note",
    rule: "R26",
    meaning:
      "No live data show that IAM has a principal of an access entry: Terraform's guards list its roles and users.",
  },
  "live-unknown": {
    severity: "blocker",
    rule: "R38",
    meaning: "Live data leave out what a guard asks: whether it would let the next plan pass is unknown.",
  },
} as const satisfies Record<string, Rule>;

/** Makes a finding of {@link LIVE_RULES}. */
export const liveFinding = findingsOf(LIVE_RULES);
