import { clusterYaml, REGISTRY, repository } from "./overlay-repository";

/** A cluster file of a stack with this backend. */
export const stack = (backend: string, stage = "config-map"): string => `cluster_name: shop
render: access
migration: { stage: ${stage} }
access_entries:
  ops:
    principal_arn: arn:aws:iam::111122223333:role/ops
    policy_associations:
      admin: { policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope: { type: cluster } }
terraform:
  account_id: "111122223333"
  region: ap-northeast-2
  backend: ${backend}
`;
/** A backend, as a cluster file and as a root module have it. */
export const S3 = "{ s3: { bucket: states, key: infra, region: ap-northeast-2 } }";
export const ROOT_S3 = 'terraform {\n  backend "s3" {\n    bucket = "states"\n    key    = "infra"\n  }\n}\n';

/** A root module with this state, with an overlay, beside a stack with that. */
export const beside = (root: string, backend: string) =>
  repository({
    "infra/main.tf": REGISTRY,
    "infra/backend.tf": root,
    "clusters/demo.yaml": clusterYaml("dual"),
    "clusters/shop.yaml": stack(backend),
  });

/** What is said of both in one state. */
export const SHARED =
  "error clusters/shop.yaml:12:3 terraform.backend: the root module infra has this state too, expected a state for each stack, got `s3://states/infra`";
