import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";

const ROLE = "arn:aws:iam::111122223333:role/Ops";
const USER = "arn:aws:iam::111122223333:user/alice";

function rolesOf(mapRoles: string): unknown[] {
  return parseAwsAuth({ mapRoles }).awsAuth.roles.map(({ row }) => row);
}

function usersOf(mapUsers: string): unknown[] {
  return parseAwsAuth({ mapUsers }).awsAuth.users.map(({ row }) => row);
}

/** code, path, line: message */
function findingsOf(data: Record<string, string>): string[] {
  return parseAwsAuth(data).findings.map(
    ({ code, path, line, message }) => `${code} ${path}:${line ?? "-"} ${message}`,
  );
}

describe("parseAwsAuth", () => {
  test("reads rows of all three sections with their places", () => {
    const data = {
      mapRoles: `- rolearn: ${ROLE}\n  username: ops\n  groups:\n  - viewers\n`,
      mapUsers: `# people\n- userarn: ${USER}\n  groups: []\n`,
      mapAccounts: '- "111122223333"\n',
    };
    expect(parseAwsAuth(data)).toEqual({
      awsAuth: {
        roles: [
          {
            row: { rolearn: ROLE, username: "ops", groups: ["viewers"] },
            place: { section: "mapRoles", index: 0, line: 1 },
          },
        ],
        users: [{ row: { userarn: USER, groups: [] }, place: { section: "mapUsers", index: 0, line: 2 } }],
        accounts: [{ row: "111122223333", place: { section: "mapAccounts", index: 0, line: 1 } }],
        unreadable: [],
      },
      findings: [],
    });
  });

  test("reads back what encodeAwsAuth writes", () => {
    const awsAuth = awsAuthOf(
      [{ rolearn: ROLE, username: "1e3", groups: ["yes", "~"] }],
      [{ userarn: USER }],
      ["012345678901"],
    );
    const { awsAuth: read, findings } = parseAwsAuth(encodeAwsAuth(awsAuth));
    expect(findings).toEqual([]);
    expect([read.roles, read.users, read.accounts].map((rows) => rows.map(({ row }) => row))).toEqual([
      [{ rolearn: ROLE, username: "1e3", groups: ["yes", "~"] }],
      [{ userarn: USER }],
      ["012345678901"],
    ]);
  });

  test("holds nothing of an empty ConfigMap", () => {
    expect(parseAwsAuth({})).toEqual({ awsAuth: { roles: [], users: [], accounts: [], unreadable: [] }, findings: [] });
  });

  test("R1 accepts: the three keys in their exact case", () => {
    expect(findingsOf({ mapRoles: "[]", mapUsers: "[]", mapAccounts: "[]" })).toEqual([]);
  });

  test("R1 refuses: any other key, and one that differs only in case blocks", () => {
    const data = { maproles: `- rolearn: ${ROLE}\n`, mapRole: "[]", notes: "x" };
    const expected = "expected one of mapRoles, mapUsers, mapAccounts, got";
    expect(parseAwsAuth(data).awsAuth.roles).toEqual([]);
    expect(parseAwsAuth(data).findings).toEqual([
      {
        code: "aws-auth-key-miscased",
        severity: "blocker",
        path: "maproles",
        message: `the authenticator does not read this key, ${expected} \`maproles\``,
        help: "did you mean `mapRoles`? No row below this key serves anybody; its rows serve as soon as the key is correct: `kubectl edit configmap -n kube-system aws-auth`, then type this command again with what `kubectl get configmap -n kube-system aws-auth -o yaml` prints",
      },
      {
        code: "aws-auth-key-ignored",
        severity: "warning",
        path: "mapRole",
        message: `the authenticator does not read this key, ${expected} \`mapRole\``,
        help: "did you mean `mapRoles`? No row below this key serves anybody; its rows serve as soon as the key is correct: `kubectl edit configmap -n kube-system aws-auth`, then type this command again with what `kubectl get configmap -n kube-system aws-auth -o yaml` prints",
      },
      {
        code: "aws-auth-key-ignored",
        severity: "warning",
        path: "notes",
        message: `the authenticator does not read this key, ${expected} \`notes\``,
        help: "if no other program reads this key, delete it: `kubectl edit configmap -n kube-system aws-auth`, then type this command again with what `kubectl get configmap -n kube-system aws-auth -o yaml` prints",
      },
    ]);
  });

  test("R2 accepts: fields in any case, and the one in lower case counts", () => {
    expect(rolesOf(`- RoleARN: ${ROLE}\n  USERNAME: ops\n  Groups: [viewers]\n`)).toEqual([
      { rolearn: ROLE, username: "ops", groups: ["viewers"] },
    ]);
    expect(findingsOf({ mapUsers: `- userarn: ${USER}\n  username: a\n  Username: b\n` })).toEqual([
      "aws-auth-field-repeated mapUsers[0]:2 the field is given more than once, expected one username, got `username` again",
    ]);
    expect(usersOf(`- userarn: ${USER}\n  username: a\n  Username: b\n`)).toEqual([{ userarn: USER, username: "a" }]);
  });

  test("R2 refuses: a field that is no field in any case", () => {
    expect(rolesOf(`- rolearn: ${ROLE}\n  group: [viewers]\n`)).toEqual([{ rolearn: ROLE }]);
    expect(findingsOf({ mapRoles: `- rolearn: ${ROLE}\n  group: [viewers]\n` })).toEqual([
      "aws-auth-field-unknown mapRoles[0]:2 unknown field, which the authenticator ignores, expected one of rolearn, username, groups, userid, sso, got `group`",
    ]);
  });

  test.each(["", " \n", "``", '""', " '' \n", "[]", "null", "~", "# nothing\n", "---\n"])(
    "R3 accepts: %j as empty",
    (text) => {
      const data = { mapRoles: text, mapUsers: text, mapAccounts: text };
      expect(parseAwsAuth(data)).toEqual(parseAwsAuth({}));
    },
  );

  test.each(['""""', "`", "{}"])("R3 refuses: %j, which is not empty", (text) => {
    expect(parseAwsAuth({ mapRoles: text }).findings).toMatchObject([
      { code: "aws-auth-section-invalid", path: "mapRoles" },
    ]);
  });

  test("R4 accepts: the other sections when one is broken", () => {
    const { awsAuth } = parseAwsAuth({
      mapRoles: "- [",
      mapUsers: `- userarn: ${USER}\n`,
      mapAccounts: "- 111122223333\n",
    });
    expect([awsAuth.roles.length, awsAuth.users.length, awsAuth.accounts.length]).toEqual([0, 1, 1]);
  });

  test.each([
    [`- rolearn: ${ROLE}\n username: x\n`, 2, "sequence item without - indicator"],
    [`- rolearn: ${ROLE}\n\tusername: x\n`, 2, "unexpected scalar at node end"],
    [`- rolearn: ${ROLE}\n\n\t\n`, 3, "a tab before a row or key"],
    [`- rolearn: ${ROLE}\n  username: .inf\n`, 2, "a number that JSON does not have"],
    [`- rolearn: ${ROLE}\n  ~: x\n`, 1, "a key that JSON does not have"],
    [`- rolearn: !!int x\n`, 1, "a value does not fit its tag"],
    [`- rolearn: *role\n`, 1, "an alias without anchor"],
    [`- &a [*a]\n`, 1, "an anchor contains itself"],
    [`- "\\/"\n`, 1, "an escape that go-yaml does not know, got `\\/`"],
    [`- 'it''`, 1, "a quote that is not closed"],
    [`%YAML 1.2\n---\n- rolearn: ${ROLE}\n`, 1, "a YAML version that go-yaml refuses, expected 1.1, got `1.2`"],
    [`rolearn: ${ROLE}\n`, 1, "it is no list, expected rows that begin with a dash, got a map"],
    [`{"rolearn": "${ROLE}"}`, 1, "it is no list, expected rows that begin with a dash, got a map"],
    ["\u0001", 1, "a control character"],
  ])("R4 refuses: %j", (mapRoles, line, message) => {
    expect(parseAwsAuth({ mapRoles })).toEqual({
      awsAuth: parseAwsAuth({}).awsAuth,
      findings: [
        {
          code: "aws-auth-section-invalid",
          severity: "blocker",
          path: "mapRoles",
          line,
          message: `the authenticator cannot read mapRoles, so that none of its rows serves anybody: ${message}`,
          help: "correct the text, which gives the principals of these rows access, or delete the section: `kubectl edit configmap -n kube-system aws-auth`, then type this command again with what `kubectl get configmap -n kube-system aws-auth -o yaml` prints",
        },
      ],
    });
  });
});
