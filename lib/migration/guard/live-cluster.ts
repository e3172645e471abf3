import type { AccessEntryType } from "../../access/access-entry/access-entry-type";
import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import type { AwsAuth } from "../../access/aws-auth/aws-auth";

/** An access entry as EKS holds it, with nothing left to defaults. Its policies are not here: no data source of Terraform tells them. */
export interface LiveEntry {
  /** ARN with its path. */
  readonly principalArn: string;
  readonly type: AccessEntryType;
  readonly groups: readonly string[];
  readonly userName: string;
  /**
   * Whether the IAM role was made after the entry: it keeps its name, and the entry serves it no longer.
   * @default false
   * @see DOMAIN §2.1, containers-roadmap #185
   */
  readonly isOlderThanRole?: boolean;
}

/** What guards read of a running cluster. */
export interface LiveCluster {
  /** Account, region, ARN and the API server's CA are those of the file's cluster. */
  readonly isTheFilesCluster: boolean;
  readonly mode: AuthenticationMode;
  /** `absent`: there is none; `unread`: no runner reaches the Kubernetes API. */
  readonly configMap: AwsAuth | "absent" | "unread";
  readonly entries: readonly LiveEntry[];
  /**
   * ARNs of all roles of the cluster's account.
   * @default nobody lists them
   */
  readonly roles?: readonly string[];
  /**
   * ARNs of all users of the cluster's account.
   * @default nobody lists them
   */
  readonly users?: readonly string[];
  /** Role ARNs of the live managed node groups. */
  readonly nodeGroupRoles: readonly string[];
}
