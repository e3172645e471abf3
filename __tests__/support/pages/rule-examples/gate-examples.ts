import { ACCESS, arnOf, DEV_ENTRY, DEV_ROW, type Migrating, migrating, policy, WHOLE } from "./bases";
import { checked, type RuleExample, type RuleExamples } from "./rule-example";

const gate = (file: Migrating, wrong: string, right: string): RuleExample => checked(migrating(file), wrong, right);
const migration = (line: string, wrong: string, right: string): RuleExample =>
  gate({ migration: `  ${line}\n` }, wrong, right);
const CREATOR = arnOf("cluster-creator");
const ADMIN_POLICY = policy("AmazonEKSClusterAdminPolicy");
const NODE_ROW = `    - { rolearn: ${arnOf("node")}, username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, system:nodes] }\n`;
const WINDOWS_ROW = NODE_ROW.replace("system:nodes]", "system:nodes, eks:kube-proxy-windows]").replace(
  "role/node",
  "role/windows",
);
const ADMIN_ROW = `    - { rolearn: ${arnOf("admin")}, username: admin, groups: [system:masters] }\n`;
const ADMIN_ENTRY = `  admin: { principal_arn: ${arnOf("admin")}, user_name: admin, policy_associations: { admin: ${ADMIN_POLICY} } }\n`;
const accept = (code: string, until = "2027-01-31"): string =>
  `accept: [{ code: ${code}, reason: looked at, until: ${until} }]\n`;
const ACCEPTED = accept("masters-by-name");

const ADOPTING = `${WHOLE}adopt: { module: module.eks }\n${accept("adopt-whole-state")}`;

/** What the gate of a stage refuses of what a file says of itself. */
export const GATE_EXAMPLES: RuleExamples = {
  "bridge-group-invalid": migration(
    "bridge_group: developers",
    "bridge_group: developers",
    "bridge_group: access-bridge",
  ),
  "expected-declared": gate(
    { entries: `${DEV_ENTRY}  creator: { principal_arn: ${CREATOR}, kubernetes_groups: [creators] }\n` },
    `  creator: { principal_arn: ${CREATOR}, kubernetes_groups: [creators] }\n`,
    "",
  ),
  "leaving-declared": gate({ rest: `leaving: [${arnOf("dev")}]\n` }, DEV_ENTRY, ""),
  "retire-foreign": gate(
    { migration: "  retire: empty\n", awsAuth: "  manage_aws_auth_configmap: false\n" },
    "retire: empty",
    "retire: forget",
  ),
  "role-path-mismatch": migration(
    `role_paths: { "${arnOf("dev")}": "${arnOf("team/other")}" }`,
    "team/other",
    "team/dev",
  ),
  "stage-mode": gate({ rest: "authentication_mode: API\n" }, "authentication_mode: API\n", ""),
  "stage-toggle": gate(
    { stage: "done", awsAuth: "  manage_aws_auth_configmap: true\n" },
    "  manage_aws_auth_configmap: true\n",
    "",
  ),
  "wave-key-unknown": migration("waves: [[break_glass], [dve]]", "dve", "dev"),
  "wave-key-twice": migration("waves: [[break_glass], [dev, break_glass]]", "[dev, break_glass]", "[dev]"),
  "wave-range": migration("waves: [[break_glass], [dev]]\n  wave: 3", "wave: 3", "wave: 2"),
  "wave-unfinished": gate(
    { stage: "retire", migration: "  waves: [[break_glass], [dev]]\n  wave: 1\n" },
    "wave: 1",
    "wave: 2",
  ),
  "adopt-access": gate({ rest: "adopt: { module: module.eks }\n" }, "module: module.eks", "import: true"),
  "adopt-module-instance": checked(ADOPTING.replace("module.eks", "'module.eks[0]'"), "'module.eks[0]'", "module.eks"),
  "adopt-module-malformed": checked(ADOPTING.replace("module.eks", "eks"), "module: eks", "module: module.eks"),
  "adopt-whole-state": checked(
    `${WHOLE}adopt: { module: module.eks }\n`,
    "adopt: { module: module.eks }\n",
    `adopt: { module: module.eks }\n${accept("adopt-whole-state")}`,
  ),
  "state-not-named": checked(
    ACCESS.replace(
      " }",
      ", backend: { s3: { bucket: states, key: infra/eks, region: ap-northeast-2, use_lockfile: true } } }",
    ),
    "infra/eks",
    "infra/demo-access",
  ),
  "accept-code-unknown": gate({ rest: accept("masters-by-nmae") }, accept("masters-by-nmae"), ""),
  "accept-refused": gate({ rest: accept("row-uncovered") }, accept("row-uncovered"), ""),
  "accept-expired": gate(
    { roles: DEV_ROW + ADMIN_ROW, entries: DEV_ENTRY + ADMIN_ENTRY, rest: accept("masters-by-name", "2026-11-21") },
    "until: 2026-11-21",
    "until: 2027-01-31",
  ),
  "accept-unused": gate({ rest: ACCEPTED }, ACCEPTED, ""),
  "accept-guard-expired": gate({ rest: accept("row-changed", "2026-11-21") }, "until: 2026-11-21", "until: 2027-01-31"),
  "accept-unread-written": gate(
    { rest: accept("config-map-unread") },
    "aws_auth:\n",
    "aws_auth:\n  manage_aws_auth_configmap: false\n",
  ),
  "rows-written-unread": checked(
    migrating().replace(/migration:\n(?: .*\n)+/, "authentication_mode: API_AND_CONFIG_MAP\n"),
    "authentication_mode: API_AND_CONFIG_MAP\n",
    `migration:\n  stage: entries\n  expected: [${CREATOR}]\n`,
  ),
  "expected-type-unknown": checked(
    migrating({ roles: DEV_ROW + WINDOWS_ROW }).replace(`[${CREATOR}]`, `[${CREATOR}, ${arnOf("windows")}]`),
    WINDOWS_ROW,
    `${WINDOWS_ROW}${accept("expected-type-unknown")}`,
  ),
  "local-cluster-mode": checked(
    `${WHOLE}authentication_mode: API\noutpost_config: { control_plane_instance_type: m5.large, outpost_arns: [arn:aws:outposts:ap-northeast-2:111122223333:outpost/op-0a1b2c3d4e5f60001] }\n`,
    "authentication_mode: API\n",
    "authentication_mode: CONFIG_MAP\n",
  ),
};

/** What the gate says of entries beside the rows that they override, of admins and of waves. */
export const COVERAGE_EXAMPLES: RuleExamples = {
  "entry-path-wrong": gate(
    {
      migration: `  role_paths: { "${arnOf("dev")}": "${arnOf("team/dev")}" }\n`,
    },
    `  dev: { principal_arn: ${arnOf("dev")}`,
    `  dev: { principal_arn: ${arnOf("team/dev")}`,
  ),
  "entry-stronger": gate(
    { entries: DEV_ENTRY.replace("[developers]", "[developers, on-call]") },
    "[developers, on-call] }\na",
    "[developers] }\na",
  ),
  "entry-weaker": gate({ entries: DEV_ENTRY.replace("[developers]", "[viewers]") }, "[viewers]", "[developers]"),
  "masters-by-name": gate(
    { roles: DEV_ROW + ADMIN_ROW, entries: DEV_ENTRY + ADMIN_ENTRY },
    ADMIN_ROW,
    `${ADMIN_ROW}${ACCEPTED}`,
  ),
  "node-entry-standard": gate(
    { roles: DEV_ROW + NODE_ROW, entries: `${DEV_ENTRY}  node: { principal_arn: ${arnOf("node")} }\n` },
    `${arnOf("node")} }\na`,
    `${arnOf("node")}, type: EC2_LINUX }\na`,
  ),
  "row-uncovered": gate({ stage: "retire", entries: "" }, "aws_auth:", `${DEV_ENTRY}aws_auth:`),
  "username-changed": gate(
    { entries: DEV_ENTRY.replace("user_name: dev", "user_name: developer") },
    "user_name: developer",
    "user_name: dev",
  ),
  "admin-missing": checked(
    migrating({ stage: "retire" }).replace(policy("AmazonEKSClusterAdminPolicy"), policy("AmazonEKSViewPolicy")),
    "AmazonEKSViewPolicy",
    "AmazonEKSClusterAdminPolicy",
  ),
  "admin-elsewhere": checked(
    migrating().replace(arnOf("break-glass"), "arn:aws:iam::444455556666:role/break-glass"),
    "arn:aws:iam::444455556666:role/break-glass",
    arnOf("break-glass"),
  ),
  "creator-admin": gate(
    { rest: "enable_cluster_creator_admin_permissions: true\n" },
    "enable_cluster_creator_admin_permissions: true\n",
    "",
  ),
  "creator-unknown": checked(
    migrating({ stage: "retire" }).replace(`  expected: [${CREATOR}]\n`, ""),
    "  stage: retire\n",
    `  stage: retire\n  expected: [${CREATOR}]\n`,
  ),
  "gap-remains": gate(
    { roles: DEV_ROW + ADMIN_ROW, entries: DEV_ENTRY + ADMIN_ENTRY, rest: ACCEPTED },
    `  expected: [${CREATOR}]\n`,
    `  expected: [${CREATOR}]\n  bridge_group: access-bridge\n`,
  ),
  "wave-first-not-alone": migration("waves: [[break_glass, dev]]", "[[break_glass, dev]]", "[[break_glass], [dev]]"),
  "wave-mixes-nodes": gate(
    {
      migration: "  waves: [[break_glass], [dev, node, admin]]\n",
      roles: DEV_ROW + NODE_ROW + ADMIN_ROW,
      entries: `${DEV_ENTRY}${ADMIN_ENTRY}  node: { principal_arn: ${arnOf("node")}, type: EC2_LINUX }\n`,
      rest: ACCEPTED,
    },
    "[dev, node, admin]",
    "[node], [dev, admin]",
  ),
  "text-not-carried": gate(
    { roles: DEV_ROW.replace("username: dev", 'username: "dev\\ud800"') },
    'username: "dev\\ud800"',
    "username: dev",
  ),
};
