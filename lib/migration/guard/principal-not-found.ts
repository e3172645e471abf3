import { arnCommand } from "../../access/principal/arn-command";
import { type IamArn, parseArn } from "../../access/principal/arn";
import { compareText } from "../../finding/text-order";
import { optsIn } from "../acceptance";
import type { AccessDefinition } from "../definition";
import { STAGES } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import type { Guard, GuardSentence } from "./guard";

/**
 * Every role and user of the cluster's own account that gets an entry is in IAM, name, path and case equal: EKS refuses an entry
 * for any other, after the plan took the old one away. Principals of other accounts cannot be listed from here.
 * @see DOMAIN §2.1
 */
export const principalNotFound = {
  code: "principal-not-found",
  advice:
    "`aws iam get-role --role-name <name>` shows the ARN with its path. EKS refuses an entry for a principal that is not there, half-way through the apply. A role that this stack makes is not asked for, nor one that the root of an overlay makes and its entry names by reference (`aws_iam_role.ops.arn`); one that another stack makes has to be there first.",
  stages: STAGES,
  withoutMigration: true,
  reads: ["IAM lists"],
  about: "entry",
  refuses: (staged, { roles, users }) =>
    namedPrincipals(staged)
      .filter(({ kind, arn }) => (kind === "role" ? roles : users)?.includes(arn) === false)
      .map(({ arn }) => arn),
  says: (arn, { definition }) => ({
    ...notInIam({ cluster: definition.clusterName, principals: `\`${arn}\`` }),
    help: `EKS refuses an entry of a principal that IAM does not have, half-way through the apply: write as \`principal_arn\` the ARN that ${arnCommand(arn)} prints, with its path and in the same upper and lower case; where IAM has no such principal, delete the key from \`access_entries\``,
  }),
} as const satisfies Guard;

/** Somebody of whom IAM knows nothing, and where it is known whom it has by the same name. */
export function notInIam(told: {
  readonly cluster: string;
  readonly principals: string;
  /** @default not known */
  readonly similar?: string;
}): GuardSentence {
  const { cluster, principals, similar = "" } = told;
  return {
    wrong: `IAM has no ${principals}, and \`access_entries\` of the cluster file of ${cluster} declares an entry for it${similar}`,
    mend: "write each ARN as aws iam get-role or aws iam get-user prints it, with its path and in the same upper and lower case, or delete the entry from the file",
  };
}

/** A role or user that a rendered entry names. */
export interface NamedPrincipal {
  /** Under `access_entries`. */
  readonly key: string;
  readonly kind: "role" | "user";
  /** As the file writes it. */
  readonly arn: string;
}

/**
 * The roles and users that rendered entries name, by key: of the cluster's account, where the file says which it is. Roles that
 * the stack makes are not among them, nor whom the file accepts by name.
 */
export function namedPrincipals({ definition, rendering }: StagedDefinition): readonly NamedPrincipal[] {
  return Object.entries(rendering.entries)
    .flatMap(([key, { principalArn }]): NamedPrincipal[] => {
      const parsed = parseArn(principalArn);
      if (!("arn" in parsed) || !isListed(definition, parsed.arn)) return [];
      const isOpen = isMade(definition, parsed.arn) || optsIn(definition, "principal-unread", principalArn);
      return isOpen ? [] : [{ key, kind: parsed.arn.kind === "user" ? "user" : "role", arn: principalArn }];
    })
    .sort((a, b) => compareText(a.key, b.key));
}

function isListed({ accountId }: AccessDefinition, { kind, accountId: own }: IamArn): boolean {
  return (kind === "role" || kind === "user") && (accountId === undefined || own === accountId);
}

/** Whether it is a role of the section `iam_roles`, name and path equal. */
function isMade({ iamRoles = {} }: AccessDefinition, { kind, name, path }: IamArn): boolean {
  return kind === "role" && Object.values(iamRoles).some((role) => role.name === name && (role.path ?? "/") === path);
}
