import type { CodeRow } from "../code-row";

/** What blocks `retire` and, for whom EKS makes the entry, `dual`: what comes before them it does not block (R37, R38). */
const UNTRANSLATED = {
  translation: "blocker",
  gate: { usual: "blocker", warning: "before `retire`; before `dual` for an expected principal" },
} as const;

/** What becomes of rows that are to be entries. */
export const TRANSLATION_CODES = {
  "account-malformed": {
    severity: { translation: "warning" },
    rule: "R13",
    meaning: "A mapped account is not an account ID, so it serves nobody.",
  },
  "account-mapped": {
    severity: UNTRANSLATED,
    rule: "R13",
    meaning: "A whole account may authenticate; access entries name principals one by one.",
  },
  "role-path-assumed": {
    severity: { translation: "warning" },
    rule: "R26",
    meaning:
      "The path of a role is not known: a row has no path, and an entry needs it. The entry is written without a path.",
  },
  "role-path-unknown": {
    severity: UNTRANSLATED,
    rule: "R26",
    meaning: "A role of IAM Identity Center always has a path, and it is not known.",
  },
  "role-path-wrong": {
    severity: { translation: "error", gate: "error" },
    rule: "R26",
    meaning: "What `role_paths` gives for a role is not the ARN of that role.",
  },
  "row-federated": {
    severity: UNTRANSLATED,
    rule: "R14",
    meaning: "The row is for a federated user, for whom there is no access entry.",
  },
  "row-group-empty": {
    severity: UNTRANSLATED,
    rule: "R19, R32",
    meaning: "A group of the row has no name: an entry cannot carry it.",
  },
  "row-group-system": {
    severity: UNTRANSLATED,
    rule: "R18",
    meaning: "A group begins with `system:` and is not `system:masters`: an entry cannot carry it.",
  },
  "row-group-template": {
    severity: UNTRANSLATED,
    rule: "R23",
    meaning: "A group holds a placeholder: aws-auth fills it in, an entry does not.",
  },
  "row-node-account": {
    severity: UNTRANSLATED,
    rule: "R28",
    meaning: "A node's row is for no role of the cluster's account: an entry of a node type cannot be made for it.",
  },
  "row-node-group": {
    severity: UNTRANSLATED,
    rule: "R15, R16",
    meaning: "A node's row has a further group: an entry of a node type cannot carry it.",
  },
  "row-node-incomplete": {
    severity: UNTRANSLATED,
    rule: "R15, R16",
    meaning: "A node's row lacks `system:nodes`: an entry of a node type would grant it.",
  },
  "row-partition": {
    severity: UNTRANSLATED,
    rule: "R29",
    meaning: "The row is for a principal of another partition than the cluster.",
  },
  "row-root": {
    severity: UNTRANSLATED,
    rule: "R14",
    meaning: "The row is for the root user, for whom an access entry does nothing.",
  },
  "row-service-linked": {
    severity: UNTRANSLATED,
    rule: "R25",
    meaning: "The row is for a service-linked role, for which AWS refuses access entries.",
  },
  "row-session-node": {
    severity: UNTRANSLATED,
    rule: "R16",
    meaning: "The row is of a Fargate profile or of hybrid nodes: it does not say which.",
  },
  "row-username-colon": {
    severity: UNTRANSLATED,
    rule: "R22",
    meaning: "The session's name stands in the username without a colon before it, which entries refuse.",
  },
  "row-username-reserved": {
    severity: UNTRANSLATED,
    rule: "R21",
    meaning:
      "The username of a cluster admin (R17) begins with a reserved prefix. Accepted, the entry has no username.",
    acceptable: true,
  },
  "row-username-reserved-rbac": {
    severity: UNTRANSLATED,
    rule: "R21",
    meaning: "The username begins with a reserved prefix, and RBAC may bind rights to it, which an entry would lose.",
  },
  "row-username-template": {
    severity: UNTRANSLATED,
    rule: "R23",
    meaning: "The username of a row holds a placeholder that entries do not document.",
  },
  "row-without-rights": {
    severity: { translation: "warning" },
    rule: "R20",
    meaning: "The row has no groups: its entry authenticates, and may do nothing unless RBAC binds the username.",
  },
  "rows-conflict": {
    severity: { translation: "error", gate: "error" },
    rule: "R27",
    meaning: "Rows name one IAM user with different paths: at most one of them serves, and nobody knows which.",
  },
  "rows-merged": {
    severity: { translation: "warning" },
    rule: "R27",
    meaning: "Rows of one user that differ in case only give the same, so they become one entry.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
