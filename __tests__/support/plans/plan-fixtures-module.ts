import { PlanBench } from "../terraform/plan-bench";
import type { SavePlan } from "./plan-fixtures";

const CLUSTER = `
  cluster_name                = "legacy-prod"
  cluster_version             = "1.29"
  vpc_id                      = aws_vpc.this.id
  subnet_ids                  = aws_subnet.this[*].id
  create_kms_key              = false
  cluster_encryption_config   = {}
  create_cloudwatch_log_group = false
  enable_irsa                 = false
  create_iam_role             = false
  iam_role_arn                = aws_iam_role.cluster.arn
  fargate_profiles = {
    system = { selectors = [{ namespace = "kube-system" }], iam_role_use_name_prefix = false }
  }
`;

const REST = `
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws", version = "5.100.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "2.38.0" }
  }
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}

resource "aws_iam_role" "people" {
  for_each           = toset(["admin", "dev"])
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role" "cluster" {
  name               = "legacy-prod-cluster"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role" "workers" {
  name               = "workers"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

locals {
  people = [
    { rolearn = aws_iam_role.people["admin"].arn, username = "admin:{{SessionName}}", groups = ["system:masters"] },
    { rolearn = aws_iam_role.people["dev"].arn, username = "dev:{{SessionName}}", groups = ["developers"] },
  ]
}
`;

/** A version 19 of the module: people's rows are given, those of nodes and Fargate it writes by itself. */
const V19 = `${REST}
module "eks" {
  source = "./v19"
${CLUSTER}
  create_aws_auth_configmap              = true
  manage_aws_auth_configmap              = true
  aws_auth_roles                         = local.people
  aws_auth_node_iam_role_arns_non_windows = [aws_iam_role.workers.arn]
}
`;

/** Version 20 in its place, as its upgrade guide begins: the ConfigMap has left the module. */
const V20 = `${REST}
module "eks" {
  source = "./v20"
${CLUSTER}
}
`;

const MOVED = ["kubernetes_config_map", "kubernetes_config_map_v1_data"]
  .map((type) => `moved {\n  from = module.eks.${type}.aws_auth[0]\n  to   = module.aws_auth.${type}.aws_auth[0]\n}\n`)
  .join("");

function withAwsAuth(rows: string): string {
  return `${V20}
module "aws_auth" {
  source                    = "./v20/modules/aws-auth"
  create_aws_auth_configmap = true
  manage_aws_auth_configmap = true
  aws_auth_roles            = ${rows}
}
${MOVED}`;
}

const NODES = `concat(local.people, [
    { rolearn = aws_iam_role.workers.arn, username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] },
    { rolearn = module.eks.fargate_profiles["system"].fargate_profile_pod_execution_role_arn, username = "system:node:{{SessionName}}", groups = ["system:bootstrappers", "system:nodes", "system:node-proxier"] },
  ])`;

/** Entries for everybody, by the module; the creator's too. */
const ENTRIES = withAwsAuth(NODES).replace(
  CLUSTER,
  `${CLUSTER}
  enable_cluster_creator_admin_permissions = true
  access_entries = {
    admin = {
      principal_arn = aws_iam_role.people["admin"].arn
      policy_associations = {
        admin = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope = { type = "cluster" } }
      }
    }
    dev   = { principal_arn = aws_iam_role.people["dev"].arn, kubernetes_groups = ["developers"], user_name = "dev:{{SessionName}}" }
    nodes = { principal_arn = aws_iam_role.workers.arn, type = "EC2_LINUX" }
  }
`,
);

/**
 * The Terraform module from version 19 to 20, as people upgrade it: the real modules, out of the git repositories that
 * `EKS_MODULE_REPOSITORY` and `KMS_MODULE_REPOSITORY` name.
 * @see DOMAIN §5, pain 3
 */
export async function modulePlans(save: SavePlan): Promise<void> {
  const bench = await PlanBench.start(["aws", "kubernetes", "tls", "time", "cloudinit", "null"]);
  try {
    unpackModules(bench);
    await bench.configure(V19);
    save("module-v19-create", await bench.plan());
    await bench.apply();
    save("module-v19-again", await bench.plan());
    await bench.configure(V20);
    save("module-v20-config-map-destroyed", await bench.plan());
    await bench.configure(withAwsAuth("local.people"));
    save("module-v20-node-rows-lost", await bench.plan());
    await bench.configure(withAwsAuth(NODES));
    save("module-v20-rows-kept", await bench.plan());
    await bench.apply();
    await bench.configure(ENTRIES);
    save("module-v20-entries", await bench.plan());
  } finally {
    await bench.stop();
  }
}

function unpackModules(bench: PlanBench): void {
  const repository = named("EKS_MODULE_REPOSITORY");
  bench.unpackModule("kms", named("KMS_MODULE_REPOSITORY"), "v2.1.0");
  for (const [name, tag] of Object.entries({ v19: "v19.21.0", v20: "v20.37.2" })) {
    bench.unpackModule(name, repository, tag);
    bench.callLocally(name, "terraform-aws-modules/kms/aws", "kms");
  }
}

function named(variable: string): string {
  const path = process.env[variable];
  if (path === undefined) throw new Error(`${variable} is not set: git repository of a Terraform module`);
  return path;
}
