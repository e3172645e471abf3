import { role, user } from "../definitions/arns";
import { FROM_OUTPUTS, HEAD } from "../overlay/overlay-roots";

/** Arguments that every version from 18.20.0 to 20.37.2 has. */
const CLUSTER = `  cluster_name    = "demo"
  cluster_version = "1.31"
  vpc_id          = "vpc-0a1b2c3d4e5f60001"
  subnet_ids      = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]

  create_iam_role                = false
  iam_role_arn                   = "${role("demo-cluster")}"
  cluster_enabled_log_types      = []
  create_cloudwatch_log_group    = false
  create_cluster_security_group  = false
  create_node_security_group     = false
  cluster_endpoint_public_access = true
  enable_irsa                    = false
`;

/** What v18.20 has not, or by itself: a key, tags of the security group, private endpoints. */
const SINCE_19 = `  create_kms_key                             = false
  cluster_encryption_config                  = {}
  create_cluster_primary_security_group_tags = false
`;

const ROLE_ROWS = [
  `    { rolearn = "${role("admin")}", username = "admin:{{SessionName}}", groups = ["system:masters"] },`,
  `    { rolearn = "${role("dev")}", username = "dev:{{SessionName}}", groups = ["developers"] },`,
];

function rows(roles: readonly string[]): string {
  return `  manage_aws_auth_configmap = true
  aws_auth_roles = [
${roles.join("\n")}
  ]
  aws_auth_users    = [{ userarn = "${user("alice")}", username = "alice", groups = ["developers"] }]
  aws_auth_accounts = ["444455556666"]
`;
}

/** Groups of Linux and Windows, and a Fargate profile, without launch templates: those hang on AMIs. */
function groups(withoutTemplate: string): string {
  return `  eks_managed_node_groups = {
    linux   = { ami_type = "AL2_x86_64", ${withoutTemplate}, min_size = 1, max_size = 3, desired_size = 1 }
    windows = { ami_type = "WINDOWS_CORE_2022_x86_64", platform = "windows", ${withoutTemplate} }
  }
  fargate_profiles = {
    system = { selectors = [{ namespace = "kube-system" }] }
  }
`;
}

function called(version: string, body: string): string {
  return `${HEAD}${FROM_OUTPUTS}
module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "${version}"

${body}}
`;
}

/** A root as teams have it at v18.20: the groups' own security groups are left out. */
export function rootAt18(version: string): string {
  const template = 'create_launch_template = false, launch_template_name = "", create_security_group = false';
  return called(version, `${CLUSTER}\n${groups(template)}\n${rows(ROLE_ROWS)}`);
}

/** A root as teams have it at v19: the module writes the rows, those of its own groups and profiles first. */
export function rootAt19(version: string): string {
  return called(version, `${CLUSTER}${SINCE_19}\n${groups("use_custom_launch_template = false")}\n${rows(ROLE_ROWS)}`);
}

/** The groups of {@link rootAt19}, and two of a launch template that the root has itself: a managed one and a self-managed one. */
export function rootWithTemplates(version: string): string {
  const own =
    'create_launch_template = false, launch_template_id = aws_launch_template.own.id, launch_template_version = "1"';
  const templates = `  self_managed_node_groups = {
    own = { ${own}, min_size = 1, max_size = 2, desired_size = 1 }
  }
`;
  const all = groups("use_custom_launch_template = false").replace("  }\n", `    template = { ${own} }\n  }\n`);
  return `${called(version, `${CLUSTER}${SINCE_19}\n${all}${templates}\n${rows(ROLE_ROWS)}`)}
resource "aws_launch_template" "own" {
  name_prefix   = "own-"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m6i.large"
}
`;
}

/** A root as teams have it at v20, before the switch: the sub-module writes the rows, those of groups and profiles by reference. */
export function rootAt20(version: string): string {
  const node = (arn: string, username: string, ...more: readonly string[]): string => {
    const names = [...more, "system:bootstrappers", "system:nodes"].map((name) => `"${name}"`).join(", ");
    return `    { rolearn = ${arn}, username = "system:node:{{${username}}}", groups = [${names}] },`;
  };
  const ofGroup = (name: string): string => `module.eks.eks_managed_node_groups["${name}"].iam_role_arn`;
  const profile = 'module.eks.fargate_profiles["system"].fargate_profile_pod_execution_role_arn';
  const nodes = [
    node(ofGroup("linux"), "EC2PrivateDNSName"),
    node(ofGroup("windows"), "EC2PrivateDNSName", "eks:kube-proxy-windows"),
    node(profile, "SessionName", "system:node-proxier"),
  ];
  const mode = '  authentication_mode = "CONFIG_MAP"\n';
  return `${called(version, `${CLUSTER}${SINCE_19}${mode}\n${groups("use_custom_launch_template = false")}`)}
module "aws_auth" {
  source  = "terraform-aws-modules/eks/aws//modules/aws-auth"
  version = "${version}"

${rows([...nodes, ...ROLE_ROWS])}}
`;
}

/** The call of {@link rootAt19} at v21, as a cluster file has it, with the entries of another file. */
export function fileAt21(version: string, entries: string): string {
  const group = "use_custom_launch_template: false, use_latest_ami_release_version: false";
  return `cluster_name: demo
cluster_version: "1.31"
render: module
module: { version: ${version} }
authentication_mode: API
vpc_id: vpc-0a1b2c3d4e5f60001
subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
create_iam_role: false
iam_role_arn: ${role("demo-cluster")}
cluster_enabled_log_types: []
create_cloudwatch_log_group: false
create_cluster_security_group: false
create_node_security_group: false
cluster_endpoint_public_access: true
enable_irsa: false
create_kms_key: false
cluster_encryption_config: {}
create_cluster_primary_security_group_tags: false
eks_managed_node_groups:
  linux: { ami_type: AL2_x86_64, ${group}, min_size: 1, max_size: 3, desired_size: 1 }
  windows: { ami_type: WINDOWS_CORE_2022_x86_64, ${group} }
fargate_profiles: { system: { selectors: [{ namespace: kube-system }] } }
${entries}terraform:
  account_id: "111122223333"
  region: ap-northeast-2
  kubernetes_auth: kubeconfig
  backend: { local: { path: terraform.tfstate } }
  providers: { aws: ">= 6.28, < 7.0" }
accept: [{ code: adopt-whole-state, reason: looked at, until: 2099-01-01 }]
`;
}
