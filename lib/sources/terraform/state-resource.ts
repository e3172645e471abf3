import type { StateAddress } from "../facts";
import type { SourceNode } from "../source";

/** One instance of a resource, as Terraform last saw it. */
export interface StateResource {
  /** `module.eks.aws_eks_access_entry.this["admin"]` */
  readonly address: string;
  /** `module.eks`; empty in the root module. */
  readonly module: string;
  readonly mode: "data" | "managed";
  readonly type: string;
  readonly name: string;
  /** The key of an instance with `for_each`. */
  readonly key?: string;
  /** `registry.terraform.io/hashicorp/aws`, or what has it. */
  readonly provider: string;
  /** Its attributes. */
  readonly values: SourceNode;
  /** Names of the attributes that Terraform marks as sensitive, in whole or in part. */
  readonly sensitive: ReadonlySet<string>;
}

/** The address of what Terraform makes; of what it looks up, none. */
export function addressOf({ mode, module, type, name }: StateResource, of: StateAddress["of"]): StateAddress[] {
  return mode === "managed" ? [{ of, module, type, name }] : [];
}

/** Types that say something of access to a cluster, or whose it is. */
const TYPES: readonly string[] = [
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_capability",
  "aws_eks_cluster",
  "aws_eks_fargate_profile",
  "aws_eks_node_group",
  "aws_iam_role",
  "kubernetes_config_map",
  "kubernetes_config_map_v1",
  "kubernetes_config_map_v1_data",
];

/** Whether a resource is read: of everything else in a state nothing is looked at. */
export function isRead(type: string | undefined): boolean {
  return type !== undefined && TYPES.includes(type);
}
