import { CLUSTER_ADDRESSES } from "../definition/cluster-addresses";

/** A managed resource of a root module, in a plan or a state. */
export interface RootResource {
  /** `aws_iam_role` */
  readonly type: string;
  /** `this` */
  readonly name: string;
}

/**
 * Whether our stacks render a managed resource of this type and name into the root module. A team's own role, security group or node
 * group in the same state is none of them, whatever its type.
 */
export function isRenderedByUs({ type, name }: RootResource): boolean {
  if (KEYED.some((each) => each === type)) return true;
  if (ROLE_TYPES.some((each) => each === type) && KEYED_ROLES.some((prefix) => name.startsWith(prefix))) return true;
  return SINGLE.some((each) => each === `${type}.${name}`);
}

/** Types that are named by keys of the file. */
const KEYED: readonly string[] = [
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_pod_identity_association",
  "kubernetes_annotations",
  "kubernetes_cluster_role_binding_v1",
  "kubernetes_role_binding_v1",
  "kubernetes_service_account_v1",
];

/** Roles of the sections `iam_roles` and `service_accounts`, with what hangs on them. */
const ROLE_TYPES: readonly string[] = ["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"];
const KEYED_ROLES = ["iam_role_", "service_account_"] as const;

const SINGLE: readonly string[] = [
  ...CLUSTER_ADDRESSES,
  "kubernetes_config_map.aws_auth",
  "kubernetes_config_map_v1_data.aws_auth",
  "terraform_data.stage",
];
