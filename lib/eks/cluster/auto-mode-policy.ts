import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy, type IamPolicyConfig } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { named } from "../address/addresses";
import type { Adoptable } from "../address/adoptable";
import { policyAdoptables } from "./cluster-encryption";
import type { ClusterIamRoleProps } from "./cluster-iam-role";
import { literals } from "../address/literal";
import type { ModuleRole } from "../iam/module-role";
import { partition } from "../settings/stack-data";
import { clusterRoleName } from "../../inventory/definition/cluster-role-names";
import { boolDefault } from "../../module/module-default";

/** The policy for Auto Mode's resources with tags of their own, in the module's variables. */
export interface AutoModePolicyProps extends ClusterIamRoleProps {
  /**
   * Whether the cluster's role gets it. The module gives it to clusters without Auto Mode too.
   * @default true
   */
  readonly enableAutoModeCustomTags?: boolean;
}

/** `aws_iam_policy.custom` and its attachment. */
export class AutoModePolicy extends Construct {
  public readonly adoptables: readonly Adoptable[] = policyAdoptables("custom");

  constructor(scope: Construct, props: AutoModePolicyProps & { readonly clusterIamRole: ModuleRole }) {
    super(scope, "custom");
    const policy = this.renderPolicy(props);
    const { role } = props.clusterIamRole;
    named(new IamRolePolicyAttachment(this, "attachment", { policyArn: policy.arn, role: role.name }), "custom");
  }

  private renderPolicy(props: AutoModePolicyProps): IamPolicy {
    const statement = statements(partition(this).partition);
    const document = new DataAwsIamPolicyDocument(this, "document", literals({ statement }));
    const name = clusterRoleName(props);
    const useNamePrefix = props.iamRoleUseNamePrefix ?? boolDefault("iam_role_use_name_prefix");
    const config = literals<IamPolicyConfig>({
      name: useNamePrefix ? undefined : name,
      namePrefix: useNamePrefix ? `${name}-` : undefined,
      path: props.iamRolePath,
      description: props.iamRoleDescription,
      policy: named(document, "custom").json,
      tags: { ...props.tags, ...props.iamRoleTags },
    });
    return named(new IamPolicy(this, "policy", config), "custom");
  }
}

interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

const OWN_CLUSTER = {
  test: "StringEquals",
  variable: "aws:RequestTag/eks:eks-cluster-name",
  values: ["${aws:PrincipalTag/eks:eks-cluster-name}"],
} satisfies Condition;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/auto-learn-iam.html */
function statements(partitionName: string) {
  const ec2 = `arn:${partitionName}:ec2:*:*`;
  return [
    statement("Compute", ["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplate"], {
      conditions: [anyTag("kubernetes-node-class-name"), anyTag("kubernetes-node-pool-name")],
    }),
    statement("Storage", ["ec2:CreateVolume", "ec2:CreateSnapshot"], {
      resources: [`${ec2}:volume/*`, `${ec2}:snapshot/*`],
    }),
    statement("Networking", ["ec2:CreateNetworkInterface"], {
      conditions: [{ ...anyTag("kubernetes-cni-node-name"), test: "StringEquals" }],
    }),
    statement("LoadBalancer", [
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:CreateTargetGroup",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateRule",
      "ec2:CreateSecurityGroup",
    ]),
    statement("ShieldProtection", ["shield:CreateProtection"]),
    statement("ShieldTagResource", ["shield:TagResource"], {
      resources: [`arn:${partitionName}:shield::*:protection/*`],
    }),
  ];
}

interface Scope {
  readonly resources?: readonly string[];
  readonly conditions?: readonly Condition[];
}

function statement(sid: string, actions: readonly string[], { resources = ["*"], conditions = [] }: Scope = {}) {
  return { sid, actions, resources, condition: [OWN_CLUSTER, ...conditions] };
}

function anyTag(name: string): Condition {
  return { test: "StringLike", variable: `aws:RequestTag/eks:${name}`, values: ["*"] };
}
