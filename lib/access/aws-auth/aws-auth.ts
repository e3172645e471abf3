/**
 * The sections of the aws-auth ConfigMap, in the order in which the authenticator asks them.
 * @see DOMAIN R10: mapRoles before mapUsers; accounts come last
 */
export const SECTIONS = ["mapRoles", "mapUsers", "mapAccounts"] as const;

/** One of {@link SECTIONS}. */
export type Section = (typeof SECTIONS)[number];

/** How a row names a role of IAM Identity Center: the authenticator's alpha matcher, off on EKS (R12). */
export interface SsoMatcher {
  readonly permissionSetName: string;
  readonly accountID: string;
  /** @default "aws" */
  readonly partition?: string;
}

/** What rows of both kinds carry. Absent and empty are told apart, for the text; they mean the same. */
interface MappedIdentity {
  /**
   * Username or template, `admin:{{SessionName}}`.
   * @default "" (an empty username, R24)
   */
  readonly username?: string;
  /**
   * Kubernetes groups or templates.
   * @default []
   */
  readonly groups?: readonly string[];
}

/** One row of mapRoles: exactly one of `rolearn` and `sso` (R5). */
export interface RoleRow extends MappedIdentity {
  /** IAM role ARN, without path (R12). */
  readonly rolearn?: string;
  readonly sso?: SsoMatcher;
}

/** One row of mapUsers. */
export interface UserRow extends MappedIdentity {
  /** IAM user ARN, with its path. */
  readonly userarn: string;
}

/** Where a row or section stands in the ConfigMap's text. */
export interface Place {
  readonly section: Section;
  /** Position in the section's list, from 0, counting rows that were dropped. */
  readonly index: number;
  /** Line within the section's text, from 1. */
  readonly line?: number;
}

/** A row and its place. */
export interface Placed<Row> {
  readonly row: Row;
  readonly place: Place;
}

/** aws-auth as the authenticator holds it: what was dropped is not in it. */
export interface AwsAuth {
  readonly roles: readonly Placed<RoleRow>[];
  readonly users: readonly Placed<UserRow>[];
  /** Account IDs as raw text (R7). */
  readonly accounts: readonly Placed<string>[];
  /** Sections of which we cannot tell what the authenticator makes of them: who they serve is unknown. */
  readonly unreadable: readonly Section[];
}

/** No row at all: the ConfigMap is absent or empty. */
export const EMPTY_AWS_AUTH: AwsAuth = { roles: [], users: [], accounts: [], unreadable: [] };

/** Rows that nobody has told: whom they serve is not known. */
export const UNTOLD_AWS_AUTH: AwsAuth = { ...EMPTY_AWS_AUTH, unreadable: SECTIONS };

/** Rows written out in a cluster file, each at its place there. */
export function awsAuthOf(
  roles: readonly RoleRow[] = [],
  users: readonly UserRow[] = [],
  accounts: readonly string[] = [],
): AwsAuth {
  return {
    roles: roles.map((row, index) => ({ row, place: { section: "mapRoles", index } })),
    users: users.map((row, index) => ({ row, place: { section: "mapUsers", index } })),
    accounts: accounts.map((row, index) => ({ row, place: { section: "mapAccounts", index } })),
    unreadable: [],
  };
}

/** `mapRoles[2]` */
export function placeName({ section, index }: Place): string {
  return `${section}[${index}]`;
}
