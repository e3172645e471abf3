import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import type { AccessPolicyAssociation } from "../access/access-entry/access-entry";
import type { AwsAuth } from "../access/aws-auth/aws-auth";
import type { LiveEntry } from "../migration/guard/live-cluster";
import type { Rbac } from "../access/rbac/rbac";
import type { UnreadCall } from "./dump";
import type { ManagedRole } from "./facts";

/** `aws eks describe-cluster`; what its output leaves out stays unknown. */
export interface DescribedCluster {
  readonly name: string;
  readonly arn: string;
  readonly mode?: AuthenticationMode;
  /** PEM in base64, as EKS tells it. */
  readonly certificateAuthority?: string;
}

/** A live entry with its policies, which dumps tell and no data source of Terraform does. */
export interface LiveEntryWithPolicies extends LiveEntry {
  /** @default nobody tells them */
  readonly policies?: readonly AccessPolicyAssociation[];
}

/**
 * What is live of one cluster, as far as anybody tells. What is undefined nobody tells: unknown, never "none" and never
 * "fine".
 */
export interface LiveData {
  readonly cluster?: DescribedCluster;
  /** `absent`: it is known that there is no ConfigMap. */
  readonly awsAuth?: AwsAuth | "absent";
  /** The CA of `kube-system/kube-root-ca.crt`, PEM: that of the API server that told aws-auth. */
  readonly rootCa?: string;
  /** `list-access-entries`: all principals with an entry. */
  readonly entryPrincipals?: readonly string[];
  /** Those that were described; without `isOlderThanRole` the date of the entry or of its role or user is unknown. */
  readonly entries: readonly LiveEntryWithPolicies[];
  /** `aws iam list-roles`: ARNs of all roles of the account. */
  readonly roleArns?: readonly string[];
  /** `aws iam list-users`: ARNs of all users of the account. */
  readonly userArns?: readonly string[];
  /** `list-nodegroups`: names of all managed node groups. */
  readonly nodeGroupNames?: readonly string[];
  /** Whether the control plane runs on an Outpost, where a source says so. */
  readonly isLocalCluster?: boolean;
  /** `list-addons`: names of all add-ons. */
  readonly addons?: readonly string[];
  /** Capabilities that were described. */
  readonly capabilities?: readonly Pick<ManagedRole, "name" | "roleArn">[];
  /** Those that were described. */
  readonly nodeGroups: readonly Pick<ManagedRole, "name" | "roleArn" | "amiType">[];
  /** `list-fargate-profiles`: names of all Fargate profiles. */
  readonly fargateProfileNames?: readonly string[];
  /** Those that were described. */
  readonly fargateProfiles?: readonly Pick<ManagedRole, "name" | "roleArn">[];
  /** Roles and bindings of the cluster. */
  readonly rbac?: Rbac;
  /** When it was collected, in milliseconds since 1970, and by whom. */
  readonly collected?: { readonly at: number; readonly caller?: string };
  /**
   * Calls that were not answered.
   * @default nobody says that there were any
   */
  readonly unread?: readonly UnreadCall[];
}
