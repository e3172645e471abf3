import type { CodeRow } from "../code-row";

/** What cannot become the resources of one stack: definitions, and the props of constructs. */
export const STACK_CODES = {
  "address-shared": {
    severity: { file: "error" },
    rule: "-",
    meaning: "Two resources of a stack have one address; cdktf would merge them without a word.",
  },
  "iam-role-missing": {
    severity: { file: "error" },
    rule: "-",
    meaning: "The cluster has no IAM role: none is created and no ARN is given.",
  },
  "iam-role-nobody": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A role of `iam_roles` names neither a service nor a principal that may take it.",
  },
  "import-name-unknown": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A role is to be imported whose name has a generated suffix; a new one would replace the cluster.",
  },
  "protection-off": {
    severity: { file: "warning" },
    rule: "-",
    meaning:
      "Nothing stops a plan that destroys what holds access: `protect: false`, or `migration` has left a file with `render: access`.",
  },
  "rbac-binding-role": {
    severity: { file: "error" },
    rule: "-",
    meaning: "A binding names neither a ClusterRole nor a Role with its namespace, or both.",
  },
  "renamed-conflict": {
    severity: { file: "error" },
    rule: "R40",
    meaning: "`renamed` names an old key that is still in use, or two old keys of one entry: Terraform moves neither.",
  },
  "renamed-stays": {
    severity: { file: "note" },
    rule: "R40",
    meaning: "`renamed` moves an entry to its new key; once its plan is applied the line does nothing and may go.",
  },
  "resource-name-collision": {
    severity: { file: "error" },
    rule: "-",
    meaning: "Two keys become one Terraform name: what Terraform does not allow in a name becomes `_`.",
  },
  "role-name-long": {
    severity: { file: "error" },
    rule: "-",
    meaning: "The name of a service account's role is longer than the 64 characters that IAM takes.",
  },
  "pod-identity-agent": {
    severity: { file: "note", live: "warning" },
    rule: "-",
    meaning:
      "Service accounts get their roles by Pod Identity, and the cluster lacks the add-on eks-pod-identity-agent, or nobody says that it has it.",
  },
  "service-accounts-without-irsa": {
    severity: { file: "error" },
    rule: "-",
    meaning: "Service accounts want roles, and the cluster has no OIDC provider that the roles could trust.",
  },
} as const satisfies Readonly<Record<string, CodeRow>>;
