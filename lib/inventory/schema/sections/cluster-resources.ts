import { z } from "zod";
import { OTHER_RENDERINGS } from "./other-renderings";
import { awsArn, issueOf, name, roleArn, text, textMap, texts } from "../texts";

/** Variables that turn off what the module makes by default and `render: resources` does not render, and what they turn off. */
export const TOGGLES = {
  create_cluster_security_group: "a security group of the cluster",
  create_node_security_group: "a security group of the nodes",
  create_kms_key: "a KMS key",
} as const;

/**
 * The module's variables of what stands around the control plane: roles, policies, logs, identity provider.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/variables.tf
 */
export const CLUSTER_RESOURCES = {
  create_cluster_security_group: toggle("create_cluster_security_group"),
  create_node_security_group: toggle("create_node_security_group"),
  create_kms_key: toggle("create_kms_key"),
  prefix_separator: text
    .describe("What stands between a name's prefix and its generated suffix. Default: -")
    .exactOptional(),
  create_iam_role: z.boolean().describe("Whether the cluster gets a role of its own. Default: true.").exactOptional(),
  iam_role_arn: roleArn.describe("Role of the cluster that exists, with create_iam_role: false.").exactOptional(),
  iam_role_name: name.describe("Name of the cluster's role. Default: <cluster_name>-cluster.").exactOptional(),
  iam_role_use_name_prefix: z
    .boolean()
    .describe("Whether the name gets a generated suffix. Default: true.")
    .exactOptional(),
  iam_role_path: text.describe("Path of the cluster's role.").exactOptional(),
  iam_role_description: text.describe("Description of the cluster's role.").exactOptional(),
  iam_role_permissions_boundary: awsArn.describe("ARN of the policy that bounds the cluster's role.").exactOptional(),
  iam_role_additional_policies: policies("More policies of the cluster's role"),
  iam_role_tags: textMap.describe("Tags of the cluster's role, beside tags.").exactOptional(),
  enable_security_groups_for_pods: z
    .boolean()
    .describe("Whether the role gets AmazonEKSVPCResourceController. Default: true.")
    .exactOptional(),
  attach_cluster_encryption_policy: z
    .boolean()
    .describe("Whether the role may use the key of cluster_encryption_config. Default: true.")
    .exactOptional(),
  cluster_encryption_policy_name: name
    .describe("Name of the policy by which the role uses the key. Default: <role name>-ClusterEncryption.")
    .exactOptional(),
  cluster_encryption_policy_use_name_prefix: z
    .boolean()
    .describe("Whether the name gets a generated suffix. Default: true.")
    .exactOptional(),
  cluster_encryption_policy_description: text.describe("Description of the policy.").exactOptional(),
  cluster_encryption_policy_path: text.describe("Path of the policy.").exactOptional(),
  cluster_encryption_policy_tags: textMap.describe("Tags of the policy, beside tags.").exactOptional(),
  enable_auto_mode_custom_tags: z
    .boolean()
    .describe("Whether the role may tag what Auto Mode makes; without Auto Mode too. Default: true.")
    .exactOptional(),
  create_node_iam_role: z.boolean().describe("Whether Auto Mode's nodes get a role. Default: true.").exactOptional(),
  node_iam_role_name: name
    .describe("Name of the role of Auto Mode's nodes. Default: <cluster_name>-eks-auto.")
    .exactOptional(),
  node_iam_role_use_name_prefix: z
    .boolean()
    .describe("Whether the name gets a generated suffix. Default: true.")
    .exactOptional(),
  node_iam_role_path: text.describe("Path of the role.").exactOptional(),
  node_iam_role_description: text.describe("Description of the role.").exactOptional(),
  node_iam_role_permissions_boundary: awsArn.describe("ARN of the policy that bounds the role.").exactOptional(),
  node_iam_role_additional_policies: policies("More policies of the role of Auto Mode's nodes"),
  node_iam_role_tags: textMap.describe("Tags of the role, beside tags.").exactOptional(),
  create_cloudwatch_log_group: z
    .boolean()
    .describe("Whether Terraform makes the log group: EKS makes one that never expires. Default: true.")
    .exactOptional(),
  cloudwatch_log_group_retention_in_days: z
    .int()
    .min(0)
    .describe("Days after which CloudWatch deletes logs; 0 keeps them for ever. Default: 90.")
    .exactOptional(),
  cloudwatch_log_group_kms_key_id: awsArn.describe("ARN of the KMS key that encrypts the logs.").exactOptional(),
  cloudwatch_log_group_class: z
    .enum(["STANDARD", "INFREQUENT_ACCESS"])
    .describe("Class of the log group. Default: STANDARD.")
    .exactOptional(),
  cloudwatch_log_group_tags: textMap.describe("Tags of the log group, beside tags.").exactOptional(),
  enable_irsa: z
    .boolean()
    .describe("Whether IAM trusts the cluster's service accounts. Default: true.")
    .exactOptional(),
  openid_connect_audiences: texts.describe("Audiences beside sts.amazonaws.com.").exactOptional(),
  custom_oidc_thumbprints: texts
    .describe("Thumbprints of the issuer's certificates. Left out: IAM's own.")
    .exactOptional(),
};

function policies(description: string) {
  return z.record(name, awsArn).describe(`${description}: ARNs by a name of your choice.`).exactOptional();
}

function toggle(variable: keyof typeof TOGGLES) {
  const made = TOGGLES[variable];
  return z
    .boolean()
    .check(({ value, issues }) => {
      if (!value) return;
      const problem = {
        code: "variable-unsupported",
        message: `${made} is not rendered, expected \`false\`, got \`true\``,
        help: `write \`false\`, and give what exists; or write ${OTHER_RENDERINGS}`,
      } as const;
      issues.push(issueOf(problem, value));
    })
    .meta({ const: false })
    .describe(`\`false\`: the module would make ${made}, which \`render: resources\` does not render.`)
    .exactOptional();
}
