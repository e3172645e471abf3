import { awsAuthOf, type Place } from "../../../lib/access/aws-auth/aws-auth";
import { rowFindings, rowStates } from "../../../lib/access/aws-auth/row-state";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";

describe("rowStates", () => {
  test("tells effective, shadowed and dead rows apart", () => {
    const awsAuth = awsAuthOf(
      [
        { rolearn: role("dev"), username: "a" },
        { rolearn: role("Dev"), username: "b" },
        { rolearn: role("team/dev"), username: "c" },
        { rolearn: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`, username: "d" },
        { sso: { permissionSetName: "dev", accountID: ACCOUNT }, username: "e" },
      ],
      [
        { userarn: "alice", username: "f" },
        { userarn: role("dev"), username: "g" },
        { userarn: user("team/bob"), username: "h" },
      ],
    );
    expect(rowStates(awsAuth).map(({ state }) => (state.kind === "dead" ? state.reason : state.kind))).toEqual([
      "shadowed",
      "effective",
      "path",
      "session",
      "sso",
      "malformed",
      "shadowed",
      "effective",
    ]);
  });

  test("R11 accepts: the principal keeps the case of its name", () => {
    expect(rowStates(awsAuthOf([{ rolearn: role("DevOps") }]))[0]?.state).toEqual({
      kind: "effective",
      principal: arn(role("DevOps")),
    });
  });

  test("a service-linked role without its path is an effective row", () => {
    const [stated] = rowStates(awsAuthOf([{ rolearn: role("AWSServiceRoleForAmazonEMRContainers"), username: "emr" }]));
    expect(stated?.state).toMatchObject({ kind: "effective", principal: { kind: "service-linked-role" } });
  });
});

describe("rowFindings", () => {
  test("R8 accepts: a well-formed ARN gives no finding", () => {
    expect(rowFindings(awsAuthOf([{ rolearn: role("dev"), username: "dev" }]))).toEqual([]);
  });

  test("R8 refuses: a malformed ARN is reported, not thrown", () => {
    expect(rowFindings(awsAuthOf([], [{ userarn: "arn:aws:iam::111:user/x", username: "x" }]))).toEqual([
      {
        code: "row-arn-malformed",
        severity: "warning",
        path: "mapUsers[0]",
        message: "`arn:aws:iam::111:user/x` serves nobody: not an account ID, expected 12 digits, got `111`",
        help: "correct the ARN, or delete the row",
      },
    ]);
  });

  test("R9 refuses: rows of one user in several cases with different rights", () => {
    const rows = [
      { userarn: user("alice"), username: "a" },
      { userarn: user("Alice"), username: "b" },
    ];
    expect(rowFindings(awsAuthOf([], rows)).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "row-ambiguous mapUsers[0]",
      "row-ambiguous mapUsers[1]",
    ]);
  });

  test("says which row counts instead, at the place that the caller asks for", () => {
    const rows = [
      { rolearn: role("dev"), username: "a" },
      { rolearn: role("dev"), username: "b" },
    ];
    const inFile = ({ index }: Place): string => `aws_auth_roles[${index}]`;
    expect(rowFindings(awsAuthOf(rows), { pathOf: inFile, ownAccount: ACCOUNT })).toEqual([
      {
        code: "row-shadowed",
        severity: "warning",
        path: "aws_auth_roles[0]",
        message: "the row of role dev is ignored: the authenticator uses aws_auth_roles[1] for the same principal",
        help: "delete this row: nobody's access changes. To use this row, delete the other one: its groups go with it, for rows are never merged. To give the groups of both, write all groups into one row, and delete the other",
      },
    ]);
  });

  test("finds the missing username behind a 401 on metrics", () => {
    const [found] = rowFindings(awsAuthOf([], [{ userarn: user("sub-admin"), groups: ["system:masters"] }]));
    expect(found).toMatchObject({ code: "row-username-missing", path: "mapUsers[0].username" });
    expect(found?.message).toContain("aggregated APIs such as metrics answer 401");
  });

  test.each([
    [user("bob"), "{{SessionName}}", true],
    [user("bob"), "{{SessionNameRaw}}{{SessionName}}", true],
    [user("bob"), "bob:{{SessionName}}", false],
    [user("bob"), "{{AccountID}}", false],
    [user("bob"), "{{EC2PrivateDNSName}}", false],
    [role("dev"), "{{SessionName}}", false],
    [role("dev"), "", true],
  ])("R24 refuses: a username that is empty once filled in: %s with %j (%s)", (of, username, isEmpty) => {
    const row = of.includes(":user/")
      ? awsAuthOf([], [{ userarn: of, username }])
      : awsAuthOf([{ rolearn: of, username }]);
    expect(rowFindings(row).map(({ code }) => code)).toEqual(isEmpty ? ["row-username-missing"] : []);
  });

  test("names the template that is empty", () => {
    expect(rowFindings(awsAuthOf([], [{ userarn: user("bob"), username: "{{SessionName}}" }]))).toMatchObject([
      {
        message: `user bob of ${ACCOUNT} has a username that is empty once \`{{SessionName}}\` is filled in, expected a name: aggregated APIs such as metrics answer 401 to it`,
      },
    ]);
  });

  test("calls an sso matcher by what it is", () => {
    const sso = { permissionSetName: "dev", accountID: ACCOUNT };
    expect(rowFindings(awsAuthOf([{ sso, username: "a" }]))).toMatchObject([
      { code: "row-dead", message: "the sso matcher serves nobody: the matcher is switched off on EKS" },
    ]);
  });

  test("says in which line a row stands, and sorts: errors first, then by path", () => {
    const { roles, users, ...rest } = awsAuthOf(
      [{ rolearn: role("team/dev"), username: "a" }],
      [
        { userarn: user("alice"), username: "a" },
        { userarn: user("Alice"), username: "b" },
      ],
    );
    const inLines = { ...rest, users, roles: roles.map(({ row, place }) => ({ row, place: { ...place, line: 7 } })) };
    expect(rowFindings(inLines).map(({ code, path, line }) => [code, path, line])).toEqual([
      ["row-ambiguous", "mapUsers[0]", undefined],
      ["row-ambiguous", "mapUsers[1]", undefined],
      ["row-dead", "mapRoles[0]", 7],
    ]);
  });

  test("stays on one line, whatever the row holds", () => {
    const [found] = rowFindings(awsAuthOf([], [{ userarn: "a\n`b`", username: "x" }]));
    expect(found?.message).toBe(
      "`a 'b'` serves nobody: not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `a 'b'`",
    );
  });
});
