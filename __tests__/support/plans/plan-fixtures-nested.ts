import { PlanBench } from "../terraform/plan-bench";
import type { SavePlan } from "./plan-fixtures";

/** In the shape of the Terraform module: an index on what there is one of, keys on entries, names through locals. */
const EKS = `
variable "name" { type = string }
variable "mode" { type = string }
variable "access_entries" { type = any }

locals {
  associations = merge([
    for key, entry in var.access_entries : {
      for name, policy in try(entry.policies, {}) : "\${key}_\${name}" => merge(policy, { key = key })
    }
  ]...)
}

resource "aws_eks_cluster" "this" {
  count    = 1
  name     = var.name
  role_arn = "arn:aws:iam::111122223333:role/\${var.name}"
  version  = "1.31"
  access_config {
    authentication_mode = var.mode
  }
  vpc_config {
    subnet_ids = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
  }
}

resource "aws_eks_access_entry" "this" {
  for_each          = var.access_entries
  cluster_name      = aws_eks_cluster.this[0].id
  principal_arn     = each.value.principal_arn
  kubernetes_groups = try(each.value.kubernetes_groups, null)
  type              = try(each.value.type, "STANDARD")
  user_name         = try(each.value.user_name, null)
}

resource "aws_eks_access_policy_association" "this" {
  for_each      = local.associations
  cluster_name  = aws_eks_cluster.this[0].id
  principal_arn = aws_eks_access_entry.this[each.value.key].principal_arn
  policy_arn    = each.value.policy_arn
  access_scope {
    type = "cluster"
  }
}

output "endpoint" {
  value = aws_eks_cluster.this[0].endpoint
}
`;

const PLATFORM = `
variable "name" { type = string }
variable "mode" { type = string }
variable "access_entries" { type = any }

module "eks" {
  source         = "../eks"
  name           = var.name
  mode           = var.mode
  access_entries = var.access_entries
}

output "endpoint" {
  value = module.eks.endpoint
}
`;

/** What differs between plans: rows of the first cluster's ConfigMap, mode and developers' groups of both. */
interface Nested {
  readonly rows: string;
  readonly mode: string;
  readonly groups: string;
}

const START: Nested = { rows: '["admin", "dev"]', mode: "API_AND_CONFIG_MAP", groups: '["developers"]' };

function root(change: Partial<Nested> = {}): string {
  const { rows, mode, groups } = { ...START, ...change };
  return `
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws", version = "5.100.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "2.38.0" }
  }
}

variable "kubernetes_host" { type = string }
variable "kubernetes_token" { type = string }

provider "kubernetes" {
  alias    = "a"
  host     = coalesce(var.kubernetes_host, module.platform["a"].endpoint)
  token    = var.kubernetes_token
  insecure = true
}

module "platform" {
  source   = "./platform"
  for_each = toset(["a", "b"])
  name     = "shop-\${each.key}"
  mode     = "${mode}"
  access_entries = {
    admin = {
      principal_arn = "arn:aws:iam::111122223333:role/admin"
      policies      = { admin = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" } }
    }
    developers = { principal_arn = "arn:aws:iam::111122223333:role/developers", kubernetes_groups = ${groups} }
  }
}

resource "kubernetes_manifest" "aws_auth" {
  provider = kubernetes.a
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "aws-auth", namespace = "kube-system" }
    data = {
      mapRoles = yamlencode([
        for name in ${rows} : { rolearn = "arn:aws:iam::111122223333:role/\${name}", username = name, groups = ["\${name}-group"] }
      ])
    }
  }
}
`;
}

/** Two clusters in modules within modules, the rows of one of them in a manifest. */
export async function nestedPlans(save: SavePlan): Promise<void> {
  const bench = await PlanBench.start(["aws", "kubernetes"]);
  try {
    bench.writeModule("eks", EKS);
    bench.writeModule("platform", PLATFORM);
    await bench.configure(root());
    save("nested-create", await bench.plan());
    await bench.apply();
    save("nested-again", await bench.plan());
    bench.rewrite(root({ rows: '["admin"]' }));
    save("nested-row-removed", await bench.plan());
    bench.rewrite(root({ groups: '["auditors"]' }));
    save("nested-groups-changed", await bench.plan());
    save("nested-targeted", await bench.plan('-target=module.platform["a"]'));
    bench.rewrite(root({ mode: "API" }));
    save("nested-mode-api", await bench.plan());
  } finally {
    await bench.stop();
  }
}
