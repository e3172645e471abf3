import type { CodeRow } from "../code-row";

/** What `verify` finds: how a live cluster differs from its file at its stage. */
export const VERIFY_CODES = {
  "verify-binding-differs": {
    severity: { verify: "blocker" },
    rule: "R46",
    meaning:
      "A live binding has the name of one of `rbac_bindings` or of the bridge, and another role or group, or a role that is not there.",
  },
  "verify-binding-left": {
    severity: { verify: "blocker" },
    rule: "R46",
    meaning: "The bridge's group is still bound to cluster-admin at a stage that renders no bridge.",
  },
  "verify-binding-missing": {
    severity: { verify: "blocker" },
    rule: "R46",
    meaning: "A binding of `rbac_bindings`, or that of the bridge, is not live.",
  },
  "verify-binding-unnamed": {
    severity: { verify: "warning" },
    rule: "R46",
    meaning: "A group of `rbac_bindings` or of the bridge gets more by live bindings that the file does not declare.",
  },
  "verify-creator-entry": {
    severity: { verify: "warning" },
    rule: "R37",
    meaning:
      "An entry with cluster admin is taken for that of whoever runs Terraform (`enable_cluster_creator_admin_permissions`).",
  },
  "verify-creator-hidden": {
    severity: { verify: "note" },
    rule: "R37",
    meaning:
      "In mode CONFIG_MAP whoever created the cluster is cluster admin, and neither EKS nor Kubernetes tells who that is.",
  },
  "verify-creator-missing": {
    severity: { verify: "blocker" },
    rule: "R37",
    meaning:
      "The stage renders an entry for whoever runs Terraform (`enable_cluster_creator_admin_permissions`), and no live entry is that one.",
  },
  "verify-entry-early": {
    severity: { verify: "blocker" },
    rule: "R36",
    meaning: "A declared entry is live which this stage or wave does not render.",
  },
  "verify-entry-groups-differ": {
    severity: { verify: "blocker" },
    rule: "R36",
    meaning: "A live entry has other groups than the file declares.",
  },
  "verify-entry-missing": {
    severity: { verify: "blocker" },
    rule: "R36",
    meaning: "An entry that the stage renders, or that EKS makes by itself (`expected`), is not live.",
  },
  "verify-entry-type-differs": {
    severity: { verify: "blocker" },
    rule: "R43",
    meaning: "A live entry is of another type than the file declares, or than its nodes need.",
  },
  "verify-entry-unnamed": {
    severity: { verify: "blocker" },
    rule: "R38",
    meaning: "A live entry gives access to a principal that the file does not name.",
  },
  "verify-entry-username-differs": {
    severity: { verify: "blocker" },
    rule: "R36",
    meaning: "A live entry has another username than the file declares.",
  },
  "verify-mode-differs": {
    severity: { verify: "blocker" },
    rule: "R35",
    meaning: "The live authentication mode is not that of the stage.",
  },
  "verify-node-unserved": {
    severity: { verify: "blocker" },
    rule: "R37",
    meaning: "The role of a node group or Fargate profile has neither a row nor an entry: its nodes cannot join.",
  },
  "verify-policy-missing": {
    severity: { verify: "blocker" },
    rule: "R36",
    meaning: "A live entry lacks an access policy that the file declares.",
  },
  "verify-policy-unnamed": {
    severity: { verify: "blocker" },
    rule: "R38",
    meaning: "A live entry has an access policy that the file does not declare.",
  },
  "verify-row-dead": {
    severity: { verify: "warning" },
    rule: "R12",
    meaning: "A live row that the file does not have serves nobody.",
  },
  "verify-row-differs": {
    severity: { verify: "blocker" },
    rule: "R38",
    meaning: "The live rows of a principal give another username or other groups than the file's.",
  },
  "verify-row-missing": {
    severity: { verify: "blocker" },
    rule: "R38",
    meaning: "A row or mapped account of the file is not in the live aws-auth.",
  },
  "verify-row-unnamed": {
    severity: { verify: "blocker" },
    rule: "R38",
    meaning: "A live row or mapped account serves a principal that no row of the file serves.",
  },
  "verify-row-written-back": {
    severity: { verify: { usual: "blocker", warning: "where the live mode reads no rows" } },
    rule: "R38",
    meaning: "A row is live again, or still, after the stage that emptied aws-auth.",
  },
  "verify-scope-differs": {
    severity: { verify: "blocker" },
    rule: "R36",
    meaning: "A live access policy has another scope than the file declares: the whole cluster, or other namespaces.",
  },
  "verify-unknown": {
    severity: { verify: { usual: "blocker", note: "where the file accepts `config-map-unread`" } },
    rule: "R38",
    meaning: "Something that `verify` compares could not be read, so nobody knows whether it is as the file says.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
