import { ACCOUNT, role, user } from "../definitions/arns";

/** Providers and variables of a root, in the account and region of the tests. */
export const HEAD = `
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws", version = "5.100.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "2.38.0" }
  }
}

variable "kubernetes_token" { type = string }

provider "aws" {
  region              = "ap-northeast-2"
  allowed_account_ids = ["${ACCOUNT}"]
}
`;

/** The provider that most roots have: it hangs on the module. */
export const FROM_OUTPUTS = `
provider "kubernetes" {
  host                   = module.eks.cluster_endpoint
  cluster_ca_certificate = base64decode(module.eks.cluster_certificate_authority_data)
  token                  = var.kubernetes_token
}
`;

/** The block of the sub-module. */
export const AWS_AUTH = `
module "aws_auth" {
  source = "./modules/eks/modules/aws-auth"

  manage_aws_auth_configmap = true
  aws_auth_roles = [
    { rolearn = "${role("admin")}", username = "admin:{{SessionName}}", groups = ["system:masters"] },
    { rolearn = "${role("dev")}", username = "dev:{{SessionName}}", groups = ["developers"] },
    { rolearn = "${role("node")}", username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] },
  ]
  aws_auth_users = [{ userarn = "${user("alice")}", username = "alice", groups = ["developers"] }]
}
`;

/** What a root may have in another way. */
export interface ModuleRoot {
  /** @default "CONFIG_MAP" */
  readonly mode?: string;
  /** Argument lines of the module block. @default none */
  readonly entries?: string;
  /** @default {@link AWS_AUTH} */
  readonly awsAuth?: string;
  /** @default {@link FROM_OUTPUTS} */
  readonly provider?: string;
}

/** A root module of a team: the cluster by the module, its rows by the sub-module. */
export function moduleRoot({
  mode = "CONFIG_MAP",
  entries = "",
  awsAuth = AWS_AUTH,
  provider = FROM_OUTPUTS,
}: ModuleRoot = {}): string {
  return `${HEAD}${provider}
module "eks" {
  source = "./modules/eks"

  cluster_name        = "demo"
  cluster_version     = "1.31"
  subnet_ids          = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
  iam_role_arn        = "${role("demo-cluster")}"
  authentication_mode = "${mode}"
${entries}
}
${awsAuth}`;
}

/** The argument `access_entries` of what `--settle` prints. */
export function entriesHcl(settled: string): string {
  return /^access_entries = (?:lookup\()?\{\n[^]*?^\}.*$/m.exec(settled)?.[0] ?? "";
}
