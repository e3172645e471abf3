import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ACCESS_ONLY, problems } from "../cluster-yaml";

const ARN = "arn:aws:iam::111122223333:role/admin";

/** What may stand in line 4 of a file, and what may not. */
const LINES: readonly (readonly [accepted: string, refused: string, problem: string])[] = [
  [
    "tags: {}",
    "tgas: {}",
    "4:1 key-unknown tgas: unknown key, expected a variable of the module or a section, got `tgas`",
  ],
  ["tags: { A: b }", "tags: [A]", "4:1 type-wrong tags: wrong type, expected a map, got a list"],
  ["tags: { A: b }", "tags:", "4:1 type-wrong tags: wrong type, expected a map, got nothing"],
  ["tags: { A: '1' }", "tags: { A: true }", "4:12 type-wrong tags.A: wrong type, expected text, got `true`"],
  [
    "tags: { A: 1.3 }",
    "tags: { A: 1.30 }",
    "4:12 number-loses-text tags.A: a number, expected text in quotes, got `1.30`, which is 1.3 in YAML",
  ],
  ["leaving: []", "leaving: arn", "4:10 type-wrong leaving: wrong type, expected a list, got `arn`"],
  [
    `leaving: ["${ARN}"]`,
    "leaving: [admin]",
    "4:11 arn-malformed leaving[0]: not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `admin`",
  ],
  [
    "enable_cluster_creator_admin_permissions: true",
    "enable_cluster_creator_admin_permissions: yes",
    "4:43 type-wrong enable_cluster_creator_admin_permissions: wrong type, expected true or false, got `yes`",
  ],
  [
    "aws_auth: { aws_auth_accounts: [111122223333] }",
    "aws_auth: { aws_auth_accounts: [012345678901] }",
    "4:33 number-loses-text aws_auth.aws_auth_accounts[0]: a number, expected text in quotes, got `012345678901`, which is 12345678901 in YAML",
  ],
  [
    'aws_auth: { aws_auth_accounts: ["012345678901"] }',
    "aws_auth: { aws_auth_accounts: [1111222233] }",
    "4:33 account-id-malformed aws_auth.aws_auth_accounts[0]: not an account ID, expected 12 digits, got `1111222233`",
  ],
  [
    `aws_auth: { aws_auth_roles: [{ rolearn: "${ARN}", groups: [] }] }`,
    "aws_auth: { aws_auth_roles: [{ groups: [] }] }",
    "4:30 row-identity aws_auth.aws_auth_roles[0]: a row names one role, expected one of `rolearn` and `sso`, got neither",
  ],
  [
    "aws_auth: { aws_auth_roles: [{ sso: { permissionSetName: Admin, accountID: 111122223333 } }] }",
    `aws_auth: { aws_auth_roles: [{ rolearn: "${ARN}", sso: { permissionSetName: Admin, accountID: 111122223333 } }] }`,
    "4:30 row-identity aws_auth.aws_auth_roles[0]: a row names one role, expected one of `rolearn` and `sso`, got both",
  ],
  [
    'aws_auth: { aws_auth_roles: [{ rolearn: "role of nobody" }] }',
    "aws_auth: { aws_auth_users: [{ username: x }] }",
    "4:30 key-missing aws_auth.aws_auth_users[0].userarn: missing, expected text",
  ],
  [
    `aws_auth: { aws_auth_roles: [{ rolearn: "${ARN}", groups: ["system:masters"] }] }`,
    `aws_auth: { aws_auth_roles: [{ rolearn: "${ARN}", groups: "system:masters" }] }`,
    "4:89 type-wrong aws_auth.aws_auth_roles[0].groups: wrong type, expected a list, got `system:masters`",
  ],
  [
    "migration: { stage: api, wave: 1 }",
    "migration: { stage: api, wave: 0 }",
    "4:32 value-out-of-range migration.wave: out of range, expected at least 1, got `0`",
  ],
  [
    "migration: { stage: api, wave: 1 }",
    "migration: { stage: api, wave: 1.5 }",
    "4:32 type-wrong migration.wave: wrong type, expected a whole number, got `1.5`",
  ],
  [
    "migration: { stage: api, wave: 1 }",
    'migration: { stage: api, wave: "1" }',
    '4:32 type-wrong migration.wave: wrong type, expected a number, got `"1"`',
  ],
  [
    "migration: { stage: api }",
    "migration: { wave: 1 }",
    "4:1 key-missing migration.stage: missing, expected one of config-map, dual, entries, retire, api, done",
  ],
  [
    "migration: { stage: api, bridge_group: access-bridge }",
    'migration: { stage: api, bridge_group: "system:masters" }',
    "4:40 name-invalid migration.bridge_group: not a group that an access entry can have, expected a name that does not begin with system:, got `system:masters`",
  ],
  [
    "accept: [{ code: x, reason: y, until: 2028-02-29 }]",
    "accept: [{ code: x, reason: y, until: 2027-02-29 }]",
    "4:39 date-malformed accept[0].until: not a date, expected a day such as 2027-01-31, got `2027-02-29`",
  ],
  [
    "accept: [{ code: x, reason: y, until: 2027-01-31 }]",
    "accept: [{ code: x, reason: y, until: next year }]",
    "4:39 date-malformed accept[0].until: not a date, expected a day such as 2027-01-31, got `next year`",
  ],
  [
    "accept: [{ code: x, reason: y, until: 2027-01-31 }]",
    "accept: [{ code: x, reason: ' ', until: 2027-01-31 }]",
    "4:29 name-invalid accept[0].reason: empty reason, expected text, got ` `",
  ],
  [
    "rbac_bindings: { a: { group: '${x}', cluster_role: view } }",
    "rbac_bindings: { '${a}': { group: x, cluster_role: view } }",
    "4:18 name-template rbac_bindings.${a}: a name that Terraform would evaluate, expected plain text without `${`, got `${a}`",
  ],
  [
    "rbac_bindings: { a: { group: x, role: view, namespace: n } }",
    "rbac_bindings: { a: { group: x, role: view } }",
    "4:18 one-of rbac_bindings.a: expected a namespace beside role, got none",
  ],
  [
    "rbac_bindings: { a: { group: x, cluster_role: view, namespace: n } }",
    "rbac_bindings: { a: { group: x, cluster_role: view, role: view } }",
    "4:18 one-of rbac_bindings.a: expected one of cluster_role and role, got both",
  ],
  [
    "iam_roles: { a: { name: b, assumed_by: { services: [eks.amazonaws.com] } } }",
    "iam_roles: { a: { name: b, assumed_by: {} } }",
    "4:28 one-of iam_roles.a.assumed_by: expected services or principals, got neither: nobody could take it",
  ],
  [
    "iam_roles: { a: { name: b, assumed_by: { services: [x] }, inline_policies: { p: '{}' } } }",
    "iam_roles: { a: { name: b, assumed_by: { services: [x] }, inline_policies: { p: '{' } } }",
    "4:81 inline-policy-malformed iam_roles.a.inline_policies.p: not a JSON document, expected an IAM policy",
  ],
  [
    "service_accounts: { a: { namespace: n, name: x, policies: { p: 'arn:aws:iam::aws:policy/P' } } }",
    "service_accounts: { a: { namespace: n, name: x, policies: { p: P } } }",
    "4:64 arn-malformed service_accounts.a.policies.p: not the kind of ARN that belongs here, expected an ARN, got `P`",
  ],
  [
    "adopt: { import: true, imported: [] }",
    "adopt: { import: true, imported: [admin] }",
    "4:35 reference-unknown adopt.imported[0]: not a key of access_entries, expected one that is, got `admin`",
  ],
  [
    "adopt: { imported_without_associations: [] }",
    "adopt: { imported_without_associations: [ops] }",
    "4:42 reference-unknown adopt.imported_without_associations[0]: not a key of access_entries, expected one that is, got `ops`",
  ],
  [
    "authentication_mode: API",
    "vpc_id: vpc-0a1b2c3d4e5f60001",
    "4:1 variable-unused vpc_id: a key of `render: resources`: it has no effect with `render: access`, expected it left out",
  ],
];

describe("a line of a cluster file", () => {
  test.each(LINES.map(([accepted]) => accepted))("%s is accepted", (line) => {
    expect(problems(`${ACCESS_ONLY}${line}\n`)).toEqual([]);
  });

  test.each(LINES.map(([, refused, problem]) => [refused, problem]))("%s is refused", (line, problem) => {
    expect(problems(`${ACCESS_ONLY}${line}\n`)).toEqual([problem]);
  });
});

/** What stands in the place of a line of a file without findings. */
const INSTEAD: readonly (readonly [of: string, line: string, problem: string])[] = [
  [
    "cluster_name: demo",
    "cluster_name: ../demo",
    "1:15 cluster-name-invalid cluster_name: not a valid cluster name, expected 1 to 100 of letters, digits, `_-`, a letter or digit first, got `../demo`",
  ],
  [
    "cluster_name: demo",
    `cluster_name: ${"a".repeat(101)}`,
    `1:15 cluster-name-invalid cluster_name: not a valid cluster name, expected 1 to 100 of letters, digits, \`_-\`, a letter or digit first, got \`${"a".repeat(101)}\``,
  ],
  [
    "cluster_name: demo",
    "cluster_name: demo-${env}",
    "1:15 name-template cluster_name: a name that Terraform would evaluate, expected plain text without `${`, got `demo-${env}`",
  ],
  [
    "cluster_name: demo",
    "cluster_name: dmeo",
    "1:15 file-name-differs cluster_name: not the name of the file, expected `demo`, got `dmeo`",
  ],
  ["cluster_name: demo", "tags: {}", "1:1 key-missing cluster_name: missing, expected text"],
  [
    "render: access",
    "render: acces",
    "2:9 value-unknown render: unknown value, expected one of resources, access, overlay, module, got `acces`",
  ],
  ["region: ap-northeast-2, ", "", "3:1 key-missing terraform.region: missing, expected text"],
  [
    "region: ap-northeast-2",
    "region: eusc-de-east-1",
    "3:22 region-malformed terraform.region: not a known region, expected the code of a region of partition aws, aws-cn, aws-us-gov, got `eusc-de-east-1`",
  ],
  [
    ', account_id: "111122223333" }',
    " }\nmigration: { stage: api }",
    "3:1 account-id-missing terraform.account_id: missing, expected 12 digits in a file with `migration`",
  ],
];

describe("a start of a cluster file", () => {
  test("the original is accepted", () => {
    expect(problems(ACCESS_ONLY)).toEqual([]);
  });

  test.each(INSTEAD)("%s may not be %s", (of, line, problem) => {
    expect(problems(ACCESS_ONLY.replace(of, () => line))).toEqual([problem]);
  });
});

describe("a file with `render: overlay`", () => {
  const overlay = ACCESS_ONLY.replace("render: access", "render: overlay\noverlay: { root: ../infra, module: eks }");

  test("has no backend and no protection of its own, and is accepted without them", () => {
    expect(problems(overlay)).toEqual([]);
    for (const [key, value] of [
      ["backend", "{ local: {} }"],
      ["protect", "true"],
    ] as const) {
      const [problem] = problems(overlay.replace("region:", `${key}: ${value}, region:`));
      expect(problem).toBe(
        `4:14 variable-unused terraform.${key}: has no effect with \`render: overlay\`, expected it left out`,
      );
    }
  });

  test("has no `renamed` of its own: its help leads to the `moved` blocks of the root", () => {
    const { findings } = parseClusterFile("clusters/demo.yaml", `${overlay}renamed: { old: new }\n`);
    expect(findings.filter(({ path }) => path === "renamed").map(({ code, help }) => [code, help])).toEqual([
      [
        "variable-unused",
        "delete it, and write `moved` blocks into the root module, of the entry and of each of its policies: docs/recovery.md has them",
      ],
    ]);
  });
});
