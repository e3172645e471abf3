/** What guards read of a running cluster. */
export const LIVE_SOURCES = [
  "cluster",
  "clusters",
  "root CA",
  "aws-auth",
  "access entries",
  "IAM roles",
  "IAM lists",
  "node groups",
] as const;

/** One of {@link LIVE_SOURCES}. */
export type LiveSource = (typeof LIVE_SOURCES)[number];

/** What is read in Kubernetes: nothing of it where the file accepts that nobody can. */
export const IN_KUBERNETES: readonly LiveSource[] = ["root CA", "aws-auth"];

/** How Terraform reads something of the running cluster, and what the runner has to be allowed. */
export interface LiveRead {
  /** Types of data sources. */
  readonly dataSources: readonly string[];
  /** IAM actions, those of each data source at its place. */
  readonly iam: readonly string[];
  /** In Kubernetes, in the namespace kube-system. */
  readonly rbac: readonly string[];
}

/**
 * By what guards know the running cluster.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
export const LIVE_READS: Readonly<Record<LiveSource, LiveRead>> = {
  cluster: { dataSources: ["aws_eks_cluster"], iam: ["eks:DescribeCluster"], rbac: [] },
  clusters: { dataSources: ["aws_eks_clusters"], iam: ["eks:ListClusters"], rbac: [] },
  "root CA": { dataSources: ["kubernetes_config_map_v1"], iam: [], rbac: ["get configmaps/kube-root-ca.crt"] },
  "aws-auth": { dataSources: ["kubernetes_config_map_v1"], iam: [], rbac: ["get configmaps/aws-auth"] },
  "access entries": { dataSources: ["aws_eks_access_entry"], iam: ["eks:DescribeAccessEntry"], rbac: [] },
  "IAM roles": { dataSources: ["aws_iam_role"], iam: ["iam:GetRole"], rbac: [] },
  "IAM lists": {
    dataSources: ["aws_iam_roles", "aws_iam_users"],
    iam: ["iam:ListRoles", "iam:ListUsers"],
    rbac: [],
  },
  "node groups": {
    dataSources: ["aws_eks_node_group", "aws_eks_node_groups"],
    iam: ["eks:DescribeNodegroup", "eks:ListNodegroups"],
    rbac: [],
  },
};
