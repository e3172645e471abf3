import type { CodeRow } from "../code-row";

/** What the gate of a stage finds in the file alone. */
export const GATE_CODES = {
  "bridge-group-invalid": {
    severity: { gate: "error" },
    rule: "R32",
    meaning: "`bridge_group` is a name that no entry can carry, or one that rows already give.",
  },
  "expected-declared": {
    severity: { gate: "error" },
    rule: "R37",
    meaning: "A principal is both `expected` (EKS makes its entry) and declared: the creation would answer 409.",
  },
  "leaving-declared": {
    severity: { gate: "error" },
    rule: "R38",
    meaning: "A principal is both `leaving` and declared: it would get access, not lose it.",
  },
  "principal-list-malformed": {
    severity: { gate: "error" },
    rule: "R8",
    meaning:
      "`leaving`, `migration.expected` or `migration.role_paths` holds a text that is not the ARN of an IAM role or user.",
  },
  "retire-foreign": {
    severity: { gate: "error" },
    rule: "R38",
    meaning: "`retire: empty` for rows that somebody else writes: they cannot be emptied, only forgotten.",
  },
  "role-path-mismatch": {
    severity: { gate: "error" },
    rule: "R26",
    meaning: "`role_paths` maps a role to another role, or from an ARN that has a path.",
  },
  "stage-mode": { severity: { gate: "error" }, rule: "R35", meaning: "`authentication_mode` contradicts the stage." },
  "stage-toggle": { severity: { gate: "error" }, rule: "R38", meaning: "A toggle of aws-auth contradicts the stage." },
  "wave-key-unknown": {
    severity: { gate: "error" },
    rule: "-",
    meaning: "A wave names a key that no access entry has.",
  },
  "wave-key-twice": { severity: { gate: "error" }, rule: "-", meaning: "A key stands in two waves." },
  "wave-range": { severity: { gate: "error" }, rule: "-", meaning: "`wave` is not the number of a wave." },
  "wave-unfinished": {
    severity: { gate: "error" },
    rule: "R38",
    meaning: "A stage after `entries`, and not all waves are in.",
  },
  "adopt-access": {
    severity: { gate: "error" },
    rule: "-",
    meaning:
      "`render: access` takes over the state of a module: it renders no cluster, so its plan would destroy the cluster.",
  },
  "adopt-module-instance": {
    severity: { gate: "error" },
    rule: "-",
    meaning:
      "The address of a module has an instance key: a `removed` block cannot have one, so the plan would destroy what is not rendered.",
  },
  "adopt-module-malformed": {
    severity: { gate: "error" },
    rule: "-",
    meaning: "A text is not the address of a module block: nothing would move, and the plan would destroy the module.",
  },
  "adopt-whole-state": {
    severity: { gate: "blocker" },
    rule: "-",
    meaning:
      "A plan that takes over the state of a module destroys whatever else that state holds. Look at the state, then accept it.",
    acceptable: true,
  },
  "import-by-name": {
    severity: { gate: "blocker" },
    rule: "-",
    meaning:
      "`adopt.import` takes over role bindings, IAM roles or service accounts by their names: a stranger's are changed to what the file says. Look at each, then accept it.",
    acceptable: true,
  },
  "state-not-named": {
    severity: { gate: "warning" },
    rule: "-",
    meaning:
      "The place of a state names neither the cluster, nor its stack, nor its file: where it is that of a root module, the plan destroys what that holds. Look at the state, then accept it.",
    acceptable: true,
  },
  "entry-path-wrong": {
    severity: { gate: "error" },
    rule: "R26",
    meaning:
      "An access entry names a role with another path than `role_paths`, or its role under `iam_roles`, gives for it.",
  },
  "entry-stronger": {
    severity: { gate: "warning" },
    rule: "R12, R27",
    meaning: "An entry gives its principal more than the row that it overrides.",
  },
  "entry-weaker": {
    severity: {
      gate: { usual: "blocker", warning: "until the entry is rendered" },
      review: { usual: "danger", note: "where `leaving` names the principal" },
    },
    rule: "R38",
    meaning: "An entry gives its principal less than the row that it overrides.",
    acceptable: true,
  },
  "masters-by-name": {
    severity: { gate: { usual: "blocker", warning: "until the entry is rendered" }, review: "warning" },
    rule: "R17",
    meaning:
      "AmazonEKSClusterAdminPolicy takes the place of system:masters: what matches the group's name (API priority exempt, admission, RBAC) is lost.",
    acceptable: true,
  },
  "node-entry-standard": {
    severity: { gate: "error" },
    rule: "R15",
    meaning: "A node's role is declared as STANDARD: its nodes would leave the cluster.",
  },
  "row-uncovered": {
    severity: { gate: { usual: "blocker", warning: "before `retire`" } },
    rule: "R38, R39",
    meaning: "A row serves somebody who has no access entry.",
  },
  "username-changed": {
    severity: {
      gate: { usual: "blocker", warning: "until the entry is rendered" },
      review: {
        usual: "danger",
        warning:
          "for cluster admins, whose rights do not depend on it, and where `--rbac` shows that the old username gives nothing else",
      },
    },
    rule: "R21, R24",
    meaning: "A principal gets another username: RBAC by username breaks, audit sees somebody else.",
    acceptable: true,
  },
  "admin-missing": {
    severity: { gate: { usual: "blocker", warning: "before `retire`" } },
    rule: "R39",
    meaning: "No entry makes a role or user admin that is neither an SSO role nor whoever runs Terraform.",
  },
  "admin-elsewhere": {
    severity: { gate: { usual: "warning", blocker: "at `api`" } },
    rule: "R39",
    meaning:
      "Every admin that stays is of another account: guards read IAM of the cluster's account alone, so nobody knows whether it is there.",
    acceptable: true,
  },
  "creator-admin": {
    severity: { gate: "warning" },
    rule: "R39",
    meaning:
      "`enable_cluster_creator_admin_permissions` makes whoever runs Terraform admin: another runner takes that away again. It never counts as the stable admin.",
  },
  "creator-unknown": {
    severity: { gate: { usual: "blocker", warning: "before `retire`" } },
    rule: "R37",
    meaning: "The cluster's creator is in no ConfigMap: it stands in `migration.expected`, or is accepted as unknown.",
    acceptable: true,
  },
  "gap-remains": {
    severity: { gate: "note", review: "note" },
    rule: "R38",
    meaning:
      "An entry overrides its row at once and its policy comes by a second call: for seconds, or until a failed call is repeated, its principal may do less than before and after.",
  },
  "wave-first-not-alone": {
    severity: { gate: "warning" },
    rule: "R39",
    meaning: "The first wave holds more than one entry: break-glass goes first, alone.",
  },
  "wave-mixes-nodes": {
    severity: { gate: "warning" },
    rule: "R15",
    meaning: "Entries of nodes move in one wave with entries that wait for a policy.",
  },
  "fleet-admin-unlisted": {
    severity: { gate: "blocker" },
    rule: "-",
    meaning:
      "An access entry makes somebody cluster admin who is not among the `admins.only` of fleet.yaml. A cluster's own file cannot accept it: whoever owns fleet.yaml lists it there.",
  },
  "fleet-principal-missing": {
    severity: { gate: "blocker" },
    rule: "-",
    meaning:
      "A principal that fleet.yaml requires of the cluster has no access entry, or one of another type or without the policy.",
    acceptable: true,
  },
  "accept-code-unknown": {
    severity: { gate: { usual: "error", warning: "a name that a code had before: the acceptance holds" } },
    rule: "-",
    meaning: "`accept` names a code that no finding has.",
  },
  "accept-refused": {
    severity: { gate: "error" },
    rule: "-",
    meaning: "`accept` names a code that cannot be accepted, or not for everybody at once.",
  },
  "accept-expired": {
    severity: { gate: "warning", review: "warning" },
    rule: "-",
    meaning: "The last day of an acceptance has passed: its findings count again.",
  },
  "accept-unused": {
    severity: { gate: "warning" },
    rule: "-",
    meaning: "An acceptance names a finding that the cluster does not have.",
  },
  "accept-guard-expired": {
    severity: { gate: "blocker" },
    rule: "R38",
    meaning:
      "The last day of an acceptance of a guard's code has passed. What Terraform reads does not change with the day, so the guard would stay open.",
  },
  "accept-unread-written": {
    severity: { gate: "error" },
    rule: "R38",
    meaning:
      "`config-map-unread` is accepted beside a ConfigMap that this stack writes: the plan would overwrite rows that nobody has read.",
  },
  "text-not-carried": {
    severity: { gate: "error", file: "error" },
    rule: "-",
    meaning:
      "A username, group or ARN holds characters that Terraform, aws-auth or the authenticator change or refuse: one of them can make the authenticator drop everybody's rows.",
  },
  "expected-type-unknown": {
    severity: { gate: "warning" },
    rule: "R43",
    meaning:
      "EKS makes the entry of a Windows node group, and has given such groups type EC2_LINUX: Windows nodes then lose their network.",
    acceptable: true,
  },
  "rows-written-unread": {
    severity: { gate: { usual: "blocker", warning: "of any `render` but `access`" } },
    rule: "R38",
    meaning:
      "A file without `migration` writes rows that the mode reads: no guard reads the live rows first, nor again during the apply.",
    acceptable: true,
  },
  "local-cluster-mode": {
    severity: { gate: { usual: "blocker", warning: "before `dual`" } },
    rule: "R42",
    meaning:
      "A local cluster on an Outpost takes mode CONFIG_MAP alone; accept it once AWS says that it takes another mode.",
    acceptable: true,
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
