import { z } from "zod";
import { moduleKeys, variable, variableToldWhole } from "../module-variable";
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
export const CLUSTER_RESOURCES = moduleKeys({
  create_cluster_security_group: toggle("create_cluster_security_group"),
  create_node_security_group: toggle("create_node_security_group"),
  create_kms_key: toggle("create_kms_key"),
  prefix_separator: variable(text, "What stands between a name's prefix and its generated suffix."),
  create_iam_role: variable(z.boolean(), "Whether the cluster gets a role of its own."),
  iam_role_arn: variable(roleArn, "Role of the cluster that exists, with create_iam_role: false."),
  iam_role_name: variable(name, "Name of the cluster's role. Default: <cluster_name>-cluster."),
  iam_role_use_name_prefix: variable(z.boolean(), "Whether the name gets a generated suffix."),
  iam_role_path: variable(text, "Path of the cluster's role."),
  iam_role_description: variable(text, "Description of the cluster's role."),
  iam_role_permissions_boundary: variable(awsArn, "ARN of the policy that bounds the cluster's role."),
  iam_role_additional_policies: policies("More policies of the cluster's role"),
  iam_role_tags: variable(textMap, "Tags of the cluster's role, beside tags."),
  enable_security_groups_for_pods: variable(z.boolean(), "Whether the role gets AmazonEKSVPCResourceController."),
  attach_cluster_encryption_policy: variable(
    z.boolean(),
    "Whether the role may use the key of cluster_encryption_config.",
  ),
  cluster_encryption_policy_name: variable(
    name,
    "Name of the policy by which the role uses the key. Default: <role name>-ClusterEncryption.",
  ),
  cluster_encryption_policy_use_name_prefix: variable(z.boolean(), "Whether the name gets a generated suffix."),
  cluster_encryption_policy_description: variable(text, "Description of the policy."),
  cluster_encryption_policy_path: variable(text, "Path of the policy."),
  cluster_encryption_policy_tags: variable(textMap, "Tags of the policy, beside tags."),
  enable_auto_mode_custom_tags: variable(
    z.boolean(),
    "Whether the role may tag what Auto Mode makes; without Auto Mode too.",
  ),
  create_node_iam_role: variable(z.boolean(), "Whether Auto Mode's nodes get a role."),
  node_iam_role_name: variable(name, "Name of the role of Auto Mode's nodes. Default: <cluster_name>-eks-auto."),
  node_iam_role_use_name_prefix: variable(z.boolean(), "Whether the name gets a generated suffix."),
  node_iam_role_path: variable(text, "Path of the role."),
  node_iam_role_description: variable(text, "Description of the role."),
  node_iam_role_permissions_boundary: variable(awsArn, "ARN of the policy that bounds the role."),
  node_iam_role_additional_policies: policies("More policies of the role of Auto Mode's nodes"),
  node_iam_role_tags: variable(textMap, "Tags of the role, beside tags."),
  create_cloudwatch_log_group: variable(
    z.boolean(),
    "Whether Terraform makes the log group: EKS makes one that never expires.",
  ),
  cloudwatch_log_group_retention_in_days: variable(
    z.int().min(0),
    "Days after which CloudWatch deletes logs; 0 keeps them for ever.",
  ),
  cloudwatch_log_group_kms_key_id: variable(awsArn, "ARN of the KMS key that encrypts the logs."),
  cloudwatch_log_group_class: variable(
    z.enum(["STANDARD", "INFREQUENT_ACCESS"]),
    "Class of the log group. Default: STANDARD.",
  ),
  cloudwatch_log_group_tags: variable(textMap, "Tags of the log group, beside tags."),
  enable_irsa: variable(z.boolean(), "Whether IAM trusts the cluster's service accounts."),
  openid_connect_audiences: variable(texts, "Audiences beside sts.amazonaws.com."),
  custom_oidc_thumbprints: variable(texts, "Thumbprints of the issuer's certificates. Left out: IAM's own."),
});

function policies(description: string) {
  return variable(z.record(name, awsArn), `${description}: ARNs by a name of your choice.`);
}

function toggle(name: keyof typeof TOGGLES) {
  const made = TOGGLES[name];
  const value = z
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
    .meta({ const: false });
  return variableToldWhole(
    value,
    `\`false\`: the module would make ${made}, which \`render: resources\` does not render.`,
  );
}
