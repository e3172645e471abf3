/** Where the example stands in an app: a cluster file is named as its cluster. */
export const EXAMPLE_FILE = "clusters/example.yaml";

/** A cluster file that shows each section of a migration, for reading; `schema` is the path for editors. */
export function exampleCluster(schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n${EXAMPLE}`;
}

const EXAMPLE = `# An example to read, of a cluster that does not exist: delete it when the first file of yours is there. This command
# writes one from what a cluster has (eks-access import --help says what else it reads):
#   kubectl get configmap -n kube-system aws-auth -o yaml | npx eks-access import - --output clusters/NAME.yaml
cluster_name: example
# access: entries, rows and bindings; something else (eksctl, a Terraform module) goes on managing the cluster itself.
# Also: resources (the cluster too), overlay (files over a Terraform root module that is there).
render: access

# How far the cluster is. One stage is one plan: npx eks-access advance clusters/example.yaml takes the next step.
migration:
  stage: config-map # config-map | dual | entries | retire | api | done
  # Keys of access_entries, in the order in which they come: somebody who can mend the rest first.
  waves: [[break_glass], [developers], [nodes]]
  # Entries that EKS makes by itself: the creator of the cluster, roles of managed node groups and Fargate profiles.
  expected: [arn:aws:iam::111122223333:role/cluster-creator]

# Who gets in by the end. Each entry takes over from the row of the same principal.
access_entries:
  break_glass:
    principal_arn: arn:aws:iam::111122223333:role/break-glass
    user_name: break-glass
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }
  # What the group developers may do, role bindings in the cluster say, as before.
  developers:
    principal_arn: arn:aws:iam::111122223333:role/developers
    user_name: developer:{{SessionName}}
    kubernetes_groups: [developers]
  # Nodes that no managed node group makes.
  nodes:
    principal_arn: arn:aws:iam::111122223333:role/example-nodes
    type: EC2_LINUX

# The rows of the ConfigMap aws-auth as they are live. They stay here up to stage done: guards compare the two.
aws_auth:
  aws_auth_roles:
    - rolearn: arn:aws:iam::111122223333:role/example-nodes
      username: system:node:{{EC2PrivateDNSName}}
      groups: [system:bootstrappers, system:nodes]
    - rolearn: arn:aws:iam::111122223333:role/break-glass
      username: break-glass
      groups: [system:masters]
    - rolearn: arn:aws:iam::111122223333:role/developers
      username: developer:{{SessionName}}
      groups: [developers]

# What a finding asks and somebody has looked at, with a reason and a last day:
# accept:
#   - code: masters-by-name
#     principal: arn:aws:iam::111122223333:role/break-glass
#     reason: nothing in this cluster names the group system:masters
#     until: 2027-06-30

terraform:
  account_id: "111122223333" # in quotes: a number would lose a leading zero
  region: eu-west-1
  # Where the state lives: s3, cloud, remote or local. A state of its own, never that of what manages the cluster.
  backend: { local: {} }
`;
