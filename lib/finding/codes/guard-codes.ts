import type { CodeRow } from "../code-row";

/** What only the live cluster shows: Terraform's guards, and `check --live` in their words. */
export const GUARD_CODES = {
  "changed-since-plan": {
    severity: { guard: "blocker" },
    rule: "R38",
    meaning: "During apply: mode, aws-auth, an entry or its role is not what the plan was made from.",
  },
  "config-map-absent": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "There is no aws-auth ConfigMap, and the stage does not create it.",
  },
  "config-map-unread": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "The Kubernetes API cannot be asked; accepting this is the only way past the guards of rows and CA.",
    acceptable: true,
  },
  "entry-conflict": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R37",
    meaning: "A declared entry is for the role of a live managed node group: EKS has made it.",
  },
  "entry-not-live": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R39",
    meaning:
      "A principal that a live row serves (or may serve, where no guard reads the rows) has no live entry, or one that differs from the file. At `api` the guard looks for the entry of every declared and expected principal, until the live mode is API.",
    acceptable: true,
  },
  "entry-outdated": {
    severity: { guard: "blocker", live: "blocker", verify: "blocker" },
    rule: "R39",
    meaning:
      "A role was deleted, or deleted and made again after its entry, which then serves nobody. At `api` the guard asks for the role of every declared and every expected entry.",
  },
  "identity-mismatch": {
    severity: { guard: "blocker", live: "blocker", verify: "blocker" },
    rule: "-",
    meaning: "Account, region, cluster or API server are not those of the file.",
  },
  "live-mode": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R35",
    meaning: "The stage does not accept the live authentication mode.",
  },
  "node-group-row": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R37",
    meaning:
      "At the switch to API_AND_CONFIG_MAP EKS makes the entry of a managed node group's role, which gives less than its row: whoever else uses the role loses the rest.",
    acceptable: true,
  },
  "row-changed": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "A live row, or a mapped account, gives something else than the file's row for the same principal.",
    acceptable: true,
  },
  "row-left": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R39",
    meaning: "At `api` a live row still serves somebody.",
  },
  "row-not-live": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "The stage takes an entry away, or may, and its principal has no live row to fall back on.",
    acceptable: true,
    acceptedByPrincipal: true,
  },
  "row-unknown": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "A live row is neither in the file nor leaving.",
  },
  "section-unreadable": {
    severity: { guard: "blocker", live: "blocker", verify: "blocker" },
    rule: "R4",
    meaning: "A live section of aws-auth cannot be read, so nobody knows which principals it serves.",
  },
  "live-origin-unknown": {
    severity: { live: "note" },
    rule: "-",
    meaning:
      "No live data show that aws-auth comes from the file's cluster: Terraform's guards compare the API server's CA.",
  },
  "live-unknown": {
    severity: { live: "blocker" },
    rule: "R38",
    meaning: "Live data leave out what a guard asks: whether it would let the next plan pass is unknown.",
  },
  "principal-not-found": {
    severity: { guard: "blocker", live: "blocker", verify: "blocker" },
    rule: "R26",
    meaning: "IAM of the cluster's account has no role or user as an access entry names it, path and case included.",
  },
  "principal-unread": {
    severity: { guard: "blocker", live: "blocker" },
    rule: "R26",
    meaning: "IAM cannot be listed; accepting this leaves out whether the principals of access entries are there.",
    acceptable: true,
  },
  "entry-of-eks": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R41",
    meaning:
      "The file declares an entry for the role of an EKS capability: EKS has made it, and answers 409 to a second.",
  },
  "live-local-cluster": {
    severity: { live: "blocker" },
    rule: "R42",
    meaning:
      "The live cluster is a local cluster on an Outpost, which takes mode CONFIG_MAP alone, and the file goes on.",
  },
  "node-type-differs": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R43",
    meaning:
      "EKS's own live entry is of another type than its row of nodes: it overrides the row, and the nodes lose by it.",
  },
  "live-principal-unknown": {
    severity: { live: "note" },
    rule: "R26",
    meaning:
      "No live data show that IAM has a principal of an access entry: Terraform's guards list its roles and users.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
