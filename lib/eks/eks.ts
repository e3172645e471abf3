import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Adoptable, single } from "./address/adoptable";
import { AutoModePolicy, type AutoModePolicyProps } from "./cluster/auto-mode-policy";
import { type AutoNodeIamRoleProps, autoNodeIamRole } from "./cluster/auto-node-iam-role";
import { type ClusterProps, cluster } from "./cluster/cluster";
import {
  ClusterEncryptionPolicy,
  type ClusterEncryptionProps,
  hasClusterEncryptionPolicy,
} from "./cluster/cluster-encryption";
import { clusterIamRole } from "./cluster/cluster-iam-role";
import { literal } from "./address/literal";
import { type LogGroupProps, logGroup, logGroupAdoptable } from "./cluster/log-group";
import type { ModuleRole } from "./iam/module-role";
import { type OidcProviderProps, oidcProvider, oidcProviderAdoptable } from "./cluster/oidc-provider";
import {
  type PrimarySecurityGroupTagsProps,
  primarySecurityGroupTagAdoptables,
  primarySecurityGroupTags,
} from "./cluster/primary-security-group-tags";
import { clusterRoleFindings } from "../inventory/definition/section-checks";
import { refuse } from "../finding/validation-error";
import { boolDefault } from "../module/module-default";

/**
 * A cluster in the variables of the module, those that are rendered.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/variables.tf
 */
export interface EksProps
  extends
    ClusterProps,
    ClusterEncryptionProps,
    AutoModePolicyProps,
    AutoNodeIamRoleProps,
    LogGroupProps,
    OidcProviderProps,
    PrimarySecurityGroupTagsProps {
  /**
   * What has to hold before the cluster is touched: guards.
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** The cluster with its IAM roles, log group and identity provider, at the module's addresses. */
export class Eks extends Construct {
  public readonly cluster: EksCluster;
  /** Undefined where the caller brings a role. */
  public readonly iamRole: ModuleRole | undefined;
  /** Undefined without Auto Mode. */
  public readonly nodeIamRole: ModuleRole | undefined;
  public readonly logGroup: CloudwatchLogGroup | undefined;
  /** Undefined without IRSA. */
  public readonly oidcProvider: IamOpenidConnectProvider | undefined;
  /** What the resources were before, for `adopt`. */
  public readonly adoptables: readonly Adoptable[];

  constructor(scope: Construct, id: string, props: EksProps) {
    super(scope, id);
    refuse(clusterRoleFindings(props));
    this.iamRole = clusterIamRole(this, props);
    this.nodeIamRole = autoNodeIamRole(this, props);
    this.logGroup = logGroup(this, props);
    this.cluster = this.renderCluster(props);
    this.oidcProvider = oidcProvider(this, props, this.cluster);
    primarySecurityGroupTags(this, props, this.cluster);
    this.adoptables = [
      clusterAdoptable(props),
      ...this.rolePolicies(props),
      ...(this.iamRole?.adoptables ?? []),
      ...(this.nodeIamRole?.adoptables ?? []),
      ...(this.logGroup ? [logGroupAdoptable(props)] : []),
      ...(this.oidcProvider ? [oidcProviderAdoptable(this, props)] : []),
      ...primarySecurityGroupTagAdoptables(props),
    ];
  }

  private renderCluster(props: EksProps): EksCluster {
    const roleArn = this.iamRole?.role.arn ?? props.iamRoleArn ?? "";
    return cluster(this, props, {
      roleArn,
      nodeRoleArn: this.nodeIamRole?.role.arn,
      dependsOn: [this.iamRole?.policies, this.logGroup, ...(props.dependsOn ?? [])].filter((it) => it !== undefined),
    });
  }

  private rolePolicies(props: EksProps): readonly Adoptable[] {
    if (!this.iamRole) return [];
    const own = { ...props, clusterIamRole: this.iamRole };
    const encryption = hasClusterEncryptionPolicy(props) ? new ClusterEncryptionPolicy(this, own).adoptables : [];
    const custom =
      (props.enableAutoModeCustomTags ?? boolDefault("enable_auto_mode_custom_tags"))
        ? new AutoModePolicy(this, own).adoptables
        : [];
    return [...encryption, ...custom];
  }
}

function clusterAdoptable({ clusterName }: EksProps): Adoptable {
  return single("aws_eks_cluster.this", () => literal(clusterName));
}
