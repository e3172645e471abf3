import type { Construct } from "constructs";
import { ModuleRole, type Trust } from "../iam/module-role";
import type { ClusterComputeConfig, OutpostConfig } from "./cluster-settings";
import { partition } from "../settings/stack-data";
import { clusterRoleName } from "../../inventory/definition/cluster-role-names";
import { boolDefault, stringDefault } from "../../module/module-default";

/** The cluster's own IAM role, in the module's variables. */
export interface ClusterIamRoleProps {
  readonly clusterName: string;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What stands between a name's prefix and its generated suffix.
   * @default "-"
   */
  readonly prefixSeparator?: string;
  /**
   * Whether the cluster gets a role of its own.
   * @default true
   */
  readonly createIamRole?: boolean;
  /**
   * ARN of a role that exists, with `createIamRole: false`.
   * @default the role that is created
   */
  readonly iamRoleArn?: string;
  /** @default `<clusterName>-cluster` */
  readonly iamRoleName?: string;
  /**
   * Whether the name gets a generated suffix.
   * @default true
   */
  readonly iamRoleUseNamePrefix?: boolean;
  /** @default "/" */
  readonly iamRolePath?: string;
  /** @default none */
  readonly iamRoleDescription?: string;
  /**
   * ARN of the policy that bounds the role.
   * @default none
   */
  readonly iamRolePermissionsBoundary?: string;
  /**
   * More policy ARNs, by a name of the team's choice.
   * @default {}
   */
  readonly iamRoleAdditionalPolicies?: Readonly<Record<string, string>>;
  /**
   * Tags of the role beside `tags`.
   * @default {}
   */
  readonly iamRoleTags?: Readonly<Record<string, string>>;
  /**
   * Whether the role gets AmazonEKSVPCResourceController.
   * @default true
   */
  readonly enableSecurityGroupsForPods?: boolean;
  /**
   * Auto Mode's settings.
   * @default off
   */
  readonly clusterComputeConfig?: ClusterComputeConfig;
  /**
   * The Outpost on which the control plane runs.
   * @default in the region
   */
  readonly outpostConfig?: OutpostConfig;
}

/** The IAM role of the cluster: `aws_iam_role.this` and its policies; undefined where the caller brings a role. */
export function clusterIamRole(scope: Construct, props: ClusterIamRoleProps): ModuleRole | undefined {
  if (!(props.createIamRole ?? boolDefault("create_iam_role"))) return undefined;
  return new ModuleRole(scope, "iam_role", {
    resource: "this",
    additional: "additional",
    trust: trustOf(props),
    name: clusterRoleName(props),
    useNamePrefix: props.iamRoleUseNamePrefix ?? boolDefault("iam_role_use_name_prefix"),
    useNamePrefixVariable: "iam_role_use_name_prefix",
    prefixSeparator: props.prefixSeparator ?? stringDefault("prefix_separator"),
    path: props.iamRolePath,
    description: props.iamRoleDescription,
    permissionsBoundary: props.iamRolePermissionsBoundary,
    tags: { ...props.tags, ...props.iamRoleTags },
    policies: awsPolicies(scope, policyNames(props)),
    additionalPolicies: props.iamRoleAdditionalPolicies ?? {},
  });
}

/** ARNs of AWS managed policies in the stack's partition, by the key that the attachment has. */
export function awsPolicies(
  scope: Construct,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const prefix = `arn:${partition(scope).partition}:iam::aws:policy`;
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, `${prefix}/${name}`]));
}

function trustOf({ outpostConfig }: ClusterIamRoleProps): Trust {
  const services = ["eks.amazonaws.com", ...(outpostConfig ? ["ec2.amazonaws.com"] : [])];
  return { document: "assume_role_policy", sid: "EKSClusterAssumeRole", services };
}

function policyNames(props: ClusterIamRoleProps): Readonly<Record<string, string>> {
  const auto = props.clusterComputeConfig?.enabled ?? false;
  if (props.outpostConfig) return auto ? {} : { AmazonEKSClusterPolicy: "AmazonEKSLocalOutpostClusterPolicy" };
  if (!auto) return byName(["AmazonEKSClusterPolicy", ...podPolicies(props)]);
  return byName([
    "AmazonEKSClusterPolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
  ]);
}

function podPolicies({
  enableSecurityGroupsForPods = boolDefault("enable_security_groups_for_pods"),
}: ClusterIamRoleProps): readonly string[] {
  return enableSecurityGroupsForPods ? ["AmazonEKSVPCResourceController"] : [];
}

function byName(policies: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(policies.map((policy) => [policy, policy]));
}
