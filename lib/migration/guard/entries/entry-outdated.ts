import { printArn } from "../../../access/principal/arn";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type Guard, type GuardSentence, JUDGES_ENTRIES } from "../guard";
import { askedPrincipals, liveEntryOf } from "./served-by-row";

/** Where there is no role the provider fails with words of its own: the address is the sentence, its key says whose. */
export const ROLE_OF_ENTRY = "data.aws_iam_role.row_with_access_entry_older_than_role";

/**
 * Entries of roles of the cluster's account were made after their role: one that was deleted and made again keeps its name,
 * and its entry serves it no longer. Roles of other accounts cannot be looked up from here.
 * @see DOMAIN §2.1, R39; https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export const entryOutdated = {
  code: "entry-outdated",
  advice:
    "Write `migration.stage: entries` into the cluster file (`eks-access back`), delete the entry (`aws eks delete-access-entry`), then run plan and apply: the plan writes the rows again and makes the entry anew, with its policies. `terraform apply -replace` is refused, because the entry is protected. EKS does not make an entry of its own again: take the ARN of such an entry out of `migration.expected`, and declare the entry under `access_entries`.",
  ...JUDGES_ENTRIES,
  reads: ["cluster", "root CA", "aws-auth", "access entries", "IAM roles"],
  addresses: [`${ROLE_OF_ENTRY}["<key>"]`],
  refuses: (staged, live) =>
    askedPrincipals(staged, live)
      .filter((principal) => liveEntryOf(live, principal)?.isOlderThanRole === true)
      .map(printArn),
  says: (arn, { definition }) => {
    const kind = arn.includes(":user/") ? { kind: "user" as const } : {};
    const { accountId, clusterName } = definition;
    const deletion = deletionOfEntry(clusterName, arn);
    return {
      ...roleMadeAnew({ cluster: clusterName, role: principalNameOf(arn, accountId), deletion, ...kind }),
      help: `write \`stage: entries\` under \`migration\`, delete the entry that serves nobody, \`${deletion}\`, then plan and apply: the plan makes the entry again`,
    };
  },
} as const satisfies Guard;

/** A role, and where it is known when it was made and for which key of `access_entries`. */
export interface MadeAnew {
  readonly cluster: string;
  /** As it is printed: `role dev`. */
  readonly role: string;
  /** The {@link deletionOfEntry}; of several roles one beside the other. */
  readonly deletion: string;
  /** @default "role" */
  readonly kind?: "role" | "user";
  /** @default not known */
  readonly madeAt?: string;
  /** @default not known */
  readonly key?: string;
}

/** The command that deletes somebody's entry. */
export function deletionOfEntry(cluster: string, arn: string): string {
  return `aws eks delete-access-entry --cluster-name ${cluster} --principal-arn ${arn}`;
}

/** A role that was deleted and made again. */
export function roleMadeAnew({ cluster, role, deletion, kind = "role", madeAt, key }: MadeAnew): GuardSentence {
  const at = madeAt === undefined ? "" : `at ${madeAt}, `;
  const whose = key === undefined ? "" : ` from key ${key} of access_entries`;
  return {
    wrong: `IAM ${role} was made ${at}after its access entry in cluster ${cluster}, and the entry serves only the older ${kind} of that name, which is deleted`,
    mend: `write migration.stage: entries into the cluster file, delete the entry (${deletion}), then run plan and apply, which make the entry again${whose}`,
  };
}
