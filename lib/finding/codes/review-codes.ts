import type { CodeRow } from "../code-row";

/** What a Terraform plan does to access. */
export const REVIEW_CODES = {
  "plan-errored": {
    severity: { review: "blocker" },
    rule: "-",
    meaning: "Terraform ended in an error while it planned, or one of the plan's conditions failed.",
  },
  "plan-incomplete": {
    severity: { review: "danger" },
    rule: "R38",
    meaning:
      "The plan changes or removes access and is not whole: made with `-target`, or with changes that Terraform puts off. What it adds, and what has nothing to do with access, may be targeted.",
  },
  "access-unattributed": {
    severity: {
      review: { usual: "blocker", danger: "where that access goes", warning: "where Terraform only lets go of it" },
    },
    rule: "R38",
    meaning: "The plan has several clusters and does not tell to which of them some access belongs.",
  },
  "action-unknown": {
    severity: { review: "blocker" },
    rule: "R38",
    meaning: "The plan does to a cluster, or to its access, what this version does not know.",
  },
  "left-over-destroyed": {
    severity: { review: "danger" },
    rule: "R38",
    meaning:
      "A left-over (deposed) access entry, policy association or aws-auth of an unfinished replacement is destroyed.",
  },
  "module-bumped": {
    severity: { review: "note" },
    rule: "R50",
    meaning:
      "The Terraform module goes from one version to another: to v20 from one that writes aws-auth itself, to v21, back, or within a major version.",
  },
  "cluster-replaced": {
    severity: { review: "danger" },
    rule: "R40",
    meaning: "The plan destroys the cluster and makes another one of the same name.",
  },
  "cluster-destroyed": { severity: { review: "danger" }, rule: "R40", meaning: "The plan destroys the cluster." },
  "access-lost": {
    severity: { review: { usual: "danger", note: "where `leaving` names it" } },
    rule: "R38",
    meaning: "A person or program may do less in the cluster after the plan than before.",
  },
  "node-access-lost": {
    severity: { review: { usual: "danger", note: "where `leaving` names it, or its nodes go too" } },
    rule: "R15, R16",
    meaning: "The row or entry by which nodes, or pods of Fargate, join the cluster is lost.",
  },
  "access-unknown": {
    severity: { review: "blocker" },
    rule: "R38",
    meaning:
      "A value that decides who keeps access is known after apply, sensitive, put off, or not in the plan at all.",
  },
  "admin-gained": {
    severity: { review: "warning" },
    rule: "R12, R17",
    meaning: "Somebody becomes admin of the whole cluster.",
  },
  "admin-lost": { severity: { review: "danger" }, rule: "R39", meaning: "The last cluster admin loses that right." },
  "admin-unstable": {
    severity: { review: { usual: "warning", danger: "where the plan switches to mode API" } },
    rule: "R39",
    meaning: "All cluster admins that are left are roles of IAM Identity Center, or follow whoever runs Terraform.",
  },
  "mode-skipped": {
    severity: { review: "blocker" },
    rule: "R35",
    meaning: "The authentication mode skips a step, or goes back.",
  },
  "mode-irreversible": {
    severity: { review: "irreversible" },
    rule: "R35",
    meaning: "The authentication mode takes its next step.",
  },
  "mode-with-entries": {
    severity: {
      review: {
        usual: "blocker",
        danger: "where the plan switches to API",
        warning:
          "where a plan that is not one of our stages switches the mode, unless EKS makes one of the entries by itself",
      },
    },
    rule: "R36",
    meaning:
      "Access entries or policies are made in a plan that starts in mode CONFIG_MAP, or that switches to API while rows alone serve their principals.",
  },
  "config-map-lost": {
    severity: { review: { usual: "danger", warning: "where Terraform only lets go of it" } },
    rule: "R38",
    meaning: "aws-auth is destroyed or emptied while its rows serve principals that have no live access entry.",
  },
  "row-removed": {
    severity: { review: { usual: "danger", note: "where a live entry gives its principal the same" } },
    rule: "R38",
    meaning: "A row that serves somebody leaves aws-auth.",
  },
  "entry-replaced": {
    severity: { review: "danger" },
    rule: "R40",
    meaning:
      "The plan destroys an access entry and makes it anew, most often because its principal is known after apply.",
    acceptable: true,
  },
  "entry-removed": {
    severity: {
      review: {
        usual: "warning",
        note: "where `leaving` names the principal, or where the stage renders no such entry",
      },
    },
    rule: "R38",
    meaning:
      "The plan removes an access entry whose key is no longer in the cluster file, or that the stage does not render.",
  },
  "entry-renamed": {
    severity: { review: "danger" },
    rule: "R40",
    meaning:
      "The entry of one principal is destroyed at one address and made at another: a key was renamed without a `moved` block.",
  },
  "association-replaced": {
    severity: {
      review: {
        usual: "warning",
        danger:
          "where one address takes off the policy of a principal that another puts on: instances of one `count` or `for_each` have no order",
      },
    },
    rule: "R40",
    meaning: "An access policy is taken off and put on again: its scope changed, or its key.",
  },
  "create-conflict": {
    severity: { review: "error" },
    rule: "R37, R27",
    meaning: "The plan makes an access entry that EKS makes by itself, that is there already, or that it makes twice.",
  },
  "entry-refused": {
    severity: { review: { usual: "error", warning: "where AWS refuses the next plan and not this one" } },
    rule: "R30-R34",
    meaning: "AWS refuses an access entry, or one of its policies, that the plan makes.",
  },
  "principal-foreign": {
    severity: { review: "error" },
    rule: "R28, R29",
    meaning:
      "An entry names a principal of another partition, or one of another account where its type does not allow that.",
  },
  "role-path-missing": {
    severity: { review: "error" },
    rule: "R26",
    meaning: "The plan makes an access entry for a role of IAM Identity Center and leaves its path out.",
  },
  "service-linked-role": {
    severity: { review: "error" },
    rule: "R25",
    meaning: "The plan makes an access entry for a service-linked role.",
  },
  "principal-replaced": {
    severity: {
      review: { usual: "danger", note: "where `leaving` names it, or the row stays of a role that is made anew" },
    },
    rule: "R39",
    meaning:
      "The plan destroys or remakes an IAM role or user whose access entry stays, or destroys one whose row in aws-auth stays. The role of a permission set goes with that.",
  },
  "trust-changed": {
    severity: {
      review: {
        usual: "danger",
        warning: "where more may assume the role of a cluster admin, or who may is known after apply",
        note: "where more may assume another role, or `leaving` names it",
      },
    },
    rule: "R46",
    meaning:
      "The plan changes who may assume a role that reaches the cluster: its trust policy loses or gains somebody, or a group or user is taken off its permission set.",
    acceptable: true,
  },
  "binding-removed": {
    severity: { review: { usual: "danger", warning: "where the plan binds the same, or more, by another binding" } },
    rule: "R38",
    meaning: "A role binding goes, or drops a group or user, that somebody still reaches the cluster as.",
  },
  "role-rules-removed": {
    severity: { review: "danger" },
    rule: "R38",
    meaning: "A role stays bound to a group or user that somebody reaches the cluster as, and gives less.",
  },
  "entry-forgotten": {
    severity: { review: "warning" },
    rule: "R40",
    meaning: "Terraform lets go of an access entry or policy, which stays alive.",
  },
  "protection-removed": {
    severity: { review: { usual: "warning", danger: "where the cluster goes too" } },
    rule: "R40",
    meaning:
      "What protects the cluster from deletion goes: EKS's own protection, or `prevent_destroy`, which the file asks for.",
  },
  "access-drift": {
    severity: { review: "warning" },
    rule: "R38",
    meaning: "Access was changed outside Terraform since its last run.",
  },
  "stage-differs": {
    severity: { review: "blocker" },
    rule: "R35, R36",
    meaning: "The plan leads somewhere else than the stage of the cluster file: another mode, other entries.",
  },
  "plan-stale": {
    severity: { review: "danger" },
    rule: "R38",
    meaning:
      "The state that the plan starts from differs from what its own data sources read: made with `-refresh=false`.",
  },
  "guard-missing": {
    severity: { review: "blocker" },
    rule: "R38, R39",
    meaning: "A plan of a cluster that migrates lacks its guards, or something of it does not wait for them.",
  },
  "access-gained": {
    severity: { review: { usual: "warning", note: "for nodes, and for a role or user that the plan makes" } },
    rule: "R12, R27",
    meaning: "A person or program may do more in the cluster after the plan than before.",
  },
  "admin-group-left": {
    severity: { review: "note" },
    rule: "R17",
    meaning: "A cluster admin stays one and leaves a group, whose rights an admin has anyway.",
  },
  "second-read-missing": {
    severity: { review: "note" },
    rule: "R38",
    meaning:
      "A plan that adopts a module, that of a root module with an overlay, or one after an apply that stopped half-way, changes access: nothing reads the cluster again while it is applied.",
  },
  "row-unseen": {
    severity: { review: "warning" },
    rule: "R45",
    meaning:
      "The plan adds access entries and does not show aws-auth: an entry replaces the row of its principal, if there is one.",
  },
  "endpoint-narrowed": {
    severity: { review: "danger" },
    rule: "R46",
    meaning: "The plan closes an endpoint of the cluster's API, or takes address ranges off the public one.",
    acceptable: true,
  },
  "identity-provider-changed": {
    severity: { review: { usual: "danger", warning: "where it adds one" } },
    rule: "R46",
    meaning: "The plan takes an OIDC identity provider off the cluster, or replaces it.",
  },
  "eks-entry-unseen": {
    severity: { review: "blocker" },
    rule: "R37, R41",
    meaning:
      "The row of a managed node group, Fargate profile or capability leaves aws-auth. EKS makes its access entry by itself, and the plan does not show that entry.",
  },
  "other-writer": {
    severity: { review: "blocker" },
    rule: "R46",
    meaning:
      "The plan changes something that can write access and whose effect no rule follows: `awscc_eks_*`, a command or chart that names aws-auth.",
  },
  "plan-not-applyable": {
    severity: { review: "note" },
    rule: "-",
    meaning: "The plan changes something and says of itself that it cannot be applied (`applyable: false`).",
  },
  "binding-gained": {
    severity: { review: { usual: "warning", note: "for the bridge group of the cluster file" } },
    rule: "R46",
    meaning: "A role binding is added, or gets another role, group or user.",
  },
  "destroyed-beside": {
    severity: { review: "danger" },
    rule: "-",
    meaning:
      "The plan of a stack destroys something that the stack does not make: it stood in a state that the stack took over.",
  },
  "rows-unguarded": {
    severity: { review: "blocker" },
    rule: "R38",
    meaning: "No guard of the plan reads aws-auth, because the file accepts `config-map-unread`.",
    openedBy: "config-map-unread",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
