import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { identify, matchArn } from "../../../lib/access/aws-auth/row-match";
import { ACCOUNT, caller, role, user } from "../../support/definitions/arns";

const dev = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
const alice = { userarn: user("alice"), username: "alice", groups: ["developers"] };

describe("matchArn", () => {
  test("R9 accepts: of rows for one role the last counts, whole", () => {
    const awsAuth = awsAuthOf([dev, { rolearn: role("DEV"), groups: ["b"] }]);
    expect(identify(awsAuth, caller(role("dev"), "me"))).toMatchObject({
      username: "",
      groups: ["b"],
      place: { section: "mapRoles", index: 1 },
    });
  });

  test("R9 accepts: of rows that spell one user alike the last counts", () => {
    const awsAuth = awsAuthOf([], [alice, { ...alice, groups: ["b"] }]);
    expect(matchArn(awsAuth, user("alice"), ACCOUNT)).toMatchObject({ kind: "row", place: { index: 1 } });
  });

  test("R9 accepts: users that differ only in case and give the same", () => {
    const awsAuth = awsAuthOf([], [alice, { ...alice, userarn: user("Alice") }]);
    expect(matchArn(awsAuth, user("alice"), ACCOUNT)).toMatchObject({ kind: "row" });
  });

  test("R9 accepts: users that differ in case and in the order of the same groups", () => {
    const first = { ...alice, groups: ["a", "b"] };
    const awsAuth = awsAuthOf([], [first, { ...alice, userarn: user("Alice"), groups: ["b", "a", "b"] }]);
    expect(matchArn(awsAuth, user("alice"), ACCOUNT)).toMatchObject({ kind: "row" });
  });

  test("R9 refuses: users that differ only in case and give different things, nobody knows which counts", () => {
    const awsAuth = awsAuthOf([], [alice, { ...alice, userarn: user("Alice"), groups: [] }]);
    expect(matchArn(awsAuth, user("alice"), ACCOUNT)).toEqual({
      kind: "unknown",
      section: "mapUsers",
      why: "mapUsers[0] and mapUsers[1] differ only in case, either may serve",
    });
  });

  test("R10 accepts: mapRoles is asked before mapUsers, also for a user", () => {
    const awsAuth = awsAuthOf([{ rolearn: user("alice"), username: "by-roles" }], [alice]);
    expect(identify(awsAuth, caller(user("alice")))).toMatchObject({ username: "by-roles" });
  });

  test("R10 refuses: a row of mapRoles whose template fails leaves nothing to mapUsers or mapAccounts", () => {
    const awsAuth = awsAuthOf(
      [{ rolearn: role("dev"), username: "{{EC2PrivateDNSName}}" }],
      [{ userarn: role("dev"), username: "dev" }],
      [ACCOUNT],
    );
    expect(identify(awsAuth, caller(role("dev"), "me"))).toEqual({
      kind: "refused",
      why: "{{EC2PrivateDNSName}} needs a session named after an EC2 instance",
      place: { section: "mapRoles", index: 0 },
    });
  });

  test("refuses a caller of whom a group cannot be filled in", () => {
    const awsAuth = awsAuthOf([{ ...dev, groups: ["a", "{{EC2PrivateDNSName}}"] }]);
    expect(identify(awsAuth, caller(role("dev"), "me"))).toMatchObject({ kind: "refused" });
  });

  test("R11 accepts: ARNs are compared without case", () => {
    expect(matchArn(awsAuthOf([dev]), role("DEV"), ACCOUNT)).toMatchObject({ kind: "row" });
  });

  test("R12 accepts: a role with a path is served by a row without it", () => {
    expect(identify(awsAuthOf([dev]), caller(role("team/dev"), "me"))).toMatchObject({ username: "dev" });
  });

  test("R12 refuses: a row with a path, a session's ARN or an sso matcher serves nobody", () => {
    const rows = [
      { rolearn: role("team/dev") },
      { rolearn: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me` },
      { sso: { permissionSetName: "dev", accountID: ACCOUNT } },
    ];
    expect(identify(awsAuthOf(rows), caller(role("team/dev"), "me"))).toEqual({
      kind: "refused",
      why: "no row names it",
    });
  });

  test("R13 accepts: a mapped account gives the ARN as username and no groups", () => {
    expect(identify(awsAuthOf([], [], [ACCOUNT]), caller(role("team/dev"), "me"))).toEqual({
      kind: "identity",
      username: role("dev"),
      groups: [],
      place: { section: "mapAccounts", index: 0 },
    });
  });

  test("R13 refuses: other accounts, and an account of which the leading zero was lost", () => {
    const awsAuth = awsAuthOf([], [], ["444455556666", "11122223333"]);
    expect(identify(awsAuth, caller(role("dev", "011122223333"), "me"))).toMatchObject({ kind: "refused" });
  });

  test("R14 accepts: root and federated users are served by mapUsers", () => {
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const federated = `arn:aws:sts::${ACCOUNT}:federated-user/bob`;
    const awsAuth = awsAuthOf(
      [],
      [
        { userarn: root, username: "root" },
        { userarn: federated, username: "bob" },
      ],
    );
    expect(identify(awsAuth, caller(root))).toMatchObject({ username: "root" });
    expect(identify(awsAuth, caller(federated))).toMatchObject({ username: "bob" });
  });

  test("R14 refuses: a row for root serves nobody else of the account", () => {
    const awsAuth = awsAuthOf([], [{ userarn: `arn:aws:iam::${ACCOUNT}:root`, username: "root" }]);
    expect(identify(awsAuth, caller(user("alice")))).toMatchObject({ kind: "refused" });
  });

  test.each([
    ["mapRoles", role("dev"), "unknown"],
    ["mapUsers", role("dev"), "row"],
    ["mapUsers", user("alice"), "unknown"],
    ["mapAccounts", user("alice"), "row"],
    ["mapAccounts", user("bob"), "unknown"],
  ] as const)("does not guess past an unreadable %s (%s)", (section, arn, kind) => {
    const awsAuth = { ...awsAuthOf([dev], [alice]), unreadable: [section] };
    expect(matchArn(awsAuth, arn, ACCOUNT).kind).toBe(kind);
  });
});
