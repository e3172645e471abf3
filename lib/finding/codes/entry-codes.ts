import type { CodeRow } from "../code-row";

/** What EKS, or the Terraform provider, would refuse of access entries, and what does not do what it seems to. */
export const ENTRY_CODES = {
  "entry-auto-node-policy": {
    severity: { file: "warning", gate: "warning", review: "warning" },
    rule: "R30",
    meaning: "An entry of type EC2 has no AmazonEKSAutoNodePolicy at cluster scope: Auto Mode nodes do not join.",
  },
  "entry-duplicate": {
    severity: { file: "error", gate: "error" },
    rule: "R27",
    meaning: "Two entries are for one principal: EKS holds one.",
  },
  "entry-group-empty": {
    severity: { file: "error", gate: "error" },
    rule: "R32",
    meaning: "A Kubernetes group has no name.",
  },
  "entry-group-system": {
    severity: { file: "error", gate: "error" },
    rule: "R32",
    meaning: "A group begins with `system:`: entries cannot carry it.",
  },
  "entry-group-template": {
    severity: { file: "error", gate: "error" },
    rule: "R23",
    meaning: "A group holds a placeholder, which entries do not fill in.",
  },
  "entry-groups-on-type": {
    severity: { file: "error", gate: "error" },
    rule: "R30",
    meaning: "Groups are set on an entry that is not STANDARD.",
  },
  "entry-in-config-map-mode": {
    severity: { file: "error", gate: "error" },
    rule: "R36",
    meaning: "Entries are declared for a cluster in mode CONFIG_MAP.",
  },
  "entry-key-missing": {
    severity: { file: "error", gate: "error" },
    rule: "R34",
    meaning: "A key that an entry needs is missing.",
  },
  "entry-policies-on-type": {
    severity: { file: "error", gate: "error" },
    rule: "R30",
    meaning: "A policy is associated with an entry of a type that cannot have policies.",
  },
  "entry-policy-duplicate": {
    severity: { file: "error", gate: "error" },
    rule: "R31",
    meaning: "One policy is associated twice with one entry: each holds one scope per policy.",
  },
  "entry-policy-malformed": {
    severity: { file: "error", gate: "error" },
    rule: "R29",
    meaning: "The ARN of an access policy is malformed.",
  },
  "entry-policy-partition": {
    severity: { file: "error", gate: "error" },
    rule: "R29",
    meaning: "An access policy is of another partition than the cluster, or than its principal.",
  },
  "entry-policy-service-linked": {
    severity: { file: "error", gate: "error" },
    rule: "R34",
    meaning: "The policy is for the service-linked role of EKS only.",
  },
  "entry-policy-unknown": {
    severity: { file: "warning", gate: "warning" },
    rule: "R34",
    meaning: "The policy is not in our catalogue: misspelt, or newer than this release.",
  },
  "entry-principal-account": {
    severity: { file: "error", gate: "error" },
    rule: "R28",
    meaning: "An entry that is not STANDARD is for a principal of another account.",
  },
  "entry-principal-kind": {
    severity: { file: "error", gate: "error" },
    rule: "R14, R28",
    meaning: "The principal is of a kind that no entry of this type takes: root, a session, a user as node.",
  },
  "entry-principal-malformed": {
    severity: { file: "error", gate: "error" },
    rule: "R30",
    meaning: "The ARN of a principal is malformed.",
  },
  "entry-principal-partition": {
    severity: { file: "error", gate: "error" },
    rule: "R29",
    meaning: "The principal is of another partition than the cluster.",
  },
  "entry-principal-service-linked": {
    severity: { file: "error", gate: "error" },
    rule: "R25",
    meaning: "The principal is a service-linked role.",
  },
  "entry-scope-type": {
    severity: { file: "error", gate: "error" },
    rule: "R31",
    meaning: "The scope is neither cluster nor namespace.",
  },
  "entry-scope-namespaces": {
    severity: { file: "error", gate: "error" },
    rule: "R31",
    meaning:
      "A cluster scope names namespaces, or a namespace scope names no namespace, or a text that cannot be the name of a namespace.",
  },
  "entry-type-unknown": {
    severity: { file: "error", gate: "error" },
    rule: "R30",
    meaning: "The type is not one of EKS.",
  },
  "entry-type-unsupported": {
    severity: { file: "error", gate: "error" },
    rule: "R30",
    meaning: "The type is one of EKS that the Terraform provider does not take yet.",
  },
  "entry-unknown-key": {
    severity: { file: "error", gate: "error" },
    rule: "R34",
    meaning: "A key that an entry does not have: misspelt?",
  },
  "entry-username-colon": {
    severity: { file: "error", gate: "error" },
    rule: "R22",
    meaning: "The session's name stands in a username without a colon before it.",
  },
  "entry-username-empty": {
    severity: { file: "error", gate: "error" },
    rule: "R24",
    meaning: "The username is empty: leave it out.",
  },
  "entry-username-on-type": {
    severity: { file: "error", gate: "error" },
    rule: "R30",
    meaning: "A username is set on an entry that is not STANDARD.",
  },
  "entry-username-reserved": {
    severity: { file: "error", gate: "error" },
    rule: "R21",
    meaning: "The username begins with a reserved prefix.",
  },
  "entry-username-template": {
    severity: { file: "error", gate: "error" },
    rule: "R23",
    meaning: "The username holds a placeholder that entries do not document.",
  },
  "entry-value-type": {
    severity: { file: "error", gate: "error" },
    rule: "R34",
    meaning: "A value of an entry has the wrong type.",
  },
  "entry-without-rights": {
    severity: { file: "warning", gate: "warning", review: "warning" },
    rule: "R20, R34",
    meaning: "A STANDARD entry has neither groups nor policies: it authenticates, and may do nothing.",
  },
  "entries-too-many": {
    severity: { file: "error", gate: "error" },
    rule: "R33",
    meaning: "More than 3,000 entries: the quota of a cluster.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
