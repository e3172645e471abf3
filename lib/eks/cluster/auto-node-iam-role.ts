import type { Construct } from "constructs";
import { awsPolicies } from "./cluster-iam-role";
import type { ClusterComputeConfig } from "./cluster-settings";
import { ModuleRole } from "../iam/module-role";
import { autoNodeRoleName } from "../../inventory/definition/cluster-role-names";
import { boolDefault } from "../../module/module-default";

/** The IAM role of Auto Mode's nodes, in the module's variables. */
export interface AutoNodeIamRoleProps {
  readonly clusterName: string;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Auto Mode's settings.
   * @default off
   */
  readonly clusterComputeConfig?: ClusterComputeConfig;
  /**
   * Whether Auto Mode's nodes get a role of their own.
   * @default true
   */
  readonly createNodeIamRole?: boolean;
  /** @default `<clusterName>-eks-auto` */
  readonly nodeIamRoleName?: string;
  /**
   * Whether the name gets a generated suffix.
   * @default true
   */
  readonly nodeIamRoleUseNamePrefix?: boolean;
  /** @default "/" */
  readonly nodeIamRolePath?: string;
  /** @default none */
  readonly nodeIamRoleDescription?: string;
  /**
   * ARN of the policy that bounds the role.
   * @default none
   */
  readonly nodeIamRolePermissionsBoundary?: string;
  /**
   * More policy ARNs, by a name of the team's choice.
   * @default {}
   */
  readonly nodeIamRoleAdditionalPolicies?: Readonly<Record<string, string>>;
  /**
   * Tags of the role beside `tags`.
   * @default {}
   */
  readonly nodeIamRoleTags?: Readonly<Record<string, string>>;
}

/** The role of Auto Mode's nodes: `aws_iam_role.eks_auto` and its policies; undefined without Auto Mode. */
export function autoNodeIamRole(scope: Construct, props: AutoNodeIamRoleProps): ModuleRole | undefined {
  if (!props.clusterComputeConfig?.enabled || !(props.createNodeIamRole ?? boolDefault("create_node_iam_role")))
    return undefined;
  return new ModuleRole(scope, "node_iam_role", {
    resource: "eks_auto",
    additional: "eks_auto_additional",
    trust: { document: "node_assume_role_policy", sid: "EKSAutoNodeAssumeRole", services: ["ec2.amazonaws.com"] },
    name: autoNodeRoleName(props),
    useNamePrefix: props.nodeIamRoleUseNamePrefix ?? boolDefault("node_iam_role_use_name_prefix"),
    useNamePrefixVariable: "node_iam_role_use_name_prefix",
    prefixSeparator: "-",
    path: props.nodeIamRolePath,
    description: props.nodeIamRoleDescription,
    permissionsBoundary: props.nodeIamRolePermissionsBoundary,
    tags: { ...props.tags, ...props.nodeIamRoleTags },
    policies: awsPolicies(scope, {
      AmazonEKSWorkerNodeMinimalPolicy: "AmazonEKSWorkerNodeMinimalPolicy",
      AmazonEC2ContainerRegistryPullOnly: "AmazonEC2ContainerRegistryPullOnly",
    }),
    additionalPolicies: props.nodeIamRoleAdditionalPolicies ?? {},
  });
}
