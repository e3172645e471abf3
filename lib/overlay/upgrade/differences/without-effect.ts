const IPV4 = "none is ipv4 for EKS";
const AS_BEFORE = "the version before did the same, and had no variable for it";
const STATEMENTS = "a policy is made of statements alone, and by default there are none";
const ALONE = "read where something else that is new is switched on, and by default nothing is";
const NO_SCHEDULES = "schedules alone make something, and by default there are none";
const GROUP_RULES = "the security group is made for rules alone, and by default there are none";
const WITH_GROUP = "a setting of the group's own security group, told by the edit of create_security_group";
const POD_IDENTITY = "a setting of the association, told by the edit of create_pod_identity_association";
const AUTO_MODE = "the role is made for Auto Mode alone";
const RULES = "told by the edit of node_security_group_enable_recommended_rules";
const KEY = "a setting of the key, told by the edit of create_kms_key";
const OIDC = "read with enable_irsa alone, whose own edit says so where it is written";

/** Reasons by `part.variable`. */
type Reasons = Readonly<Record<string, string>>;

/**
 * Differences between the variables of two versions that change nothing of what is there, and why: variables that came, whose
 * default changed (as the later version calls them), or that are gone.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md
 */
export const WITHOUT_EFFECT: Readonly<Record<"added" | "changed" | "gone", Reasons>> = {
  added: {
    "eks-managed-node-group.create_iam_role_policy": STATEMENTS,
    "eks-managed-node-group.create_schedule": NO_SCHEDULES,
    "eks-managed-node-group.create_security_group": GROUP_RULES,
    "eks-managed-node-group.efa_indices": ALONE,
    "eks-managed-node-group.placement_group_strategy": ALONE,
    "eks-managed-node-group.security_group_use_name_prefix": WITH_GROUP,
    "eks-managed-node-group.tag_specifications": AS_BEFORE,
    "eks-managed-node-group.use_custom_launch_template": "groups that took no template have an edit of their own",
    "eks.create_cluster_primary_security_group_tags": AS_BEFORE,
    "eks.create_node_iam_role": AUTO_MODE,
    "eks.dataplane_wait_duration": "a wait, told among the changes of the bump",
    "eks.enable_kms_key_rotation": KEY,
    "eks.enable_security_groups_for_pods": AS_BEFORE,
    "eks.include_oidc_root_ca_thumbprint": AS_BEFORE,
    "eks.kms_key_enable_default_policy": KEY,
    "eks.node_iam_role_use_name_prefix": AUTO_MODE,
    "fargate-profile.create_iam_role_policy": STATEMENTS,
    "karpenter.access_entry_type": "a setting of the entry, told by the edit of create_access_entry",
    "karpenter.iam_policy_path": AS_BEFORE,
    "karpenter.iam_policy_use_name_prefix": AS_BEFORE,
    "karpenter.namespace": POD_IDENTITY,
    "karpenter.service_account": POD_IDENTITY,
    "self-managed-node-group.ami_type": "the kind that platform said before, AL2 by default",
    "self-managed-node-group.create_autoscaling_group": AS_BEFORE,
    "self-managed-node-group.create_iam_role_policy": STATEMENTS,
    "self-managed-node-group.create_security_group": GROUP_RULES,
    "self-managed-node-group.efa_indices": ALONE,
    "self-managed-node-group.security_group_use_name_prefix": WITH_GROUP,
    "self-managed-node-group.tag_specifications": AS_BEFORE,
  },
  changed: {
    "eks-managed-node-group.cluster_ip_family": IPV4,
    "eks.cluster_ip_family": IPV4,
    "eks.encryption_config": "the object has the resources secrets by its own default",
    "fargate-profile.cluster_ip_family": IPV4,
    "karpenter.ami_id_ssm_parameter_arns": "an empty list stands for the parameters of AWS in the region",
    "karpenter.cluster_ip_family": IPV4,
    "self-managed-node-group.cluster_ip_family": IPV4,
    "self-managed-node-group.platform":
      "ami_type tells it, AL2 by default, which is linux; where it is written it has an edit of its own",
  },
  gone: {
    "eks-managed-node-group.create_schedule": NO_SCHEDULES,
    "eks-managed-node-group.placement_group_strategy": "the module says the same of each placement group",
    "eks-managed-node-group.platform": "ami_type tells it, whose own edit says so",
    "eks-managed-node-group.security_group_description": WITH_GROUP,
    "eks-managed-node-group.security_group_use_name_prefix": WITH_GROUP,
    "eks.enable_security_groups_for_pods": "told among the changes of the bump",
    "eks.node_security_group_ntp_ipv4_cidr_block": RULES,
    "eks.node_security_group_ntp_ipv6_cidr_block": RULES,
    "karpenter.enable_pod_identity": AS_BEFORE,
    "karpenter.irsa_assume_role_condition_test": OIDC,
    "karpenter.irsa_namespace_service_accounts": OIDC,
    "karpenter.irsa_tag_key": "a condition of the controller's policy, told by the edit of iam_policy_name",
    "self-managed-node-group.create_schedule": NO_SCHEDULES,
    "self-managed-node-group.security_group_description": WITH_GROUP,
    "self-managed-node-group.security_group_use_name_prefix": WITH_GROUP,
  },
};
