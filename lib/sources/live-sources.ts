import type { AccessEntryType } from "../access/access-entry-type";
import type { AuthenticationMode } from "../access/authentication-mode";
import type { AwsAuth } from "../access/aws-auth";

/** A text that somebody took from a live cluster. */
export interface SourceText {
  /** How findings name it: `aws-auth.yaml`, `standard input`. */
  readonly name: string;
  readonly text: string;
}

/** `aws eks describe-cluster`; what its output leaves out stays unknown. */
export interface ToldCluster {
  readonly name: string;
  readonly arn: string;
  readonly mode?: AuthenticationMode;
  /** PEM in base64, as EKS tells it. */
  readonly certificateAuthority?: string;
}

/** `aws eks describe-access-entry`, and its policies where `list-associated-access-policies` tells them. */
export interface ToldEntry {
  /** ARN with its path. */
  readonly principalArn: string;
  readonly type: AccessEntryType;
  readonly groups: readonly string[];
  readonly userName: string;
  /** ISO 8601, in UTC. */
  readonly createdAt?: string;
  /** Undefined: no source tells, which is not "none". */
  readonly policies?: readonly ToldPolicy[];
}

/** One policy of an access entry. */
export interface ToldPolicy {
  readonly policyArn: string;
  readonly accessScope: { readonly type: "cluster" | "namespace"; readonly namespaces: readonly string[] };
}

/** `aws iam list-roles` or `get-role`. */
export interface ToldRole {
  /** ARN with its path. */
  readonly arn: string;
  /** ISO 8601, in UTC. */
  readonly createdAt?: string;
}

/** `aws eks describe-nodegroup`. */
export interface ToldNodeGroup {
  readonly name: string;
  readonly roleArn: string;
}

/**
 * What all sources together say about one cluster. What is undefined no source tells: unknown, never "none" and never
 * "fine".
 */
export interface LiveSources {
  readonly cluster?: ToldCluster;
  /** `absent` where a source says that there is no ConfigMap. */
  readonly awsAuth?: AwsAuth | "absent";
  /** The CA of `kube-system/kube-root-ca.crt`, PEM: that of the API server that told aws-auth. */
  readonly rootCa?: string;
  /** `list-access-entries`: all principals with an entry. */
  readonly entryPrincipals?: readonly string[];
  /** Those that were described. */
  readonly entries: readonly ToldEntry[];
  /** `list-nodegroups`: names of all managed node groups. */
  readonly nodeGroupNames?: readonly string[];
  /** Those that were described. */
  readonly nodeGroups: readonly ToldNodeGroup[];
  /** Undefined: no source lists IAM roles. */
  readonly roles?: readonly ToldRole[];
}
