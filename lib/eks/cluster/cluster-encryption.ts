import type { ClusterEncryptionConfig } from "./cluster-settings";
import { IamPolicy, type IamPolicyConfig } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, single } from "../address/adoptable";
import type { ClusterIamRoleProps } from "./cluster-iam-role";
import { literals } from "../address/literal";
import type { ModuleRole } from "../iam/module-role";
import { clusterRoleName } from "../../inventory/definition/cluster-role-names";
import { boolDefault, stringDefault } from "../../module/module-default";

/** The policy that lets the cluster's role use its key, in the module's variables. */
export interface ClusterEncryptionProps extends ClusterIamRoleProps {
  /**
   * The key that encrypts Secrets.
   * @default AWS's own key
   */
  readonly clusterEncryptionConfig?: ClusterEncryptionConfig;
  /** @default true */
  readonly attachClusterEncryptionPolicy?: boolean;
  /** @default `<role name>-ClusterEncryption` */
  readonly clusterEncryptionPolicyName?: string;
  /**
   * Whether the name gets a generated suffix.
   * @default true
   */
  readonly clusterEncryptionPolicyUseNamePrefix?: boolean;
  /** @default the module's sentence */
  readonly clusterEncryptionPolicyDescription?: string;
  /** @default "/" */
  readonly clusterEncryptionPolicyPath?: string;
  /**
   * Tags of the policy beside `tags`.
   * @default {}
   */
  readonly clusterEncryptionPolicyTags?: Readonly<Record<string, string>>;
}

/** `aws_iam_policy.cluster_encryption` and its attachment. */
export class ClusterEncryptionPolicy extends Construct {
  public readonly adoptables: readonly Adoptable[];

  constructor(scope: Construct, props: ClusterEncryptionProps & { readonly clusterIamRole: ModuleRole }) {
    super(scope, "cluster_encryption");
    const policy = this.renderPolicy(props);
    const { role } = props.clusterIamRole;
    const attachment = new IamRolePolicyAttachment(this, "attachment", { policyArn: policy.arn, role: role.name });
    named(attachment, "cluster_encryption");
    this.adoptables = policyAdoptables("cluster_encryption");
  }

  private renderPolicy(props: ClusterEncryptionProps): IamPolicy {
    const name = props.clusterEncryptionPolicyName ?? `${clusterRoleName(props)}-ClusterEncryption`;
    const useNamePrefix =
      props.clusterEncryptionPolicyUseNamePrefix ?? boolDefault("cluster_encryption_policy_use_name_prefix");
    const config = literals<IamPolicyConfig>({
      name: useNamePrefix ? undefined : name,
      namePrefix: useNamePrefix ? name : undefined,
      description: props.clusterEncryptionPolicyDescription ?? stringDefault("cluster_encryption_policy_description"),
      path: props.clusterEncryptionPolicyPath,
      policy: policyFor(props.clusterEncryptionConfig?.providerKeyArn ?? ""),
      tags: { ...props.tags, ...props.clusterEncryptionPolicyTags },
    });
    return named(new IamPolicy(this, "policy", config), "cluster_encryption");
  }
}

/** Whether the module renders the policy. */
export function hasClusterEncryptionPolicy(props: ClusterEncryptionProps): boolean {
  const {
    clusterEncryptionConfig,
    outpostConfig,
    attachClusterEncryptionPolicy = boolDefault("attach_cluster_encryption_policy"),
  } = props;
  return clusterEncryptionConfig !== undefined && outpostConfig === undefined && attachClusterEncryptionPolicy;
}

/**
 * A policy of ours and its attachment. Their ARN holds a name that is not known: an import leaves them out, and makes
 * another policy of the same content.
 */
export function policyAdoptables(name: string): readonly Adoptable[] {
  return ["aws_iam_policy", "aws_iam_role_policy_attachment"].map((type) => single(`${type}.${name}`));
}

function policyFor(keyArn: string): string {
  const actions = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Action: actions, Effect: "Allow", Resource: keyArn }],
  });
}
