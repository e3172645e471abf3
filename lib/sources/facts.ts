import type { AccessPolicyAssociation } from "../access/access-entry/access-entry";
import type { AccessEntryType } from "../access/access-entry/access-entry-type";
import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import type { AwsAuth } from "../access/aws-auth/aws-auth";
import type { UnreadCall } from "./dump";
import type { SourceNode, Sourced } from "./source";

/** An access entry as one source tells it, EKS or eksctl: without its policies, which another output lists. */
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
  /**
   * The key under `access_entries` by which the module made it: another would make it anew.
   * @default made of the principal
   */
  readonly key?: string;
  /**
   * Address of the Terraform resource that makes it, which is no `access_entries` of the module's.
   * @default none that is known
   */
  readonly madeBy?: string;
}

/** An access policy of an entry. */
export interface DescribedPolicy extends AccessPolicyAssociation {
  /**
   * The key of the module's resource, `<entry>_<policy>`.
   * @default made of the policy
   */
  readonly key?: string;
}

/** The access policies of one principal. */
export interface DescribedPolicies {
  readonly principalArn: string;
  readonly policies: readonly DescribedPolicy[];
}

/** A role whose access entry EKS makes by itself: that of nodes that it manages, or of a capability (R37, R41). */
export interface ManagedRole {
  readonly kind: "managed node group" | "Fargate profile" | "EKS capability";
  readonly name: string;
  readonly roleArn: string;
  /**
   * The image of a managed node group: `AL2023_x86_64_STANDARD`, `WINDOWS_CORE_2022_x86_64`.
   * @default not told
   */
  readonly amiType?: string;
  /** False: a ClusterConfig asks for it. */
  readonly isLive: boolean;
}

/** A cluster whose control plane runs on an Outpost. */
export interface LocalCluster {
  readonly controlPlaneInstanceType: string;
  readonly outpostArns: readonly string[];
}

/** An IAM role, as a list has it. */
export interface ListedRole {
  /** ARN with its path. */
  readonly arn: string;
  /** Milliseconds; undefined where the source does not tell. */
  readonly createdAt?: number;
}

/** Where a Terraform state has the cluster, its rows, or the ConfigMap itself, which rows stand in. */
export interface StateAddress {
  readonly of: "cluster" | "config-map" | "rows";
  /** `module.platform.module.eks["blue"]`; empty in the root module. */
  readonly module: string;
  /** `aws_eks_cluster` */
  readonly type: string;
  readonly name: string;
}

/** A call of a module, as the configuration of a plan has it. */
export interface ModuleCall {
  /** `module.platform.module.eks`, without instances. */
  readonly module: string;
  /** `terraform-aws-modules/eks/aws` */
  readonly source: string;
  /** The constraint: `~> 20.31`. */
  readonly version?: string;
}

/** A provider that the root module of a plan configures. */
export interface ConfiguredProvider {
  /** `registry.terraform.io/hashicorp/kubernetes` */
  readonly source: string;
  /** @default the default configuration */
  readonly alias?: string;
  /** Names of its arguments and blocks. */
  readonly arguments: readonly string[];
  /** Of the arguments those that are written out. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Who wrote a state or a plan. */
export interface TerraformVersion {
  /** `1.11.4` */
  readonly version: string;
  readonly isOpenTofu: boolean;
}

/** Everything that sources say, each with its place, in the order of the sources; nothing is merged yet. */
export interface Facts {
  /**
   * The cluster that is asked for: of sources with several, theirs is read.
   * @default the only one
   */
  readonly wanted?: string;
  /** Terraform states, by the cluster that was read of each. */
  readonly states: Sourced<string>[];
  /** Of what states make, not of what they look up. */
  readonly addresses: StateAddress[];
  /** Of the configuration of plans, which states do not have. */
  readonly calls: ModuleCall[];
  readonly providers: ConfiguredProvider[];
  readonly terraform: TerraformVersion[];
  /** Principals of the entry that the module makes for whoever runs Terraform. */
  readonly creators: Sourced<string>[];
  readonly clusterNames: Sourced<string>[];
  readonly clusterArns: Sourced<string>[];
  readonly regions: Sourced<string>[];
  readonly accountIds: Sourced<string>[];
  readonly modes: Sourced<AuthenticationMode>[];
  /** Whether EKS made the creator of the cluster admin, as states have it. */
  readonly bootstraps: boolean[];
  /** The data of ConfigMaps. */
  readonly configMaps: Sourced<SourceNode | undefined>[];
  /** Rows as `eksctl get iamidentitymapping` understood them. */
  readonly mappings: Sourced<AwsAuth>[];
  readonly listedEntries: Sourced<readonly string[]>[];
  readonly entries: Sourced<DescribedEntry>[];
  readonly policies: Sourced<DescribedPolicies>[];
  readonly listedNodeGroups: Sourced<readonly string[]>[];
  readonly listedFargateProfiles: Sourced<readonly string[]>[];
  readonly listedCapabilities: Sourced<readonly string[]>[];
  readonly listedAddons: Sourced<readonly string[]>[];
  readonly managedRoles: Sourced<ManagedRole>[];
  readonly listedRoles: Sourced<readonly ListedRole[]>[];
  readonly listedUsers: Sourced<readonly ListedRole[]>[];
  /** Single roles and users: nobody says that there are no others. */
  readonly roles: Sourced<ListedRole>[];
  /** Local clusters on an Outpost, which take mode CONFIG_MAP alone (R42). */
  readonly localClusters: Sourced<LocalCluster>[];
  /** The CA of the cluster, PEM in base64, as EKS tells it. */
  readonly certificateAuthorities: Sourced<string>[];
  /** The CA that the API server gives its clients, PEM. */
  readonly rootCas: Sourced<string>[];
  /** When dumps were collected, in milliseconds since 1970, and by whom. */
  readonly collected: Sourced<{ readonly at: number; readonly caller?: string }>[];
  /** What a dump knows not to be there: `configmaps/aws-auth`. */
  readonly absent: Sourced<string>[];
  /** Calls of a dump that were not answered. */
  readonly unread: Sourced<UnreadCall>[];
  /** Roles and bindings of RBAC, lists of them. */
  readonly rbac: SourceNode[];
  /** Of a ClusterConfig: asked for, which need not be live. */
  readonly declared: {
    /** The ClusterConfigs themselves. */
    readonly configs: Sourced<string>[];
    readonly modes: Sourced<AuthenticationMode>[];
    readonly mappings: Sourced<AwsAuth>[];
    /** Names of services whose role eksctl maps: `emr-containers`. */
    readonly services: Sourced<string>[];
    readonly entries: Sourced<DescribedEntry>[];
    readonly policies: Sourced<DescribedPolicies>[];
  };
}

/** Nothing said yet. */
export function noFacts(wanted?: string): Facts {
  return {
    ...(wanted === undefined ? {} : { wanted }),
    states: [],
    addresses: [],
    calls: [],
    providers: [],
    terraform: [],
    creators: [],
    clusterNames: [],
    clusterArns: [],
    regions: [],
    accountIds: [],
    modes: [],
    bootstraps: [],
    configMaps: [],
    mappings: [],
    listedEntries: [],
    entries: [],
    policies: [],
    listedNodeGroups: [],
    listedFargateProfiles: [],
    listedCapabilities: [],
    listedAddons: [],
    managedRoles: [],
    listedRoles: [],
    listedUsers: [],
    roles: [],
    localClusters: [],
    certificateAuthorities: [],
    rootCas: [],
    collected: [],
    absent: [],
    unread: [],
    rbac: [],
    declared: { configs: [], modes: [], mappings: [], services: [], entries: [], policies: [] },
  };
}

/** One source format: whether a value is in it, and what it says. */
export interface Format {
  /** As messages name it: `kubectl get configmap`. */
  readonly name: string;
  readonly recognizes: (source: SourceNode) => boolean;
  readonly read: (source: SourceNode, facts: Facts) => void;
}
