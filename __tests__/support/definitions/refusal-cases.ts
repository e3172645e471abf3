import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLES } from "./sample-definitions";

/** A file that cannot become a stack, and the nearest that can. */
export interface RefusalCase {
  readonly name: string;
  readonly code: string;
  /** Where the finding stands. */
  readonly path: string;
  readonly refused: string;
  readonly accepted: string;
}

const ADMIN_POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const ADMIN = `{ policy_arn: ${ADMIN_POLICY}, access_scope: { type: cluster } }`;

/** The access of a cluster in mode API: an admin, and what a test adds. */
export const ACCESS_FILE = `cluster_name: demo
render: access
authentication_mode: API
terraform: { region: ap-northeast-2, account_id: "111122223333" }
`;
const BY_NAME = "accept: [{ code: import-by-name, reason: looked at, until: 2099-01-01 }]\n";
const NEW_CLUSTER = readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8").replace("new-cluster", "demo");
const ON_OUTPOST = `${NEW_CLUSTER}accept: [{ code: local-cluster-mode, reason: looked at, until: 2099-12-31 }]
`;
const IN_CONFIG_MAP = `cluster_name: demo
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
aws_auth:
  aws_auth_roles:
    - { rolearn: "arn:aws:iam::111122223333:role/admin", username: admin, groups: [system:masters] }
accept:
  - { code: masters-by-name, reason: looked at, until: 2099-12-31 }
`;

/** Access entries of these keys, each a cluster admin by policies of these keys. */
export function entries(keys: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(keys).map(([key, policies], i) => {
    const associations = policies.map((policy, p) => `${JSON.stringify(policy)}: ${p === 0 ? ADMIN : VIEW}`).join(", ");
    const arn = `arn:aws:iam::111122223333:role/person-${i}`;
    return `  ${JSON.stringify(key)}: { principal_arn: "${arn}", policy_associations: { ${associations} } }\n`;
  });
  return `access_entries:\n${lines.join("")}`;
}

const VIEW = ADMIN.replace("ClusterAdmin", "View");
const ONE = ACCESS_FILE + entries({ admin: ["admin"] });
const ROLE = "name: ops, assumed_by: { services: [ec2.amazonaws.com] }";
const OTHER_ROLE = ROLE.replace(/name: [\w-]+/, "name: other");
const BUCKET = "bucket: states, region: ap-northeast-2";
const ACCOUNT = "namespace: monitoring, name: agent";
const OTHER_ACCOUNT = ACCOUNT.replace(/name: [\w-]+$|name: [\w-]+(?=,)/, "name: other");
const BRIDGED = `${IN_CONFIG_MAP}migration: { stage: dual, bridge_group: access-bridge }\n${entries({ admin: ["admin"] })}`;

/** Everything that constructors and stacks refuse of a file, with its accepted neighbour. */
export const REFUSAL_CASES: readonly RefusalCase[] = [
  {
    name: "roles of a cluster that somebody else manages",
    code: "variable-unused",
    path: "iam_roles",
    refused: `${ONE}iam_roles: { ops: { ${ROLE} } }\n`,
    accepted: `${ONE}iam_roles: {}\n`,
  },
  {
    name: "entries whose keys become one name",
    code: "resource-name-collision",
    path: "access_entries.de_v",
    refused: ACCESS_FILE + entries({ "de v": ["admin"], de_v: ["admin"] }),
    accepted: ACCESS_FILE + entries({ "de v": ["admin"], de_V: ["admin"] }),
  },
  {
    name: "policies whose keys become one name",
    code: "resource-name-collision",
    path: "access_entries.admin.policy_associations.a_b",
    refused: ACCESS_FILE + entries({ admin: ["a.b", "a_b"] }),
    accepted: ACCESS_FILE + entries({ admin: ["a.b", "a-b"] }),
  },
  {
    name: "policies of two entries that become one name",
    code: "resource-name-collision",
    path: "access_entries.ops_all.policy_associations.admin",
    refused: ACCESS_FILE + entries({ ops: ["all_admin"], ops_all: ["admin"] }),
    accepted: ACCESS_FILE + entries({ ops: ["all-admin"], ops_all: ["admin"] }),
  },
  {
    name: "an entry with the name of the creator's, under another key",
    code: "resource-name-collision",
    path: "access_entries.cluster.creator",
    refused: `${ACCESS_FILE}enable_cluster_creator_admin_permissions: true\n${entries({ "cluster.creator": ["x"] })}`,
    accepted: `${ACCESS_FILE}enable_cluster_creator_admin_permissions: true\n${entries({ cluster_creator: ["x"] })}`,
  },
  {
    name: "bindings whose keys become one name",
    code: "resource-name-collision",
    path: "rbac_bindings.a_b",
    refused: `${ONE}rbac_bindings: { a.b: { group: g, cluster_role: view }, a_b: { group: h, cluster_role: view } }\n`,
    accepted: `${ONE}rbac_bindings: { a.b: { group: g, cluster_role: view }, a-b: { group: h, cluster_role: view } }\n`,
  },
  {
    name: "roles whose keys become one name",
    code: "resource-name-collision",
    path: "iam_roles._2",
    refused: `${NEW_CLUSTER}iam_roles: { _2: { ${ROLE} }, "2": { ${OTHER_ROLE} } }\n`,
    accepted: `${NEW_CLUSTER}iam_roles: { _2: { ${ROLE} }, "3": { ${OTHER_ROLE} } }\n`,
  },
  {
    name: "service accounts whose keys become one name",
    code: "resource-name-collision",
    path: "service_accounts.b/c",
    refused: `${NEW_CLUSTER}service_accounts: { b.c: { ${ACCOUNT} }, b/c: { ${OTHER_ACCOUNT} } }\n`,
    accepted: `${NEW_CLUSTER}service_accounts: { b.c: { ${ACCOUNT} }, b-c: { ${OTHER_ACCOUNT} } }\n`,
  },
  {
    name: "a binding with the name of the bridge's",
    code: "address-shared",
    path: "rbac_bindings.bridge",
    refused: `${BRIDGED}rbac_bindings: { bridge: { group: g, cluster_role: view } }\n`,
    accepted: `${BRIDGED}rbac_bindings: { bridge: { group: g, cluster_role: view, namespace: dev } }\n`,
  },
  {
    name: "a group of a binding that would be another in the cluster",
    code: "text-not-carried",
    path: "rbac_bindings.a.group",
    refused: `${ONE}rbac_bindings: { a: { group: "cafe\\u0301", cluster_role: view } }\n`,
    accepted: `${ONE}rbac_bindings: { a: { group: "caf\\u00e9", cluster_role: view } }\n`,
  },
  {
    name: "service accounts without an identity provider",
    code: "service-accounts-without-irsa",
    path: "enable_irsa",
    refused: `${NEW_CLUSTER}enable_irsa: false\nservice_accounts: { agent: { ${ACCOUNT} } }\n`,
    accepted: `${NEW_CLUSTER}enable_irsa: true\nservice_accounts: { agent: { ${ACCOUNT} } }\n`,
  },
  {
    name: "service accounts on an Outpost",
    code: "service-accounts-without-irsa",
    path: "service_accounts",
    refused: `${ON_OUTPOST}outpost_config: { control_plane_instance_type: m5.large, outpost_arns: [] }\nservice_accounts: { agent: { ${ACCOUNT} } }\n`,
    accepted: `${ON_OUTPOST}outpost_config: { control_plane_instance_type: m5.large, outpost_arns: [] }\n`,
  },
  {
    name: "a role whose name IAM does not take",
    code: "role-name-long",
    path: "service_accounts.agent.role_name",
    refused: `${NEW_CLUSTER}service_accounts: { agent: { ${ACCOUNT}, role_name: ${"a".repeat(65)} } }\n`,
    accepted: `${NEW_CLUSTER}service_accounts: { agent: { ${ACCOUNT}, role_name: ${"a".repeat(64)} } }\n`,
  },
  {
    name: "a cluster without a role",
    code: "iam-role-missing",
    path: "iam_role_arn",
    refused: `${NEW_CLUSTER}create_iam_role: false\n`,
    accepted: `${NEW_CLUSTER}create_iam_role: false\niam_role_arn: arn:aws:iam::111122223333:role/cluster\n`,
  },
  {
    name: "a role that is imported under a name that nobody knows",
    code: "import-name-unknown",
    path: "iam_role_use_name_prefix",
    refused: `${NEW_CLUSTER}adopt: { import: true }\n`,
    accepted: `${NEW_CLUSTER}adopt: { import: true }\niam_role_use_name_prefix: false\n${BY_NAME}`,
  },
  {
    name: "a role of Auto Mode that is imported under a name that nobody knows",
    code: "import-name-unknown",
    path: "node_iam_role_use_name_prefix",
    refused: `${NEW_CLUSTER}adopt: { import: true }\niam_role_use_name_prefix: false\ncluster_compute_config: { enabled: true }\n${BY_NAME}`,
    accepted: `${NEW_CLUSTER}adopt: { import: true }\niam_role_use_name_prefix: false\ncluster_compute_config: { enabled: true }\nnode_iam_role_use_name_prefix: false\n${BY_NAME}`,
  },
  {
    name: "an acceptance of a guard that is over",
    code: "accept-guard-expired",
    path: "accept[0].until",
    refused: `${ONE}accept: [{ code: row-changed, reason: looked at, until: 2020-01-01 }]\n`,
    accepted: `${ONE}accept: [{ code: row-changed, reason: looked at, until: 2099-01-01 }]\n`,
  },
  {
    name: "rows that are written and never read",
    code: "accept-unread-written",
    path: "accept[1].code",
    refused: `${IN_CONFIG_MAP}  - { code: config-map-unread, reason: no way in, until: 2099-12-31 }\nmigration: { stage: dual }\n${entries({ admin: ["x"] })}`,
    accepted: `${IN_CONFIG_MAP.replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n")}  - { code: config-map-unread, reason: no way in, until: 2099-12-31 }\nmigration: { stage: dual }\n${entries({ admin: ["x"] })}`,
  },
  {
    name: "a row with half of a character",
    code: "text-not-carried",
    path: "aws_auth.aws_auth_roles[0].username",
    refused: `${IN_CONFIG_MAP.replace("username: admin", 'username: "admin\\ud800"')}migration: { stage: dual }\n${entries({ admin: ["x"] })}`,
    accepted: `${IN_CONFIG_MAP.replace("username: admin", 'username: "admin\\ud83d\\ude00"')}migration: { stage: dual }\n${entries({ admin: ["x"] })}`,
  },
  {
    name: "a tag with half of a character",
    code: "text-not-kept",
    path: "tags.Team",
    refused: `${ONE}tags: { Team: "a\\ud800" }\n`,
    accepted: `${ONE}tags: { Team: "a\\ud83d\\ude00" }\n`,
  },
  {
    name: "a control character in a default tag",
    code: "text-not-kept",
    path: "terraform.default_tags.Team",
    refused: ONE.replace('"111122223333" }', '"111122223333", default_tags: { Team: "a\\x07" } }'),
    accepted: ONE.replace('"111122223333" }', '"111122223333", default_tags: { Team: "a\\tb" } }'),
  },
  {
    name: "a control character in the description of a role",
    code: "text-not-kept",
    path: "iam_roles.ops.description",
    refused: `${NEW_CLUSTER}iam_roles: { ops: { ${ROLE}, description: "a\\0" } }\n`,
    accepted: `${NEW_CLUSTER}iam_roles: { ops: { ${ROLE}, description: "a\\n" } }\n`,
  },
  {
    name: "a control character in the description of the cluster's role",
    code: "text-not-kept",
    path: "iam_role_description",
    refused: `${NEW_CLUSTER}iam_role_description: "\\e[1m"\n`,
    accepted: `${NEW_CLUSTER}iam_role_description: "[1m"\n`,
  },
  {
    name: "the ClusterRole of a binding with half of a character",
    code: "text-not-kept",
    path: "rbac_bindings.ops.cluster_role",
    refused: `${ONE}rbac_bindings: { ops: { group: ops, cluster_role: "a\\ud800" } }\n`,
    accepted: `${ONE}rbac_bindings: { ops: { group: ops, cluster_role: "a\\ud83d\\ude00" } }\n`,
  },
  {
    name: "an inline policy with half of a character",
    code: "text-not-kept",
    path: "iam_roles.ops.inline_policies.read",
    refused: `${NEW_CLUSTER}iam_roles: { ops: { ${ROLE}, inline_policies: { read: "{\\"Sid\\":\\"\\ud800\\"}" } } }\n`,
    accepted: `${NEW_CLUSTER}iam_roles: { ops: { ${ROLE}, inline_policies: { read: '{"Sid":"b"}' } } }\n`,
  },
  {
    name: "a state at the key of a workspace",
    code: "state-key-workspace",
    path: "terraform.backend.s3.key",
    refused: ONE.replace('"111122223333" }', `"111122223333", backend: { s3: { ${BUCKET}, key: "env:/dev/a" } } }`),
    accepted: ONE.replace('"111122223333" }', `"111122223333", backend: { s3: { ${BUCKET}, key: "env/dev/a" } } }`),
  },
];
