/** The start of a cluster file without findings: access alone. */
export const ACCESS = `cluster_name: demo
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
`;

/** The same of a whole cluster. */
export const WHOLE = `cluster_name: demo
cluster_version: "1.33"
subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
terraform: { region: ap-northeast-2, account_id: "111122223333" }
create_cluster_security_group: false
create_node_security_group: false
create_kms_key: false
cluster_encryption_config: {}
`;

/** The start of a file that keeps the call of the module. */
export const MODULE = `${ACCESS.replace("access", "module")}vpc_id: vpc-0a1b2c3d4e5f60001
subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
`;

/** The ARN of a role of the cluster's account. */
export const arnOf = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

/** An association with a policy for the whole cluster, as YAML. */
export const policy = (name: string): string =>
  `{ policy_arn: arn:aws:eks::aws:cluster-access-policy/${name}, access_scope: { type: cluster } }`;

/** Entries of a file: break-glass as the stable admin, and more lines. */
export const BREAK_GLASS = `  break_glass:
    principal_arn: ${arnOf("break-glass")}
    policy_associations:
      admin: ${policy("AmazonEKSClusterAdminPolicy")}
`;

/** The same in mode API: the end of the way, with one more entry. */
export const settled = (entry: string): string => `${ACCESS}authentication_mode: API
access_entries:
${BREAK_GLASS}${entry}`;

/** What a migrating file of an example has in another way: lines of YAML. */
export interface Migrating {
  /** @default "entries" */
  readonly stage?: string;
  /** Lines under `migration`. @default none */
  readonly migration?: string;
  /** Lines under `access_entries`, beside `break_glass`. @default the entry of `dev` */
  readonly entries?: string;
  /** Elements of `aws_auth_roles`. @default the row of `dev` */
  readonly roles?: string;
  /** More lines under `aws_auth`. @default none */
  readonly awsAuth?: string;
  /** Sections at the end. @default none */
  readonly rest?: string;
}

/** The row of an example, and the entry that gives the same. */
export const DEV_ROW = `    - { rolearn: ${arnOf("dev")}, username: dev, groups: [developers] }\n`;
export const DEV_ENTRY = `  dev: { principal_arn: ${arnOf("dev")}, user_name: dev, kubernetes_groups: [developers] }\n`;

/** A file that migrates, without findings: a row, its entry, break-glass. */
export function migrating({
  stage = "entries",
  migration = "",
  entries = DEV_ENTRY,
  roles = DEV_ROW,
  awsAuth = "",
  rest = "",
}: Migrating = {}): string {
  return `${ACCESS}migration:
  stage: ${stage}
  expected: [${arnOf("cluster-creator")}]
${migration}access_entries:
${BREAK_GLASS}${entries}aws_auth:
  aws_auth_roles:
${roles}${awsAuth}${rest}`;
}
