import type { AccessEntryType } from "./access-entry-type";
import { type IamArn, type Partition, parseArn } from "../principal/arn";
import type { AuthenticationMode } from "./authentication-mode";

/**
 * An access entry with its policies, in the shape of the Terraform module's `access_entries`: what somebody declares, and what all
 * rules compare. Other shapes are what one side leaves open or adds: each says why it is none of these.
 */
export interface AccessEntry {
  /** ARN of an IAM role (with its path) or user. */
  readonly principalArn: string;
  /** @default "STANDARD" */
  readonly type?: AccessEntryType;
  /**
   * Kubernetes groups, on STANDARD entries only.
   * @default none
   */
  readonly kubernetesGroups?: readonly string[];
  /**
   * Username or template, on STANDARD entries only.
   * @default the user's ARN, or the assumed role's ARN with `{{SessionName}}`
   */
  readonly userName?: string;
  /**
   * Access policies by a key of the team's choice.
   * @default none
   */
  readonly policyAssociations?: Readonly<Record<string, AccessPolicyAssociation>>;
  /**
   * Tags of the entry, beside those of the cluster.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** One access policy on an entry. */
export interface AccessPolicyAssociation {
  /** `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy` */
  readonly policyArn: string;
  readonly accessScope: DeclaredAccessScope;
}

/** Where a policy holds, as declared: `namespaces: []` beside `cluster` is accepted, as by the module. */
export interface DeclaredAccessScope {
  readonly type: "cluster" | "namespace";
  /**
   * Namespaces, or patterns such as `dev-*`.
   * @default none
   */
  readonly namespaces?: readonly string[];
}

/** The cluster that entries are for; what is not given is not checked. */
export interface EntryCluster {
  /** 12 digits. */
  readonly accountId?: string;
  readonly partition?: Partition;
  readonly mode?: AuthenticationMode;
}

/** Access entries by key, as the module's `access_entries`. */
export type AccessEntries = Readonly<Record<string, AccessEntry>>;

/**
 * The username that EKS gives a STANDARD entry without one.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/set-custom-username.html; DOMAIN §2.2
 */
export function defaultUserName(principal: IamArn): string {
  const { partition, accountId, name, path, kind } = principal;
  return kind === "user"
    ? `arn:${partition}:iam::${accountId}:user${path}${name}`
    : `arn:${partition}:sts::${accountId}:assumed-role/${name}/{{SessionName}}`;
}

/** Whom an entry is for; undefined where its ARN is none. */
export function principalOf({ principalArn }: AccessEntry): IamArn | undefined {
  const parsed = parseArn(principalArn);
  return "arn" in parsed ? parsed.arn : undefined;
}
