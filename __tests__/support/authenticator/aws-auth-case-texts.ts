/* What the generated ConfigMaps of aws-auth-cases.ts are made of. */

/** What a generated case contains, for the shares that the judges print. */
export const CASE_CLASSES = [
  "anchors",
  "duplicate keys",
  "odd scalars",
  "tabs",
  "wrong types",
  "several documents",
  "odd key case",
  "broken syntax",
] as const;

/** One of {@link CASE_CLASSES}. */
export type CaseClass = (typeof CASE_CLASSES)[number];

/** The sections of the ConfigMap. */
export const SECTIONS = ["mapRoles", "mapUsers", "mapAccounts"] as const;

/** One of {@link SECTIONS}. */
export type Section = (typeof SECTIONS)[number];

// prettier-ignore
export const ROLE_ARNS = [
  "arn:aws:iam::111122223333:role/KubernetesAdmin", "arn:aws:iam::111122223333:role/kubernetesadmin",
  "arn:aws:iam::111122223333:role/eksctl-prod-NodeInstanceRole-1JI2ZK",
  "arn:aws:iam::111122223333:role/team/path/Deployer", "arn:aws-cn:iam::444455556666:role/Reader",
  "arn:aws:sts::111122223333:assumed-role/Ops/session",
  "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef",
] as const;

// prettier-ignore
export const USER_ARNS = [
  "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/ops/Bob",
  "arn:aws:iam::111122223333:user/ops/bob", "arn:aws:iam::111122223333:root",
  "arn:aws:sts::111122223333:federated-user/carol",
] as const;

// prettier-ignore
export const USERNAMES = [
  "admin", "system:node:{{EC2PrivateDNSName}}", "system:node:{{SessionName}}", "{{SessionName}}",
  "ops:{{AccountID}}:{{SessionName}}", "Zoë Müller", "it's", 'say "hi"', "a: b", "# no comment", "",
] as const;

// prettier-ignore
export const GROUPS = [
  "system:masters", "system:bootstrappers", "system:nodes", "eks:kube-proxy-windows", "developers", "view, edit",
  "[all]", "日本",
] as const;

// prettier-ignore
export const ACCOUNTS = [
  "111122223333", "012345678901", "000000000000", "777788889999", "123",
] as const;

// prettier-ignore
export const ODD_SCALARS = [
  "1:30", "0o7", "~", "yes", "No", "y", "on", "OFF", ".inf", "-.INF", ".nan", "1e3", "1e999", "012345678901",
  "08", "0x1F", "0b101", "0b+1", "-0b1", "1_000", "_1", "+5", "-", ".", "..", "-1", "1.", ".5", "1.5e-3", "null",
  "NULL", "nUll", "true", "False", "tRUE", "2001-01-01", "2001-12-14 21:59:43", "9223372036854775808",
  "18446744073709551616", "=", "<<", "!!str 1", "!!str", "!!int 7", "!!int x", "!!float 1", "!!bool yes",
  "!!binary YWRtaW4=", "!!binary %", "!!null ''", "!custom x", "! 5", "!<tag:yaml.org,2002:str> 5", "'' ",
  '"\\u0041"', '"\\x41\\t"', '"\\/"', '"a\\\n  b"', "'a\n\n   b'", "a\n   b", "%x", "a#b", "a #b", "@x", "`x`",
  "&", "*", "|", ">", "?", ":", "::", "a:", ":a", "-a", "?a", "!", "'", '"', "{", "[", "}", "]", ",", ",a",
  "a,b", "[]", "{}",
] as const;

// prettier-ignore
export const EMPTY_SECTIONS = [
  "", " ", "\n", "``", '""', "''", ' "" \n', "[]", "[]\n", "{}", "null", "~\n", "# nothing\n", "---\n",
  "---\n...\n", "'' # none", '""""', "\t", "-", "- ", "\u00a0",
] as const;
