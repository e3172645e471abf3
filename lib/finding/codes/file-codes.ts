import type { CodeRow } from "../code-row";

/** What is wrong with a cluster file before any question of access is asked. */
export const FILE_CODES = {
  "account-id-malformed": {
    severity: { file: "error" },
    rule: "R7",
    meaning: "An account ID is not made of 12 digits.",
  },
  "account-id-missing": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A file with `migration` does not say in which account the cluster is: guards compare it.",
  },
  "arn-malformed": { severity: { file: "error" }, rule: "R8", meaning: "A text that has to be an ARN is not an ARN." },
  "cluster-name-invalid": {
    severity: { file: "error" },
    rule: "-",
    meaning: "EKS takes no such cluster name, or the output would leave its folder.",
  },
  "cluster-name-twice": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "Two files describe clusters of one name in one folder, of names that differ in upper and lower case alone, or what is or may be one cluster: of one region and name, and not of two accounts that both files say.",
  },
  "cluster-version-malformed": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A Kubernetes version is not `<major>.<minor>`.",
  },
  "constraint-unmet": {
    severity: { file: "error", overlay: "error" },
    rule: "R50",
    meaning:
      "A constraint on Terraform or a provider that cannot be read, or that no version meets together with the module's.",
  },
  "date-malformed": { severity: { file: "error" }, rule: "-", meaning: "A text that has to be a date is not a date." },
  "file-empty": { severity: { file: "error" }, rule: "-", meaning: "A cluster file is empty." },
  "file-link-hidden": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A cluster file is a link to a file that is hidden or no cluster file by its name: findings would quote it.",
  },
  "file-name-differs": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A file is not named as the cluster that it describes.",
  },
  "file-not-regular": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A cluster file is a pipe, a device or a socket, or one that the system makes as it is read, such as `/proc/self/environ`: it has no end, or another one each time.",
  },
  "file-not-utf8": { severity: { file: "error" }, rule: "-", meaning: "A file is not UTF-8." },
  "file-outside-folder": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A cluster file is a link to something outside its folder, which findings would quote.",
  },
  "file-too-large": { severity: { file: "error" }, rule: "-", meaning: "A file is larger than 1 MiB." },
  "file-unreadable": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A cluster file of the folder cannot be opened: a link that leads nowhere, or a file without the right to read it.",
  },
  "fleet-file-nested": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A fleet.yaml stands in a folder below the top of the fleet: what it says would hold for nobody.",
  },
  "fleet-glob-idle": {
    severity: { file: "warning" },
    rule: "-",
    meaning: "A glob of fleet.yaml names no cluster of the fleet: its rule or ring holds for nobody.",
  },
  "folder-empty": { severity: { file: "error" }, rule: "-", meaning: "The folder holds no cluster file." },
  "folder-ignored": {
    severity: { file: "note" },
    rule: "-",
    meaning: "A link to a folder within the folder of cluster files is not read.",
  },
  "folder-name-invalid": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A folder of cluster files has a name that cannot be part of a stack's name.",
  },
  "expression-in-text": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A text that goes to a module holds an expression of Terraform: it would stay as it is written.",
  },
  "inline-policy-malformed": {
    severity: { file: "error" },
    rule: "-",
    meaning: "An inline policy is no JSON document.",
  },
  "key-missing": { severity: { file: "error" }, rule: "-", meaning: "A key that has to be written is missing." },
  "key-unknown": {
    severity: { file: "error" },
    rule: "R34",
    meaning: "A key that the cluster file does not have: misspelt? The module would ignore it.",
  },
  "module-rows-unlike": {
    severity: { file: "error" },
    rule: "R38",
    meaning:
      "Rows of one list have different keys: modules/aws-auth takes lists of one type, and Terraform refuses them.",
  },
  "module-version": {
    severity: { file: "error" },
    rule: "R50",
    meaning:
      "A version of the module that is not known, replaces older clusters, or has no aws-auth while rows are written.",
  },
  "name-invalid": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A name is empty, or AWS or Kubernetes does not allow it.",
  },
  "name-template": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A name holds `${` or `%{`, which Terraform would evaluate: names are written out.",
  },
  "number-loses-text": {
    severity: { file: "error" },
    rule: "R7",
    meaning: "A text without quotes is a number in YAML and loses digits: `1.30`, `012345678901`.",
  },
  "one-of": { severity: { file: "error" }, rule: "-", meaning: "Of several keys exactly one has to be written." },
  "reference-circular": {
    severity: { file: "warning" },
    rule: "-",
    meaning:
      "Calls under `modules` take values of each other: Terraform plans that only where what one gives needs nothing of what it takes.",
  },
  "reference-unknown": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A text has to be the name of something in the file, such as the key of an access entry, or of an output of the file whose state is read, and nothing there has this name.",
  },
  "region-malformed": {
    severity: { file: "error" },
    rule: "R29",
    meaning: "A text is no AWS region, or one of a partition that this project does not know.",
  },
  "name-shared": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "Two keys of a file are one object by its name in AWS or Kubernetes: a role binding, an IAM role or a service account. Terraform cannot make the second, and with `adopt.import` both write it.",
  },
  "ring-ambiguous": {
    severity: { file: "error" },
    rule: "-",
    meaning: "Two rings of fleet.yaml name one cluster, or have one name: a cluster waits at one gate.",
  },
  "ring-gate-unfit": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A gate of fleet.yaml that nothing can pass or wait at: before the first ring, or a wave of a stage without waves.",
  },
  "ring-ahead": {
    severity: { file: "warning" },
    rule: "-",
    meaning:
      "A cluster is at a stage that the gate of its ring would not let it take: a cluster of the ring before is not there yet. Somebody wrote the stage by hand, or passed the gate.",
  },
  "ring-missing": {
    severity: { file: "error" },
    rule: "-",
    meaning: "No ring of fleet.yaml names the cluster: it would wait for nobody.",
  },
  "row-identity": {
    severity: { file: "error" },
    rule: "R5",
    meaning: "A row of aws-auth does not have exactly one of rolearn and sso: the authenticator drops it.",
  },
  "state-key-workspace": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A key of an S3 backend begins with `env:/`, as the states of workspaces do: another file's can be the same.",
  },
  "state-of-others": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "The local state of a stack holds what the stack does not make, such as a VPC of a root module: its plan destroys that.",
  },
  "state-path-unfit": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "The path of a local state is a folder or a device, a file that is read, or a file in the output, which is deleted with its stack.",
  },
  "state-shared": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A stack keeps the state of another stack, of a root module, or one that it reads: its plan destroys what is there.",
  },
  "state-unlocked": {
    severity: { file: "warning" },
    rule: "-",
    meaning:
      "Nothing locks the state in an S3 bucket: of two runs at once both apply, the second a plan of what the first has changed.",
  },
  "text-not-kept": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A tag, description or annotation holds half of a character (a lone surrogate), which Terraform changes, or a control character, which AWS refuses.",
  },
  "token-in-text": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A text, key or number is a placeholder of CDK for Terraform, which puts something else in its place.",
  },
  "type-wrong": { severity: { file: "error" }, rule: "R6", meaning: "A value is of another type than its key takes." },
  "value-out-of-range": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A number is too small or too large, or a list too short.",
  },
  "value-unknown": {
    severity: { file: "error" },
    rule: "R30",
    meaning: "A value is not one of the set that its key takes.",
  },
  "variable-required": {
    severity: { file: "error" },
    rule: "-",
    meaning: "The module makes something by default that is not rendered yet: the variable has to turn it off.",
  },
  "variable-unsupported": {
    severity: { file: "error" },
    rule: "-",
    meaning:
      "A variable of the Terraform module, or a value of it, from which this `render` makes nothing: what it asks for would be missing.",
  },
  "variable-unused": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A key or section of another `render`: with that of the file it has no effect.",
  },
  "yaml-aliases": {
    severity: { file: "error" },
    rule: "-",
    meaning: "Aliases repeat more than 10,000 values, or a value holds itself.",
  },
  "yaml-documents": { severity: { file: "error" }, rule: "-", meaning: "A file holds several YAML documents." },
  "yaml-duplicate-key": { severity: { file: "error" }, rule: "-", meaning: "A key stands twice in one map." },
  "yaml-key": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A key of a map is not a text, or is a text that cannot be a key here: `__proto__`.",
  },
  "yaml-nesting": { severity: { file: "error" }, rule: "-", meaning: "Values are nested more than 50 deep." },
  "yaml-syntax": { severity: { file: "error" }, rule: "-", meaning: "A file is no YAML." },
  "yaml-tab": { severity: { file: "error" }, rule: "-", meaning: "A line is indented by a tab." },
  "yaml-tag": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A value has a tag that YAML's core schema does not know.",
  },
  "yaml-version": { severity: { file: "error" }, rule: "-", meaning: "A file asks for another YAML than 1.2." },
  "file-no-cluster": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A file is not a cluster file: it is the output of a command, which `import` or `review` reads.",
  },
  "question-open": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A question that import left open is not answered yet. `explain` and `check` read the rest of the file.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
