import { ACCESS_FILE, entries } from "./refusal-cases";

/** What the schema of a file refuses, with its accepted neighbour: a program writes the same in TypeScript. */
export interface ProgramCase {
  readonly name: string;
  readonly code: string;
  /** Where the finding stands. */
  readonly path: string;
  readonly refused: string;
  readonly accepted: string;
}

const FILE = ACCESS_FILE + entries({ admin: ["admin"] });
const accept = (rest: string): string => `${FILE}accept: [{ code: admin-elsewhere, ${rest} }]\n`;
const LOOKED = accept("reason: looked at, until: 2099-12-31");
const binding = (rest: string): string => `${FILE}rbac_bindings: { view: { group: viewers, ${rest} } }\n`;
const terraform = (rest: string): string => FILE.replace("region: ap-northeast-2", rest);
const region = (rest: string): string => terraform(`region: ap-northeast-2, ${rest}`);
const row = (rest: string): string =>
  `${FILE.replace("authentication_mode: API\n", "")}migration: { stage: config-map }\naws_auth: { aws_auth_roles: [{ ${rest} }] }\naccept: [{ code: masters-by-name, reason: a, until: 2099-12-31 }]\n`;

const imported = (rest: string): string =>
  `${FILE}adopt: { import: true, ${rest} }\naccept: [{ code: import-by-name, reason: a, until: 2099-12-31 }]\n`;

export const PROGRAM_CASES: readonly ProgramCase[] = [
  ...["imported", "imported_without_associations"].map((list) => ({
    name: `a key under adopt.${list} that is no entry's`,
    code: "reference-unknown",
    path: `adopt.${list}[1]`,
    refused: imported(`${list}: [admin, admn]`),
    accepted: imported(`${list}: [admin]`),
  })),
  {
    name: "an acceptance without a last day",
    code: "key-missing",
    path: "accept[0].until",
    refused: accept("reason: looked at"),
    accepted: LOOKED,
  },
  {
    name: "an acceptance until never",
    code: "date-malformed",
    path: "accept[0].until",
    refused: accept("reason: looked at, until: never"),
    accepted: LOOKED,
  },
  {
    name: "an acceptance until a day that no month has",
    code: "date-malformed",
    path: "accept[0].until",
    refused: accept('reason: looked at, until: "2099-02-30"'),
    accepted: accept('reason: looked at, until: "2099-02-28"'),
  },
  {
    name: "an acceptance until a number",
    code: "type-wrong",
    path: "accept[0].until",
    refused: accept("reason: looked at, until: true"),
    accepted: LOOKED,
  },
  {
    name: "an acceptance without a reason",
    code: "key-missing",
    path: "accept[0].reason",
    refused: accept("until: 2099-12-31"),
    accepted: LOOKED,
  },
  {
    name: "an acceptance with an empty reason",
    code: "name-invalid",
    path: "accept[0].reason",
    refused: accept('reason: " ", until: 2099-12-31'),
    accepted: LOOKED,
  },
  {
    name: "an acceptance about nobody",
    code: "arn-malformed",
    path: "accept[0].principal",
    refused: accept("reason: looked at, until: 2099-12-31, principal: everybody"),
    accepted: accept('reason: looked at, until: 2099-12-31, principal: "arn:aws:iam::111122223333:role/a"'),
  },
  {
    name: "an acceptance with a misspelt day",
    code: "key-unknown",
    path: "accept[0].untl",
    refused: accept("reason: looked at, until: 2099-12-31, untl: 2099-12-31"),
    accepted: LOOKED,
  },
  {
    name: "a stage that there is not",
    code: "value-unknown",
    path: "migration.stage",
    refused: `${FILE}migration: { stage: both }\n`,
    accepted: `${FILE}migration: { stage: done }\n`,
  },
  {
    name: "a region that AWS has not",
    code: "region-malformed",
    path: "terraform.region",
    refused: terraform("region: seoul"),
    accepted: terraform("region: us-west-2"),
  },
  {
    name: "an account of eleven digits",
    code: "account-id-malformed",
    path: "terraform.account_id",
    refused: FILE.replace('account_id: "111122223333"', 'account_id: "11112222333"'),
    accepted: FILE,
  },
  {
    name: "a role of the provider that is a user",
    code: "arn-malformed",
    path: "terraform.assume_role.role_arn",
    refused: region('assume_role: { role_arn: "arn:aws:iam::111122223333:user/a" }'),
    accepted: region('assume_role: { role_arn: "arn:aws:iam::111122223333:role/a" }'),
  },
  {
    name: "two places for one state",
    code: "one-of",
    path: "terraform.backend",
    refused: region("backend: { local: {}, s3: { bucket: a, key: b, region: us-west-2 } }"),
    accepted: region("backend: { s3: { bucket: a, key: b, region: us-west-2 } }"),
  },
  {
    name: "a role of a binding that Terraform would evaluate",
    code: "name-template",
    path: "rbac_bindings.view.cluster_role",
    refused: binding('cluster_role: "${var.role}"'),
    accepted: binding("cluster_role: view"),
  },
  {
    name: "a binding with a key that it has not",
    code: "key-unknown",
    path: "rbac_bindings.view.verbs",
    refused: binding("cluster_role: view, verbs: [get]"),
    accepted: binding("cluster_role: view"),
  },
  {
    name: "somebody who leaves and is no principal",
    code: "arn-malformed",
    path: "leaving[0]",
    refused: `${FILE}leaving: [ops]\n`,
    accepted: `${FILE}leaving: ["arn:aws:iam::111122223333:role/ops"]\n`,
  },
  {
    name: "a row that is two principals",
    code: "row-identity",
    path: "aws_auth.aws_auth_roles[0]",
    refused: row(
      'rolearn: "arn:aws:iam::111122223333:role/a", sso: { permissionSetName: a, accountID: "111122223333" }, username: a',
    ),
    accepted: row('rolearn: "arn:aws:iam::111122223333:role/a", username: a'),
  },
  {
    name: "an owner without a name",
    code: "name-invalid",
    path: "owner",
    refused: `${FILE}owner: ""\n`,
    accepted: `${FILE}owner: platform\n`,
  },
  {
    name: "tags in a list",
    code: "type-wrong",
    path: "tags",
    refused: `${FILE}tags: [a, b]\n`,
    accepted: `${FILE}tags: { a: b }\n`,
  },
];
