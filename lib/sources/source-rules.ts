import { findingsOf, type Rule } from "../finding/finding";

/** The codes of findings about sources: dumps of a cluster, and what they leave open. */
export const SOURCE_RULES = {
  "import-config-map-unknown": {
    severity: "blocker",
    rule: "R38",
    meaning: "No source has the ConfigMap of a cluster whose mode reads it, so nobody knows whom it serves.",
  },
  "import-contradiction": {
    severity: "error",
    rule: "R27",
    meaning: "Two places say different things about one cluster: which of them is right is not for us to guess.",
  },
  "import-declared-alone": {
    severity: "blocker",
    rule: "-",
    meaning: "Only a ClusterConfig of eksctl says what the cluster has: what was asked for need not be live.",
  },
  "import-declared-differs": {
    severity: "warning",
    rule: "-",
    meaning: "A ClusterConfig of eksctl says what was asked for; what is live says otherwise, and counts.",
  },
  "import-entries-unknown": {
    severity: "blocker",
    rule: "R37",
    meaning: "The cluster's mode knows access entries and no source lists them: each overrides its row.",
  },
  "import-entry-unknown": {
    severity: "blocker",
    rule: "R37",
    meaning: "An access entry is listed and not described: what it gives instead of its row is unknown.",
  },
  "import-field-wrong": {
    severity: "error",
    rule: "R6",
    meaning: "A field of a source is missing, or of another type than whoever writes that format gives it.",
  },
  "import-list-cut": {
    severity: "blocker",
    rule: "R33",
    meaning: "A source holds the first page of a list: what is on the others is unknown.",
  },
  "import-mode-unknown": {
    severity: "warning",
    rule: "R35",
    meaning:
      "No source tells the cluster's authentication mode: the file says stage `config-map`, whose guard refuses others.",
  },
  "import-node-groups-unknown": {
    severity: "warning",
    rule: "R37",
    meaning:
      "A node role has a row, and no source tells whether a managed node group uses it: EKS then makes its entry.",
  },
  "import-policies-unknown": {
    severity: "blocker",
    rule: "R38",
    meaning: "The access policies of a live access entry are in no source.",
  },
  "import-role-missing": {
    severity: "warning",
    rule: "R26",
    meaning: "A row is for a role that the list of IAM roles does not have: AWS refuses an entry for it.",
  },
  "import-entries-of-state": {
    severity: "warning",
    rule: "R37",
    meaning: "A Terraform state has the entries that Terraform made; those that EKS made by itself are not in it.",
  },
  "import-section-unknown": {
    severity: "warning",
    rule: "R44",
    meaning: "Terraform writes some sections of aws-auth alone, and its state has no others.",
  },
  "import-service-unknown": {
    severity: "warning",
    rule: "R48",
    meaning: "A service mapping of eksctl stands for a row whose account no source tells: the row is left out.",
  },
  "import-source-empty": { severity: "error", rule: "-", meaning: "A source says nothing." },
  "import-type-differs": {
    severity: "blocker",
    rule: "R43",
    meaning:
      "EKS's own live entry is of another type than its row of nodes: it overrides the row, and the nodes lose by it.",
  },
  "import-source-unknown": {
    severity: "error",
    rule: "-",
    meaning: "A source, or a document in it, is in none of the formats that are read.",
  },
  "import-source-unreadable": { severity: "error", rule: "R4", meaning: "A source is neither JSON nor YAML." },
  "import-state-owner": {
    severity: "warning",
    rule: "R37",
    meaning: "Entries are in a Terraform state, and the file imports them into another: two states would own them.",
  },
  "import-value-hidden": {
    severity: "blocker",
    rule: "R38",
    meaning: "A value that is needed is sensitive, and left out of the output of Terraform.",
  },
  "import-value-sensitive": {
    severity: "warning",
    rule: "-",
    meaning: "A value of the cluster file is marked as sensitive in the Terraform state that it comes from.",
  },
} as const satisfies Record<string, Rule>;

/** One of the codes. */
export type SourceCode = keyof typeof SOURCE_RULES;

/** Makes a finding of {@link SOURCE_RULES}. */
export const sourceFinding = findingsOf(SOURCE_RULES);
