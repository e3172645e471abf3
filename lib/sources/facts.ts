import type { AccessPolicyAssociation } from "../access/access-entry";
import type { AccessEntryType } from "../access/access-entry-type";
import type { AuthenticationMode } from "../access/authentication-mode";
import type { AwsAuth } from "../access/aws-auth";
import type { SourceNode, Told } from "./source";

/** An access entry as EKS describes it, or as eksctl asks for it. */
export interface DescribedEntry {
  /** ARN with its path. */
  readonly principalArn: string;
  readonly type: AccessEntryType;
  readonly groups: readonly string[];
  /** @default that of the type, or of the principal */
  readonly userName?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds; undefined where the source does not tell. */
  readonly createdAt?: number;
}

/** The access policies of one principal. */
export interface DescribedPolicies {
  readonly principalArn: string;
  readonly policies: readonly AccessPolicyAssociation[];
}

/** The role of nodes that EKS manages: it makes their entry by itself (R37). */
export interface ManagedRole {
  readonly kind: "managed node group" | "Fargate profile";
  readonly name: string;
  readonly roleArn: string;
  /** False: a ClusterConfig asks for it. */
  readonly isLive: boolean;
}

/** An IAM role, as a list has it. */
export interface ListedRole {
  /** ARN with its path. */
  readonly arn: string;
  /** Milliseconds; undefined where the source does not tell. */
  readonly createdAt?: number;
}

/** Everything that sources say, each with its place, in the order of the sources; nothing is merged yet. */
export interface Facts {
  readonly clusterNames: Told<string>[];
  readonly clusterArns: Told<string>[];
  readonly regions: Told<string>[];
  readonly accountIds: Told<string>[];
  readonly modes: Told<AuthenticationMode>[];
  /** The data of ConfigMaps. */
  readonly configMaps: Told<SourceNode | undefined>[];
  /** Rows as `eksctl get iamidentitymapping` understood them. */
  readonly mappings: Told<AwsAuth>[];
  readonly listedEntries: Told<readonly string[]>[];
  readonly entries: Told<DescribedEntry>[];
  readonly policies: Told<DescribedPolicies>[];
  readonly listedNodeGroups: Told<readonly string[]>[];
  readonly listedFargateProfiles: Told<readonly string[]>[];
  readonly managedRoles: Told<ManagedRole>[];
  readonly listedRoles: Told<readonly ListedRole[]>[];
  /** Single roles: nobody says that there are no others. */
  readonly roles: Told<ListedRole>[];
  /** The CA of the cluster, PEM in base64, as EKS tells it. */
  readonly certificateAuthorities: Told<string>[];
  /** The CA that the API server gives its clients, PEM. */
  readonly rootCas: Told<string>[];
  /** Of a ClusterConfig: asked for, which need not be live. */
  readonly declared: {
    /** The ClusterConfigs themselves. */
    readonly configs: Told<string>[];
    readonly modes: Told<AuthenticationMode>[];
    readonly mappings: Told<AwsAuth>[];
    readonly entries: Told<DescribedEntry>[];
    readonly policies: Told<DescribedPolicies>[];
  };
}

/** Nothing said yet. */
export function noFacts(): Facts {
  return {
    clusterNames: [],
    clusterArns: [],
    regions: [],
    accountIds: [],
    modes: [],
    configMaps: [],
    mappings: [],
    listedEntries: [],
    entries: [],
    policies: [],
    listedNodeGroups: [],
    listedFargateProfiles: [],
    managedRoles: [],
    listedRoles: [],
    roles: [],
    certificateAuthorities: [],
    rootCas: [],
    declared: { configs: [], modes: [], mappings: [], entries: [], policies: [] },
  };
}

/** One source format: whether a value is in it, and what it says. */
export interface Format {
  /** As messages name it: `kubectl get configmap`. */
  readonly name: string;
  readonly recognizes: (source: SourceNode) => boolean;
  readonly read: (source: SourceNode, facts: Facts) => void;
}
