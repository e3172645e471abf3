import { compareVersions } from "../../module/module-version";
import type { Block } from "../root/block";
import { attributesOf } from "../root/hcl-value";
import { calledPart } from "../root/module-source";
import type { RootModule } from "../root/root-module";
import type { Bumped } from "./call/bumped";
import type { ModuleState } from "./call/module-state";
import { userDataChanges } from "./user-data/user-data-changes";

/**
 * What the plan of a bump changes beside the edits and the rows, of what the state has: where there is no Fargate profile, nothing
 * is said of them.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/docs/UPGRADE-20.0.md
 */
export function remainingChanges(bumped: Bumped): string[] {
  const found = foundIn(bumped);
  return compareVersions(bumped.to, "21.0.0") < 0 ? before21(bumped, found) : at21(bumped, found);
}

/** Whether something of the call is in the state, by its address within the call. */
type Found = (within: RegExp) => boolean;

function foundIn({ state }: Bumped): Found {
  const prefix = `${state.address}.`;
  const own = state.addresses.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
  return (within) => own.some((address) => within.test(address));
}

const CLUSTER_ROLE = /^aws_iam_role\.this\b/;
const KEY = /^module\.kms\.aws_kms_key\.this\b/;
const NODE_GROUPS = /^module\.(?:eks_managed|self_managed)_node_group\[/;
const SELF_MANAGED = /^module\.self_managed_node_group\[/;
const ADDON = /^aws_eks_addon\./;
const FARGATE_ROLE = /^module\.fargate_profile\[.*\.aws_iam_role\.this\b/;
const GROUP_ROLES = /^module\.(?:(?:eks_managed|self_managed)_node_group|fargate_profile)\[.*\.aws_iam_role\.this\b/;

function before21(bumped: Bumped, found: Found): string[] {
  const { root, from } = bumped;
  const isBefore = (version: string): boolean => compareVersions(from, version) < 0;
  const lines: readonly (readonly [boolean, string])[] = [
    [isBefore("20.0.0"), "cluster: the tag `terraform-aws-modules` comes"],
    [isBefore("20.0.0") && found(KEY), "its KMS key: the same tag"],
    ...chinaWords(bumped, found).map((line) => [true, line] as const),
    [isBefore("20.5.3"), `its \`time_sleep\` is made${found(/^time_sleep\.this\b/) ? " anew" : ""}`],
    [isBefore("20.31.0") && found(CLUSTER_ROLE), "role of the cluster: `sts:TagSession` in its trust policy"],
    [
      isBefore("19.0.0") && found(CLUSTER_ROLE),
      "role of the cluster: attachments of policies are made under other keys",
    ],
    [isBefore("20.8.3") && found(GROUP_ROLES), "roles of groups: attachments of policies move to other keys"],
    [isBefore("20.8.3") && found(NODE_GROUPS), "node groups: a `null_resource.validate_cluster_service_cidr` for each"],
    [
      isBefore("20.9.0") && found(SELF_MANAGED),
      "self-managed groups without ami_id: the image is that of AWS's SSM parameter; another one makes a version of the launch template",
    ],
    ...userDataChanges(bumped).map((line) => [true, line] as const),
    [
      isBefore("20.0.0") && found(ADDON),
      `add-ons: preserve, and resolve_conflicts_on_create and resolve_conflicts_on_update in the place of resolve_conflicts${isBefore("19.0.0") ? "; the usual version where none is written" : ""}`,
    ],
    [isBefore("20.11.0") && found(FARGATE_ROLE), "roles of Fargate profiles: the condition `aws:SourceArn`"],
    [
      isBefore("20.0.0") && calls(root, "karpenter"),
      "modules/karpenter: roles and policies of the controller and of the nodes move to other addresses; the controller's policy is that of Karpenter 0.33 to 0.37 (of 1.0 and later by enable_v1_permissions = true), and the queue's denies HTTP",
    ],
  ];
  return lines.flatMap(([isThere, line]) => (isThere ? [line] : []));
}

/**
 * Services in the regions of China, whose names end in `.cn` before v20. Those of aws-us-gov end as everywhere.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v19.21.0/main.tf
 */
function chinaWords({ from, state }: Bumped, found: Found): string[] {
  if (compareVersions(from, "20.0.0") >= 0 || state.partition !== "aws-cn") return [];
  const roles = found(CLUSTER_ROLE) || found(GROUP_ROLES);
  return [
    ...(roles
      ? [
          "roles of the cluster and of nodes: their trust policies name eks.amazonaws.com and ec2.amazonaws.com, without .cn",
        ]
      : []),
    ...(found(OIDC)
      ? [
          "OIDC provider: its client sts.amazonaws.com.cn becomes sts.amazonaws.com; write the former under openid_connect_audiences where pods ask for it",
        ]
      : []),
  ];
}

const OIDC = /^aws_iam_openid_connect_provider\./;

const SGPP = /^aws_iam_role_policy_attachment\.this\["AmazonEKSVPCResourceController"\]/;

function at21({ root, block }: Bumped, found: Found): string[] {
  const hasRules = block.body.node_security_group_enable_recommended_rules !== false;
  const lines: readonly (readonly [boolean, string])[] = [
    [
      true,
      `cluster: the tag \`terraform-aws-modules\` goes${found(KEY) ? ", of its key as well" : ""}; its \`time_sleep\` is made anew`,
    ],
    [
      found(SGPP),
      "role of the cluster: AmazonEKSVPCResourceController goes (pods with security groups need it: write it under iam_role_additional_policies)",
    ],
    [
      found(/^aws_iam_policy\.custom\b/) && attributesOf(block.body.cluster_compute_config).enabled !== true,
      "role of the cluster: the policy `custom` goes, where Auto Mode is off",
    ],
    [
      hasRules && found(/^aws_security_group\.node\b/),
      "node security group: a rule for the webhook at port 10251 is made",
    ],
    [found(ADDON), "add-ons: resolve_conflicts_on_create, and the version where most_recent is left to its default"],
    [
      calls(root, "karpenter"),
      "modules/karpenter: policies of the controller and of the queue, a rule of EventBridge, AmazonEC2ContainerRegistryPullOnly for the nodes",
    ],
  ];
  return lines.flatMap(([isThere, line]) => (isThere ? [line] : []));
}

function calls(root: RootModule, part: "karpenter"): boolean {
  return root.blocks.some((block) => calledPart(block) === part);
}

/** Whether groups of nodes are there: what their fields are becomes another question at v21. */
export function hasNodeGroups(block: Block, state: ModuleState): boolean {
  const prefix = `${state.address}.`;
  const groups = ["eks_managed_node_groups", "self_managed_node_groups"];
  return (
    groups.some((name) => block.body[name] !== undefined) ||
    state.addresses.some((each) => each.startsWith(prefix) && NODE_GROUPS.test(each.slice(prefix.length)))
  );
}
