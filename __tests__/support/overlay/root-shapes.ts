import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { role } from "../definitions/arns";
import { AWS_AUTH, FROM_OUTPUTS, type ModuleRoot, moduleRoot } from "./overlay-roots";

/** A root module as teams have them, in one way or another. */
export interface RootShape {
  readonly name: string;
  /** The address of the cluster in the state. */
  readonly cluster: string;
  /** Its block, and that of the rows, in the cluster file. */
  readonly overlay: NonNullable<ClusterDefinition["overlay"]>;
  /**
   * Whether the rows are a resource of the root's own, which settling destroys once it is empty.
   * @default false: the sub-module makes nothing by then
   */
  readonly hasBareRows?: boolean;
  /** Its files, at a mode. */
  readonly files: (root: ModuleRoot) => Readonly<Record<string, string>>;
}

const FROM_DATA = `
data "aws_eks_cluster" "this" {
  name       = module.eks.cluster_name
  depends_on = [module.eks]
}

provider "kubernetes" {
  host                   = data.aws_eks_cluster.this.endpoint
  cluster_ca_certificate = base64decode(data.aws_eks_cluster.this.certificate_authority[0].data)
  token                  = var.kubernetes_token
}
`;

const OUTPUTS = ["cluster_endpoint", "cluster_certificate_authority_data"]
  .map((name) => `output "${name}" { value = module.eks.${name} }\n`)
  .join("");

/** The root that most teams have: what the others are compared with. */
export const OUTPUTS_SHAPE: RootShape = {
  name: "its provider fed from the module's outputs",
  cluster: "module.eks.aws_eks_cluster.this[0]",
  overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
  files: (root) => ({ "main.tf": moduleRoot(root) }),
};

/** Root modules whose cluster comes of the module, and whose rows of the sub-module. */
export const ROOT_SHAPES: readonly RootShape[] = [
  {
    name: "its provider fed from a data source that waits for the module",
    cluster: "module.eks.aws_eks_cluster.this[0]",
    overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
    files: (root) => ({ "main.tf": moduleRoot({ ...root, provider: FROM_DATA }) }),
  },
  {
    name: "an alias of the AWS provider, and no other",
    cluster: "module.eks.aws_eks_cluster.this[0]",
    overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
    files: (root) => ({
      "main.tf": moduleRoot(root)
        .replace('provider "aws" {', 'provider "aws" {\n  alias = "prod"')
        .replace('module "eks" {', 'module "eks" {\n  providers = { aws = aws.prod }'),
    }),
  },
  {
    name: "for_each on the module",
    cluster: 'module.eks["demo"].aws_eks_cluster.this[0]',
    overlay: { root: "../stack", module: 'eks["demo"]', awsAuthModule: "aws_auth" },
    files: (root) => ({
      "main.tf": moduleRoot({ ...root, provider: FROM_OUTPUTS.replaceAll("module.eks.", 'module.eks["demo"].') })
        .replace('module "eks" {', 'module "eks" {\n  for_each = toset(["demo"])')
        .replace('= "demo"', "= each.key"),
    }),
  },
  {
    name: "a local module between",
    cluster: "module.platform.module.eks.aws_eks_cluster.this[0]",
    overlay: { root: "../stack", module: "platform.eks", awsAuthModule: "platform.aws_auth" },
    files: (root) => {
      const text = moduleRoot({ ...root, provider: FROM_OUTPUTS.replaceAll("module.eks.", "module.platform.") });
      const at = text.indexOf('module "eks"');
      return {
        "main.tf": `${text.slice(0, at)}module "platform" {\n  source = "./platform"\n}\n`,
        "platform/main.tf": `${text.slice(at).replaceAll('"./modules/', '"../modules/')}${OUTPUTS}`,
      };
    },
  },
];

const BARE = `
resource "aws_eks_cluster" "main" {
  name     = "demo"
  version  = "1.31"
  role_arn = "${role("demo-cluster")}"

  access_config {
    authentication_mode                         = "CONFIG_MAP"
    bootstrap_cluster_creator_admin_permissions = true
  }

  vpc_config {
    subnet_ids = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]
  }

  lifecycle {
    ignore_changes = [access_config[0].bootstrap_cluster_creator_admin_permissions, bootstrap_self_managed_addons]
  }
}

resource "kubernetes_config_map_v1_data" "auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = {
    mapRoles = yamlencode(local.roles)
    mapUsers = yamlencode(local.users)
  }
  force = true
}
`;

const LISTS = /aws_auth_(roles) = (\[\n[^]*?\n {2}\])\n {2}aws_auth_(users) = (.*)\n/;

const ROWS = BARE.slice(BARE.indexOf('resource "kubernetes'));

/** The bare rows, in lists of locals. */
function bareRows(): string {
  const [, , roles = "[]", , users = "[]"] = LISTS.exec(AWS_AUTH) ?? [];
  return `${ROWS}locals {\n  roles = ${roles}\n  users = ${users}\n}\n`;
}

/** Roots whose provider of Kubernetes is no default of the folder that has the cluster, or is not there yet. */
export const PROVIDER_SHAPES: readonly RootShape[] = [
  {
    name: "bare rows beside the module, their provider fed from a data source that waits for it",
    cluster: "module.eks.aws_eks_cluster.this[0]",
    overlay: { root: "../stack", module: "eks", configMap: "kubernetes_config_map_v1_data.auth" },
    hasBareRows: true,
    files: ({ awsAuth = AWS_AUTH, ...root }) => ({
      "main.tf": `${moduleRoot({ ...root, provider: FROM_DATA, awsAuth: "" })}${awsAuth === "" ? "" : bareRows()}`,
    }),
  },
  {
    name: "a local module between, that gets aliases of both providers",
    cluster: "module.platform.module.eks.aws_eks_cluster.this[0]",
    overlay: { root: "../stack", module: "platform.eks", awsAuthModule: "platform.aws_auth" },
    files: (root) => {
      const text = moduleRoot({ ...root, provider: FROM_OUTPUTS.replaceAll("module.eks.", "module.platform.") })
        .replace('provider "aws" {', 'provider "aws" {\n  alias = "prod"')
        .replace('provider "kubernetes" {', 'provider "kubernetes" {\n  alias = "blue"');
      const at = text.indexOf('module "eks"');
      const call =
        'module "platform" {\n  source = "./platform"\n  providers = { aws = aws.prod, kubernetes = kubernetes.blue }\n}\n';
      const required =
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n    kubernetes = { source = "hashicorp/kubernetes" }\n  }\n}\n';
      return {
        "main.tf": `${text.slice(0, at)}${call}`,
        "platform/main.tf": `${required}${text.slice(at).replaceAll('"./modules/', '"../modules/')}${OUTPUTS}`,
      };
    },
  },
];

/** A root of resources alone. */
export const BARE_SHAPE: RootShape = {
  name: "bare resources",
  hasBareRows: true,
  cluster: "aws_eks_cluster.main",
  overlay: { root: "../stack", cluster: "aws_eks_cluster.main", configMap: "kubernetes_config_map_v1_data.auth" },
  files: ({ mode = "CONFIG_MAP", awsAuth = AWS_AUTH }) => {
    const provider = FROM_OUTPUTS.replace("module.eks.cluster_endpoint", "aws_eks_cluster.main.endpoint").replace(
      "module.eks.cluster_certificate_authority_data",
      "aws_eks_cluster.main.certificate_authority[0].data",
    );
    const head = moduleRoot({ provider }).split('module "eks"')[0] ?? "";
    const bare = BARE.replace('"CONFIG_MAP"', `"${mode}"`);
    const cluster = bare.slice(0, bare.indexOf('resource "kubernetes'));
    const rows = awsAuth === "" ? cluster : `${cluster}${bareRows()}`;
    return { "main.tf": `${head}${rows}` };
  },
};
