import type { Rule } from "../access/finding";

/** A guard's code, with what a user may do. */
export interface GuardRule extends Rule {
  /** One or two sentences beside the one that Terraform prints. */
  readonly advice: string;
}

/** The codes of what Terraform refuses because of the live cluster: one guard each. */
export const GUARD_RULES = {
  "changed-since-plan": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard, during apply: mode, aws-auth or an entry is not what the plan of this stage was made from.",
    advice:
      "Plan the same stage again and look at what has changed. What did not depend on the changed read may be applied already; the next plan says what is left.",
  },
  "config-map-absent": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: there is no aws-auth ConfigMap, and the stage does not create it.",
    advice:
      "Somebody has deleted the ConfigMap, or this is another cluster: whoever had a row there has no access by it now. `create_aws_auth_configmap: true` makes it with the rows of the file; without `aws_auth` its absence passes.",
  },
  "config-map-unread": {
    severity: "blocker",
    rule: "R38",
    meaning:
      "Guard: the Kubernetes API cannot be asked; accepting this is the only way past the guards of rows and CA.",
    acceptable: true,
    advice:
      "The provider's own error stands above the address. Give the runner a way to the Kubernetes API and `get` on the two ConfigMaps; `accept` the code only where no runner has one, and then compare the live rows with the file by hand before every stage.",
  },
  "entry-conflict": {
    severity: "blocker",
    rule: "R37",
    meaning: "Guard: a declared entry is for the role of a live managed node group: EKS has made it.",
    advice:
      "`terraform state list` says which of the two it is. An entry of the state that leaves `access_entries` is deleted, and no managed node group makes it again.",
  },
  "entry-not-live": {
    severity: "blocker",
    rule: "R39",
    meaning:
      "Guard: somebody whom a live row serves, or may where nobody reads the rows, has no live entry as the file declares it.",
    acceptable: true,
    advice:
      "Go back to stage `entries`, apply it, and look why the entry is missing or different. Where there is no entry the provider says `couldn't find resource` above the address, whose last part is the key under `access_entries`, or the ARN of an `expected` principal. Accepting it counts where `config-map-unread` is accepted too, and with a `principal` only: somebody new, whom no row serves.",
  },
  "entry-outdated": {
    severity: "blocker",
    rule: "R39",
    meaning: "Guard: a role was made anew after its entry, which serves it no longer.",
    advice:
      "`terraform apply -replace='aws_eks_access_entry.<key>'` at stage `entries`, where the row serves meanwhile; an entry that EKS made is deleted by hand and declared.",
  },
  "identity-mismatch": {
    severity: "blocker",
    rule: "-",
    meaning: "Guard: account, region, cluster or API server are not those of the file.",
    advice:
      "Nothing is judged before this: run in the account and region of the file, with a Kubernetes provider that leads to this cluster.",
  },
  "live-mode": {
    severity: "blocker",
    rule: "R35",
    meaning: "Guard: the live mode is none that the stage accepts.",
    advice:
      "Set `migration.stage` back to the stage that the cluster is in, apply it, and go on from there. A mode that is ahead of the file never goes back.",
  },
  "row-changed": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: a live row, or a mapped account, gives something else than the file's row for the same principal.",
    acceptable: true,
    advice:
      "Copy what is live into `aws_auth`, or accept the change for the one principal. A mapped account gives its principals their ARN as username and no groups.",
  },
  "row-left": {
    severity: "blocker",
    rule: "R39",
    meaning: "Guard: at `api` a live row still serves somebody.",
    advice: "Apply `retire` first, and look who has written the row since.",
  },
  "row-not-live": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: the stage takes an entry away, or may, and its principal has no live row to fall back on.",
    acceptable: true,
    advice:
      "Render the entry, or put the row back, before anything is taken away. A new principal at a stage that does not render its entry yet has no row to fall back on either: write its row in one plan and its entry in a later one, or accept the code for it.",
  },
  "row-unknown": {
    severity: "blocker",
    rule: "R38",
    meaning: "Guard: a live row is neither in the file nor leaving.",
    advice:
      "Somebody else writes rows too: take the row into the file with an entry, or name its principal under `leaving`, a mapped account as `arn:aws:iam::<account>:root`.",
  },
  "section-unreadable": {
    severity: "blocker",
    rule: "R4",
    meaning: "Guard: a live section of aws-auth cannot be read: whom it serves is unknown.",
    advice:
      "Mend the text in the cluster, not in the file: the section is read as the authenticator reads it, and what two YAML readers take differently counts as unreadable.",
  },
} as const satisfies Record<string, GuardRule>;

/** One of the codes. */
export type GuardCode = keyof typeof GUARD_RULES;
