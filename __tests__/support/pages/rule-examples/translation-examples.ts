import { arnOf, DEV_ROW, type Migrating, migrating } from "./bases";
import { checked, type RuleExample, type RuleExamples } from "./rule-example";

/** A row that has no entry yet, at stage entries: what is wrong in it, and what is right. */
function row(
  change: (text: string) => string,
  ...[wrong, right, more = {}]: readonly [string, string, Migrating?]
): RuleExample {
  return checked(migrating({ entries: "", ...more, roles: change(DEV_ROW) }), wrong, right);
}
const groups =
  (text: string) =>
  (line: string): string =>
    line.replace("[developers]", text);
const username =
  (text: string) =>
  (line: string): string =>
    line.replace("username: dev", `username: ${text}`);
const to =
  (arn: string) =>
  (line: string): string =>
    line.replace(arnOf("dev"), arn);
const node =
  (more: string, arn = arnOf("node")) =>
  () =>
    `    - { rolearn: ${arn}, username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, ${more}] }\n`;
const SSO = "AWSReservedSSO_Dev_0123456789abcdef";
const SSO_PATH = `aws-reserved/sso.amazonaws.com/ap-northeast-2/${SSO}`;
const gone = (change: (text: string) => string, more: Migrating = {}): RuleExample => {
  const line = change(DEV_ROW);
  const other = DEV_ROW.replace("role/dev", "role/other");
  return checked(migrating({ entries: "", ...more, roles: line + other }), line, "");
};

/** Rows for which there is no entry, as the gate says them. */
export const TRANSLATION_EXAMPLES: RuleExamples = {
  "account-mapped": checked(
    migrating({ awsAuth: '  aws_auth_accounts: ["111122223333"]\n' }),
    '  aws_auth_accounts: ["111122223333"]\n',
    "",
  ),
  "role-path-unknown": checked(
    migrating({
      entries: `  dev: { principal_arn: ${arnOf(SSO)}, user_name: dev, kubernetes_groups: [developers] }\n`,
      roles: DEV_ROW.replace("role/dev", `role/${SSO}`),
    }),
    `principal_arn: ${arnOf(SSO)}`,
    `principal_arn: ${arnOf(SSO_PATH)}`,
  ),
  "role-path-wrong": row((line) => line, "team/other", "team/dev", {
    migration: `  role_paths: { "${arnOf("dev")}": "${arnOf("team/other")}" }\n`,
  }),
  "row-federated": gone(to("arn:aws:sts::111122223333:federated-user/ann")),
  "row-group-empty": row(groups('[developers, ""]'), ', ""', ""),
  "row-group-system": row(groups("[system:authenticated-readers]"), "system:authenticated-readers", "developers"),
  "row-group-template": row(groups('["team-{{SessionName}}"]'), '"team-{{SessionName}}"', "developers"),
  "row-node-account": row(node("system:nodes", "arn:aws:iam::444455556666:role/node"), "444455556666", "111122223333"),
  "row-node-group": row(node("system:nodes, monitoring"), ", monitoring", ""),
  "row-node-incomplete": row(node("others"), "others", "system:nodes"),
  "row-partition": gone(to(arnOf("dev").replace("aws", "aws-cn"))),
  "row-root": gone(to("arn:aws:iam::111122223333:root")),
  "row-service-linked": gone(to(arnOf("AWSServiceRoleForAmazonEMRContainers"))),
  "row-session-node": row(
    () =>
      `    - { rolearn: ${arnOf("fargate")}, username: "system:node:{{SessionName}}", groups: [system:bootstrappers, system:nodes] }\n`,
    `    - { rolearn: ${arnOf("fargate")}, username: "system:node:{{SessionName}}", groups: [system:bootstrappers, system:nodes] }\n`,
    `    - { rolearn: ${arnOf("fargate")}, username: "system:node:{{SessionName}}", groups: [system:bootstrappers, system:nodes, system:node-proxier] }\n`,
  ),
  "row-username-colon": row(username('"dev-{{SessionName}}"'), "dev-{{SessionName}}", "dev:{{SessionName}}"),
  "row-username-reserved": row(
    () => `    - { rolearn: ${arnOf("admin")}, username: "system:admin", groups: [system:masters] }\n`,
    '"system:admin"',
    "admin",
  ),
  "row-username-reserved-rbac": row(username('"system:dev"'), '"system:dev"', "dev"),
  "row-username-template": row(username('"dev:{{AccessKeyID}}"'), "AccessKeyID", "SessionName"),
  "rows-conflict": checked(
    migrating({
      entries: "",
      awsAuth: `  aws_auth_users:
    - { userarn: arn:aws:iam::111122223333:user/ann, username: ann, groups: [developers] }
    - { userarn: arn:aws:iam::111122223333:user/team/ann, username: ann, groups: [developers] }
`,
    }),
    "    - { userarn: arn:aws:iam::111122223333:user/team/ann, username: ann, groups: [developers] }\n",
    "",
  ),
};

/** Rows that serve nobody, or not whom they seem to. */
export const ROW_EXAMPLES: RuleExamples = {
  "row-ambiguous": checked(
    migrating({
      awsAuth: `  aws_auth_users:
    - { userarn: arn:aws:iam::111122223333:user/ann, username: ann, groups: [developers] }
    - { userarn: arn:aws:iam::111122223333:user/Ann, username: ann, groups: [owners] }
`,
    }),
    "    - { userarn: arn:aws:iam::111122223333:user/Ann, username: ann, groups: [owners] }\n",
    "",
  ),
  "row-arn-malformed": row(to("dev"), "rolearn: dev", `rolearn: ${arnOf("dev")}`),
  "row-dead": row(to(arnOf("team/dev")), "role/team/dev", "role/dev"),
  "row-shadowed": checked(
    migrating({ roles: DEV_ROW.replace("[developers]", "[interns]") + DEV_ROW }),
    DEV_ROW.replace("[developers]", "[interns]"),
    "",
  ),
  "row-username-missing": checked(
    migrating({ stage: "dual", roles: DEV_ROW.replace("username: dev, ", "") }),
    "groups: [developers] }",
    "username: dev, groups: [developers] }",
  ),
};
