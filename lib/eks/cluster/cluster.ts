import { EksCluster, type EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import { boolDefault, listDefault, stringDefault } from "../../module/module-default";
import { named } from "../address/addresses";
import type { ClusterComputeConfig, ClusterEncryptionConfig, OutpostConfig } from "./cluster-settings";
import { type Loose, literals } from "../address/literal";
import { prevention } from "../address/prevention";

/** Networks of hybrid nodes and their pods. */
export interface ClusterRemoteNetworkConfig {
  readonly remoteNodeNetworks: Networks;
  /** @default none */
  readonly remotePodNetworks?: Networks;
}

/** Networks by their CIDR blocks. */
export interface Networks {
  readonly cidrs: readonly string[];
}

/** How long Terraform waits for the cluster: `30m`. */
export interface ClusterTimeouts {
  /** @default "30m" */
  readonly create?: string;
  /** @default "60m" */
  readonly update?: string;
  /** @default "15m" */
  readonly delete?: string;
}

/** The cluster, in the module's variables. */
export interface ClusterProps {
  readonly clusterName: string;
  /**
   * `1.31`
   * @default the latest that EKS has when the cluster is made
   */
  readonly clusterVersion?: string;
  /** @default ["audit", "api", "authenticator"] */
  readonly clusterEnabledLogTypes?: readonly string[];
  /**
   * Upgrades past failing readiness checks.
   * @default false
   */
  readonly clusterForceUpdateVersion?: boolean;
  /** @default "API_AND_CONFIG_MAP" */
  readonly authenticationMode?: AuthenticationMode;
  /**
   * Whether a new cluster gets kube-proxy, CoreDNS and the VPC CNI from EKS. Read at creation only.
   * @default true, false in Auto Mode
   */
  readonly bootstrapSelfManagedAddons?: boolean;
  /**
   * Auto Mode's settings.
   * @default off
   */
  readonly clusterComputeConfig?: ClusterComputeConfig;
  /**
   * Subnets of the nodes, and of the control plane without `controlPlaneSubnetIds`.
   * @default []
   */
  readonly subnetIds?: readonly string[];
  /** @default `subnetIds` */
  readonly controlPlaneSubnetIds?: readonly string[];
  /**
   * Security group of the control plane.
   * @default none beside EKS's own: the one that the module makes is not rendered yet
   */
  readonly clusterSecurityGroupId?: string;
  /**
   * More security groups of the control plane.
   * @default []
   */
  readonly clusterAdditionalSecurityGroupIds?: readonly string[];
  /** @default true */
  readonly clusterEndpointPrivateAccess?: boolean;
  /** @default false */
  readonly clusterEndpointPublicAccess?: boolean;
  /** @default ["0.0.0.0/0"] */
  readonly clusterEndpointPublicAccessCidrs?: readonly string[];
  /** @default "ipv4" */
  readonly clusterIpFamily?: "ipv4" | "ipv6";
  /**
   * `172.20.0.0/16`
   * @default EKS chooses
   */
  readonly clusterServiceIpv4Cidr?: string;
  /**
   * The Outpost on which the control plane runs.
   * @default in the region
   */
  readonly outpostConfig?: OutpostConfig;
  /**
   * The key that encrypts Secrets. A key of our own is not rendered yet: its ARN has to be given.
   * @default AWS's own key
   */
  readonly clusterEncryptionConfig?: ClusterEncryptionConfig;
  /**
   * Networks of hybrid nodes.
   * @default none
   */
  readonly clusterRemoteNetworkConfig?: ClusterRemoteNetworkConfig;
  /**
   * What EKS does when standard support ends.
   * @default EKS's own, EXTENDED
   */
  readonly clusterUpgradePolicy?: { readonly supportType?: "STANDARD" | "EXTENDED" };
  /** @default off */
  readonly clusterZonalShiftConfig?: { readonly enabled?: boolean };
  /** @default the provider's own */
  readonly clusterTimeouts?: ClusterTimeouts;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Tags of the cluster and its primary security group, beside `tags`.
   * @default {}
   */
  readonly clusterTags?: Readonly<Record<string, string>>;
  /**
   * Whether Terraform refuses to destroy or replace the cluster.
   * @default false
   */
  readonly protect?: boolean;
}

/** What the cluster refers to. */
export interface ClusterReferences {
  /** ARN of the cluster's role. */
  readonly roleArn: string;
  /** ARN of the role of Auto Mode's nodes. */
  readonly nodeRoleArn: string | undefined;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * `aws_eks_cluster.this`. Two flags are read when a cluster is made and force its replacement ever after: changes of both
 * are ignored. The module ignores the first only; an imported cluster knows neither.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/main.tf; DOMAIN R40
 */
export function cluster(scope: Construct, props: ClusterProps, references: ClusterReferences): EksCluster {
  const config = literals<EksClusterConfig>({
    ...base(props),
    ...network(props),
    ...autoMode(props, references.nodeRoleArn),
    ...extras(props),
    roleArn: references.roleArn,
    lifecycle: {
      ...prevention(props),
      ignoreChanges: ["access_config[0].bootstrap_cluster_creator_admin_permissions", "bootstrap_self_managed_addons"],
    },
    dependsOn: references.dependsOn.length > 0 ? references.dependsOn : undefined,
  });
  return named(new EksCluster(scope, "cluster", config), "this");
}

function base(props: ClusterProps) {
  const auto = props.clusterComputeConfig?.enabled ?? false;
  return {
    name: props.clusterName,
    version: props.clusterVersion,
    enabledClusterLogTypes: props.clusterEnabledLogTypes ?? listDefault("cluster_enabled_log_types"),
    bootstrapSelfManagedAddons: props.bootstrapSelfManagedAddons ?? (auto ? false : undefined),
    forceUpdateVersion: props.clusterForceUpdateVersion,
    accessConfig: {
      authenticationMode: props.authenticationMode ?? stringDefault("authentication_mode"),
      bootstrapClusterCreatorAdminPermissions: false,
    },
    tags: { "terraform-aws-modules": "eks", ...props.tags, ...props.clusterTags },
    timeouts: props.clusterTimeouts,
  } satisfies Partial<Loose<EksClusterConfig>>;
}

function network(props: ClusterProps) {
  const additional = props.clusterAdditionalSecurityGroupIds ?? [];
  const groups = new Set([...additional, props.clusterSecurityGroupId ?? ""].filter((id) => id !== ""));
  const own = props.controlPlaneSubnetIds ?? [];
  return {
    vpcConfig: {
      securityGroupIds: [...groups],
      subnetIds: own.length > 0 ? own : (props.subnetIds ?? []),
      endpointPrivateAccess: props.clusterEndpointPrivateAccess ?? boolDefault("cluster_endpoint_private_access"),
      endpointPublicAccess: props.clusterEndpointPublicAccess ?? boolDefault("cluster_endpoint_public_access"),
      publicAccessCidrs: props.clusterEndpointPublicAccessCidrs ?? listDefault("cluster_endpoint_public_access_cidrs"),
    },
    kubernetesNetworkConfig: props.outpostConfig ? undefined : kubernetesNetwork(props),
    outpostConfig: props.outpostConfig,
    remoteNetworkConfig: props.outpostConfig ? undefined : props.clusterRemoteNetworkConfig,
  } satisfies Partial<Loose<EksClusterConfig>>;
}

function kubernetesNetwork(props: ClusterProps) {
  return {
    ipFamily: props.clusterIpFamily ?? stringDefault("cluster_ip_family"),
    serviceIpv4Cidr: props.clusterServiceIpv4Cidr,
    elasticLoadBalancing: props.clusterComputeConfig?.enabled ? { enabled: true } : undefined,
  };
}

function autoMode({ clusterComputeConfig }: ClusterProps, ownRole: string | undefined) {
  if (!clusterComputeConfig) return {};
  const { enabled = false, nodePools = [], nodeRoleArn = ownRole } = clusterComputeConfig;
  if (!enabled) return { computeConfig: { enabled } };
  return {
    computeConfig: { enabled, nodePools, nodeRoleArn: nodePools.length > 0 ? nodeRoleArn : undefined },
    storageConfig: { blockStorage: { enabled } },
  } satisfies Partial<Loose<EksClusterConfig>>;
}

function extras({ clusterEncryptionConfig: encryption, outpostConfig, ...props }: ClusterProps) {
  return {
    encryptionConfig:
      encryption && !outpostConfig
        ? { provider: { keyArn: encryption.providerKeyArn }, resources: encryption.resources ?? ["secrets"] }
        : undefined,
    upgradePolicy: props.clusterUpgradePolicy,
    zonalShiftConfig: props.clusterZonalShiftConfig,
  } satisfies Partial<Loose<EksClusterConfig>>;
}
