import type { CodeRow } from "../code-row";

/** What sources of an import leave open, and what a file that is updated says. */
export const IMPORT_CODES = {
  "import-call-unanswered": {
    severity: { import: "warning", live: "warning" },
    rule: "R38",
    meaning: "A call to AWS or Kubernetes was refused or failed: what it tells is not known.",
  },
  "import-config-map-unknown": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R38",
    meaning:
      "No source has the ConfigMap of a cluster whose mode reads it, so nobody knows which principals it serves.",
  },
  "import-contradiction": {
    severity: { import: "error", live: "error" },
    rule: "R27",
    meaning: "Two places say different things about one cluster: which of them is right is not for us to guess.",
  },
  "import-declared-alone": {
    severity: { import: "blocker", live: "blocker" },
    rule: "-",
    meaning: "Only a ClusterConfig of eksctl says what the cluster has: what was asked for need not be live.",
  },
  "import-declared-differs": {
    severity: { import: "warning", live: "warning" },
    rule: "-",
    meaning: "A ClusterConfig of eksctl says what was asked for; what is live says otherwise, and counts.",
  },
  "import-entries-unknown": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R37",
    meaning: "The cluster's mode has access entries and no source lists them: each overrides its row.",
  },
  "import-entry-unknown": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R37",
    meaning: "An access entry is listed and not described: what it gives instead of its row is unknown.",
  },
  "import-field-wrong": {
    severity: { import: "error", live: "error" },
    rule: "R6",
    meaning: "A field of a source is missing, or of another type than whoever writes that format gives it.",
  },
  "import-list-cut": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R33",
    meaning: "A source holds the first page of a list: what is on the others is unknown.",
  },
  "import-mode-unknown": {
    severity: { import: "warning", live: "warning" },
    rule: "R35",
    meaning:
      "No source tells the cluster's authentication mode: the file says stage `config-map`, whose guard refuses others.",
  },
  "import-node-groups-unknown": {
    severity: { import: "warning", live: "warning" },
    rule: "R37",
    meaning:
      "A node role has a row, and no source tells whether a managed node group uses it: EKS then makes its entry.",
  },
  "import-policies-unknown": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "The access policies of a live access entry are in no source.",
  },
  "import-role-missing": {
    severity: { import: "warning", live: "warning" },
    rule: "R26",
    meaning: "A row is for a role that the list of IAM roles does not have: AWS refuses an entry for it.",
  },
  "import-source-empty": { severity: { import: "error", live: "error" }, rule: "-", meaning: "A source is empty." },
  "import-source-unknown": {
    severity: { import: "error", live: "error" },
    rule: "-",
    meaning: "A source, or a document in it, is in none of the formats that are read.",
  },
  "import-source-unreadable": {
    severity: { import: "error", live: "error" },
    rule: "R4",
    meaning: "A source is neither JSON nor YAML.",
  },
  "import-entries-of-state": {
    severity: { import: "warning", live: "warning" },
    rule: "R37",
    meaning: "A Terraform state has the entries that Terraform made; those that EKS made by itself are not in it.",
  },
  "import-section-unknown": {
    severity: { import: "warning", live: "warning" },
    rule: "R44",
    meaning:
      "Terraform writes some sections of aws-auth alone, and its state has no others; or a list has rows of roles alone.",
  },
  "import-state-owner": {
    severity: { import: "warning", live: "warning" },
    rule: "R37",
    meaning: "Entries are in a Terraform state, and the file imports them into another: two states would own them.",
  },
  "import-value-hidden": {
    severity: { import: "blocker", live: "blocker" },
    rule: "R38",
    meaning: "A value that is needed is sensitive, and left out of the output of Terraform.",
  },
  "import-value-sensitive": {
    severity: { import: "warning", live: "warning" },
    rule: "-",
    meaning: "A value of the cluster file is marked as sensitive in the Terraform state that it comes from.",
  },
  "import-file-differs": {
    severity: { import: "warning" },
    rule: "R38",
    meaning: "The file that is updated says something else than the cluster. The file's stays: it may be a decision.",
  },
  "import-update-refused": {
    severity: { import: "error" },
    rule: "-",
    meaning: "The file to update cannot take what is new at the place where it belongs.",
  },
  "import-service-unknown": {
    severity: { import: "warning", live: "warning" },
    rule: "R48",
    meaning: "A service mapping of eksctl stands for a row whose account no source tells: the row is left out.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
