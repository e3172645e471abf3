import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";

const ROLE = "arn:aws:iam::111122223333:role/Ops";
const USER = "arn:aws:iam::111122223333:user/alice";

function rolesOf(mapRoles: string): unknown[] {
  return parseAwsAuth({ mapRoles }).awsAuth.roles.map(({ row }) => row);
}

/** code, path, line: message */
function findingsOf(data: Record<string, string>): string[] {
  return parseAwsAuth(data).findings.map(
    ({ code, path, line, message }) => `${code} ${path}:${line ?? "-"} ${message}`,
  );
}

describe("parseAwsAuth, row by row", () => {
  test("R5 accepts: a role with rolearn or sso, a user with userarn, and keeps their places", () => {
    const mapRoles = `- username: lost\n- rolearn: ${ROLE}\n- sso: {accountID: "111122223333", permissionSetName: Admin}\n`;
    expect(parseAwsAuth({ mapRoles, mapUsers: `- userarn: ${USER}\n` }).awsAuth).toMatchObject({
      roles: [
        { row: { rolearn: ROLE }, place: { index: 1, line: 2 } },
        { row: { sso: { accountID: "111122223333", permissionSetName: "Admin" } }, place: { index: 2, line: 3 } },
      ],
      users: [{ row: { userarn: USER }, place: { index: 0 } }],
    });
  });

  test.each([
    ["username: x", "the row has no rolearn, expected one of rolearn and sso, got none"],
    ['rolearn: ""', "the row has no rolearn, expected one of rolearn and sso, got none"],
    ["text", "the row is not a map, expected a map, got `text`"],
    ["", "the row is not a map, expected a map, got nothing"],
    [`{rolearn: x, sso: {}}`, "the row is for two, expected one of rolearn and sso, got both, `x`"],
    ["sso: {permissionSetName: Admin}", "malformed sso.accountID, expected 12 digits, got nothing"],
    [
      'sso: {accountID: "111122223333"}',
      "malformed sso.permissionSetName, expected 1 to 32 letters, digits and +=,.@_-, got nothing",
    ],
    [
      'sso: {accountID: "111122223333", permissionSetName: A, partition: gcp}',
      "unknown sso.partition, expected one of aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-eusc, got `gcp`",
    ],
  ])("R5 refuses: a role with %j, alone", (row, message) => {
    const mapRoles = `- ${row}\n- rolearn: ${ROLE}\n`;
    expect(rolesOf(mapRoles)).toEqual([{ rolearn: ROLE }]);
    expect(findingsOf({ mapRoles })).toEqual([`aws-auth-row-dropped mapRoles[0]:1 ${message}`]);
  });

  test("R5 refuses: a user without userarn, alone", () => {
    const mapUsers = `- username: x\n- userarn: ${USER}\n`;
    expect(parseAwsAuth({ mapUsers }).awsAuth.users.map(({ row }) => row)).toEqual([{ userarn: USER }]);
    expect(findingsOf({ mapUsers })).toEqual([
      "aws-auth-row-dropped mapUsers[0]:1 the row has no userarn, expected an ARN, got none",
    ]);
  });

  test("R6 accepts: fields of the right type, whatever they look like", () => {
    expect(rolesOf(`- rolearn: ${ROLE}\n  username: 1:30\n  groups: [2001-01-01, !!str 5, "yes", 1e999]\n`)).toEqual([
      { rolearn: ROLE, username: "1:30", groups: ["2001-01-01", "5", "yes", "1e999"] },
    ]);
  });

  test("R6 refuses: fields of the wrong type, and keeps the row", () => {
    const mapRoles = `- rolearn: ${ROLE}\n  username: 0o7\n  groups: system:masters\n- rolearn: ${ROLE}\n  groups: [a, yes, ~]\n`;
    const wrong = "the value has the wrong type, and the authenticator uses the row without it, expected";
    expect(rolesOf(mapRoles)).toEqual([{ rolearn: ROLE }, { rolearn: ROLE, groups: ["a", "", ""] }]);
    expect(findingsOf({ mapRoles })).toEqual([
      `aws-auth-field-dropped mapRoles[0].groups:3 ${wrong} a list of texts, got \`system:masters\``,
      `aws-auth-field-dropped mapRoles[0].username:2 ${wrong} a text, got \`0o7\``,
      `aws-auth-field-dropped mapRoles[1].groups[1]:5 ${wrong} a text, got \`yes\``,
      `aws-auth-field-dropped mapRoles[1].groups[2]:5 ${wrong} a text, got \`~\``,
    ]);
  });

  test("R7 accepts: accounts as raw text, unquoted and with leading zeros", () => {
    const { awsAuth, findings } = parseAwsAuth({ mapAccounts: "- 012345678901\n- '111122223333'\n- 0x1F\n" });
    expect(awsAuth.accounts.map(({ row }) => row)).toEqual(["012345678901", "111122223333", "0x1F"]);
    expect(findings).toEqual([]);
  });

  test("R7 refuses: accounts that are no text, and counts them", () => {
    const mapAccounts = "- [1]\n- 111122223333\n";
    expect(parseAwsAuth({ mapAccounts }).awsAuth.accounts).toEqual([
      { row: "111122223333", place: { section: "mapAccounts", index: 1, line: 2 } },
    ]);
    expect(findingsOf({ mapAccounts })).toEqual([
      "aws-auth-row-dropped mapAccounts[0]:1 the account is not text, expected an account ID, got a list or map",
    ]);
  });

  test("R8 accepts: an ARN that is none", () => {
    expect(rolesOf("- rolearn: not an arn\n")).toEqual([{ rolearn: "not an arn" }]);
  });

  test("of a key given twice the last counts, and of a merge what comes later", () => {
    expect(rolesOf(`- &a {rolearn: a, username: x}\n- username: y\n  username: z\n  <<: *a\n`)).toEqual([
      { rolearn: "a", username: "x" },
      { rolearn: "a", username: "x" },
    ]);
  });

  test("groups given twice keep elements that the second list has in the wrong type", () => {
    expect(rolesOf(`- rolearn: ${ROLE}\n  Groups: [a, b]\n  groups: [c, 1]\n`)).toEqual([
      { rolearn: ROLE, groups: ["c", "b"] },
    ]);
  });

  test("only the first document is read, and a list ends where a row is indented less", () => {
    for (const text of [`- rolearn: ${ROLE}\n---\n- rolearn: x\n`, `  - rolearn: ${ROLE}\n- rolearn: x\n`]) {
      expect(rolesOf(text)).toEqual([{ rolearn: ROLE }]);
      expect(findingsOf({ mapRoles: text })).toEqual([
        "aws-auth-text-ignored mapRoles:2 the authenticator does not read the rows from this line on, which serve nobody, expected one list, got a second document",
      ]);
    }
  });

  test("quotes and brackets may go on at any column", () => {
    expect(rolesOf(`  - rolearn: 'a\n b'\n    groups: [c,\nd, -]\n`)).toEqual([
      { rolearn: "a b", groups: ["c", "d", "-"] },
    ]);
  });

  test.each([
    ["- !!timestamp 2001-01-01\n", "a tag that is not modelled"],
    ["- a\u2028b\n", "a character that is a line break to some"],
    ["- {rolearn: a?b}\n", "a question mark in brackets"],
    ["%TAG ! !x\n---\n- a\n", "a line that begins with %"],
    [`${"[".repeat(300)}${"]".repeat(300)}`, "nested too deeply to be read"],
  ])("says that it cannot tell what becomes of %j", (mapRoles, message) => {
    const { awsAuth, findings } = parseAwsAuth({ mapRoles });
    expect(awsAuth.unreadable).toEqual(["mapRoles"]);
    expect(findings).toMatchObject([
      {
        code: "aws-auth-section-unreadable",
        severity: "blocker",
        path: "mapRoles",
        message: `whom the rows of mapRoles serve is not known, for this text cannot be read without doubt: ${message}`,
      },
    ]);
  });

  test.each([5_000, 100_000])("%i brackets do not stop it", (depth) => {
    const data = { mapRoles: "[".repeat(depth), mapUsers: "- ".repeat(depth), mapAccounts: "{a: ".repeat(depth) };
    const { awsAuth, findings } = parseAwsAuth(data);
    expect([...awsAuth.roles, ...awsAuth.users, ...awsAuth.accounts]).toEqual([]);
    expect(new Set(findings.map(({ path }) => path))).toEqual(new Set(Object.keys(data)));
  });

  test("an anchor bomb is refused as go-yaml refuses it", () => {
    const levels = Array.from({ length: 12 }, (_, i) => `- &a${i} [${`*a${i - 1},`.repeat(9)}]`.replace(/\*a-1/g, "x"));
    const { findings } = parseAwsAuth({ mapRoles: levels.join("\n"), mapAccounts: levels.join("\n") });
    expect(findings[0]).toMatchObject({
      code: "aws-auth-section-invalid",
      message:
        "the authenticator cannot read mapRoles, so that none of its rows serves anybody: nearly all of it comes from aliases",
    });
  });
});
