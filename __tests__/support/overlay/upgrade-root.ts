import { cli, type CliRun } from "../cli/cli-run";
import { role } from "../definitions/arns";
import { repository } from "./overlay-repository";

/** The rows of nodes, as v19 writes them. */
export const NODES = `- "groups":
  - "system:bootstrappers"
  - "system:nodes"
  "rolearn": "${role("node")}"
  "username": "system:node:{{EC2PrivateDNSName}}"
`;
const DATA = { mapRoles: NODES, mapUsers: "[]\n", mapAccounts: '- "444455556666"\n' };

/** A root module at v19 that writes aws-auth. */
export const ROOT = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "19.21.0"

  cluster_name              = "demo"
  cluster_version           = "1.31"
  manage_aws_auth_configmap = true
  aws_auth_users            = []
  aws_auth_accounts         = ["444455556666"]

  eks_managed_node_groups = {
    blue = {
      min_size = 1
    }
  }
}
`;

/** What the state of a root has. */
interface Made {
  readonly created?: boolean;
  /** Null where the provider does not tell it. */
  readonly mode?: string | null;
  readonly rows?: boolean;
  readonly module?: string;
  /** AMI type of a node group with the role of the row of nodes. @default no group */
  readonly amiType?: string;
  /** Tags of the cluster. @default the state has none */
  readonly tags?: Readonly<Record<string, string>> | null;
  /** ARN of the cluster. @default the state has none */
  readonly arn?: string;
  /** Addresses of more resources within the module: `aws_eks_addon.this["coredns"]`. @default none */
  readonly more?: readonly string[];
}

/** `terraform state pull` of that root. */
export function state({
  created = false,
  mode = "CONFIG_MAP",
  rows = true,
  module = "module.eks",
  amiType,
  more = [],
  tags,
  arn,
}: Made = {}): string {
  const configMap = (type: string) => ({
    module,
    mode: "managed",
    type,
    name: "aws_auth",
    instances: [{ index_key: 0, attributes: { data: DATA } }],
  });
  const access = mode === null ? [] : [{ authentication_mode: mode }];
  return JSON.stringify({
    version: 4,
    resources: [
      {
        module,
        mode: "managed",
        type: "aws_eks_cluster",
        name: "this",
        instances: [
          {
            index_key: 0,
            attributes: { name: "demo", access_config: access, arn, ...(tags === undefined ? {} : { tags }) },
          },
        ],
      },
      ...more.map((address) => resource(module, address)),
      ...(amiType === undefined ? [] : [nodeGroup(module, amiType)]),
      ...(rows ? [configMap("kubernetes_config_map_v1_data")] : []),
      ...(created ? [configMap("kubernetes_config_map")] : []),
    ],
  });
}

/** A resource of an address within the module, with no attributes that anybody reads. */
function resource(module: string, address: string) {
  const [, within = "", type = "", name = "", key] =
    /^((?:module\.\w+(?:\[[^\]]*\])?\.)*)(\w+)\.(\w+)(?:\[(.*)\])?$/.exec(address) ?? [];
  const index: unknown = key === undefined ? undefined : JSON.parse(key);
  return {
    module: `${module}.${within}`.replace(/\.$/, ""),
    mode: "managed",
    type,
    name,
    instances: [{ ...(index === undefined ? {} : { index_key: index }), attributes: {} }],
  };
}

function nodeGroup(module: string, amiType: string) {
  const attributes = { ami_type: amiType, node_role_arn: role("node") };
  const instances = [{ index_key: 0, attributes }];
  return {
    module: `${module}.module.eks_managed_node_group["win"]`,
    mode: "managed",
    type: "aws_eks_node_group",
    name: "this",
    instances,
  };
}

/** That root, or another, with its state, and the command over it. */
export function upgrade(main: string, made: Made = {}) {
  const { cwd, read, list, write } = repository({ "infra/main.tf": main, "state.json": state(made) });
  const run = async (...args: readonly string[]): Promise<CliRun> =>
    cli(["upgrade-module", "--root", "infra", "--state", "state.json", ...args], { cwd });
  return { run, read, list, write };
}
