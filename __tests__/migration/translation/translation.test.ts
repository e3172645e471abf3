import {
  awsAuthOf,
  EMPTY_AWS_AUTH,
  type Place,
  type RoleRow,
  type UserRow,
} from "../../../lib/access/aws-auth/aws-auth";
import { rowFindings } from "../../../lib/access/aws-auth/row-state";
import { type TranslationContext, translateRows } from "../../../lib/migration/translation/translation";
import { ACCOUNT, arn, policyArn, role, user } from "../../support/definitions/arns";

const OTHER = "444455556666";
const bare = (...names: string[]): TranslationContext => ({
  accountId: ACCOUNT,
  partition: "aws",
  rolePaths: Object.fromEntries(names.map((name) => [role(name), role(name)])),
});
const admin = { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } };
const codes = (roles: readonly RoleRow[], users: readonly UserRow[] = [], context = bare("dev")): string[] =>
  translateRows(awsAuthOf(roles, users), context).findings.map(({ code }) => code);

describe("translateRows", () => {
  test("gives nothing for nothing", () => {
    expect(translateRows(EMPTY_AWS_AUTH)).toEqual({ outcomes: [], entries: {}, findings: [] });
  });

  test("gives each row and each account one outcome, in the order of sections", () => {
    const { outcomes } = translateRows(
      awsAuthOf(
        [
          { rolearn: role("dev"), username: "old", groups: ["old"] },
          { rolearn: role("dev"), username: "dev", groups: ["developers"] },
          { rolearn: role("team/ops"), username: "ops", groups: ["system:masters"] },
        ],
        [{ userarn: user("alice"), username: "alice", groups: ["system:nodes"] }],
        [ACCOUNT],
      ),
      bare("dev"),
    );
    expect(outcomes).toEqual([
      {
        kind: "shadowed",
        place: { section: "mapRoles", index: 0 },
        findings: [],
        by: { section: "mapRoles", index: 1 },
      },
      {
        kind: "entry",
        place: { section: "mapRoles", index: 1 },
        findings: [],
        principal: arn(role("dev")),
        key: "dev",
        entry: { principalArn: role("dev"), userName: "dev", kubernetesGroups: ["developers"] },
      },
      { kind: "dead", place: { section: "mapRoles", index: 2 }, findings: [] },
      {
        kind: "blocked",
        place: { section: "mapUsers", index: 0 },
        findings: [expect.objectContaining({ code: "row-group-system", principal: user("alice") })],
        by: ["row-group-system"],
        principal: arn(user("alice")),
      },
      {
        kind: "blocked",
        place: { section: "mapAccounts", index: 0 },
        findings: [expect.objectContaining({ code: "account-mapped" })],
        by: ["account-mapped"],
      },
    ]);
  });

  test("translates the examples of the AWS user guide", () => {
    const awsAuth = awsAuthOf(
      [
        {
          rolearn: role("my-role"),
          username: "system:node:{{EC2PrivateDNSName}}",
          groups: ["system:bootstrappers", "system:nodes"],
        },
        {
          rolearn: role("my-console-viewer-role"),
          username: "my-console-viewer-role",
          groups: ["eks-console-dashboard-full-access-group"],
        },
      ],
      [
        { userarn: user("admin"), username: "admin", groups: ["system:masters"] },
        {
          userarn: user("my-user", OTHER),
          username: "my-user",
          groups: ["eks-console-dashboard-restricted-access-group"],
        },
      ],
    );
    const { entries, findings } = translateRows(awsAuth, bare("my-role", "my-console-viewer-role"));
    expect(findings).toEqual([]);
    expect(Object.entries(entries)).toEqual([
      ["admin", { principalArn: user("admin"), userName: "admin", policyAssociations: { admin } }],
      [
        "my_console_viewer_role",
        {
          principalArn: role("my-console-viewer-role"),
          userName: "my-console-viewer-role",
          kubernetesGroups: ["eks-console-dashboard-full-access-group"],
        },
      ],
      ["my_role", { principalArn: role("my-role"), type: "EC2_LINUX" }],
      [
        `my_user_${OTHER}`,
        {
          principalArn: user("my-user", OTHER),
          userName: "my-user",
          kubernetesGroups: ["eks-console-dashboard-restricted-access-group"],
        },
      ],
    ]);
  });

  test("points where it is told to", () => {
    const pathOf = ({ section, index }: Place): string => `aws_auth.${section}[${index}]`;
    const awsAuth = awsAuthOf([], [{ userarn: user("a"), username: "a", groups: ["g", ""] }], [ACCOUNT]);
    const { findings } = translateRows(awsAuth, { pathOf });
    expect(findings.map(({ path }) => path)).toEqual(["aws_auth.mapAccounts[0]", "aws_auth.mapUsers[0].groups[1]"]);
  });

  test("does not repeat what rowFindings tells", () => {
    const awsAuth = awsAuthOf(
      [{ rolearn: role("team/dev") }, { rolearn: role("dev"), groups: ["a"] }, { rolearn: role("Dev"), groups: ["a"] }],
      [
        { userarn: "alice" },
        { userarn: user("bob"), username: "a", groups: ["a"] },
        { userarn: user("Bob"), username: "b", groups: ["b"] },
      ],
    );
    const translation = translateRows(awsAuth, bare("dev"));
    expect(translation.findings).toEqual([]);
    expect(translation.outcomes.map(({ kind }) => kind)).toEqual([
      "dead",
      "shadowed",
      "entry",
      "dead",
      "blocked",
      "blocked",
    ]);
    expect(translation.outcomes[4]).toEqual({
      kind: "blocked",
      place: { section: "mapUsers", index: 1 },
      findings: [],
      by: ["row-ambiguous"],
    });
    expect(rowFindings(awsAuth).map(({ code }) => code)).toEqual([
      "row-ambiguous",
      "row-ambiguous",
      "row-dead",
      "row-shadowed",
      "row-username-missing",
      "row-arn-malformed",
    ]);
  });

  test("leaves rows alone that an unreadable section may override", () => {
    const rows = [{ userarn: user("alice"), username: "alice", groups: ["a"] }];
    const hiding = { ...awsAuthOf([{ rolearn: role("dev"), username: "dev", groups: ["a"] }], rows) };
    const read = (unreadable: ("mapRoles" | "mapUsers" | "mapAccounts")[]): string[] =>
      translateRows({ ...hiding, unreadable }, bare("dev")).outcomes.map(({ kind }) => kind);
    expect(read(["mapRoles"])).toEqual(["blocked", "blocked"]);
    expect(read(["mapUsers"])).toEqual(["entry", "blocked"]);
    expect(read(["mapAccounts"])).toEqual(["entry", "entry"]);
  });

  test("R13 accepts: what is no account ID serves nobody, and the same account again is shadowed", () => {
    const awsAuth = awsAuthOf([], [], [ACCOUNT, "123", ACCOUNT]);
    const { outcomes } = translateRows(awsAuth);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["shadowed", "dead", "blocked"]);
    expect(outcomes[1]?.findings).toEqual([
      {
        code: "account-malformed",
        severity: "warning",
        path: "mapAccounts[1]",
        message: "not an account ID, expected 12 digits, got `123`",
        help: "delete it, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`): it serves nobody; correcting it grants access which nobody has today",
      },
    ]);
  });

  test("R13 refuses: a whole account", () => {
    expect(translateRows(awsAuthOf([], [], [OTHER])).findings).toEqual([
      {
        code: "account-mapped",
        severity: "blocker",
        path: "mapAccounts[0]",
        message: `by this row every role and user of an account may come in, and whoever has no entry gets 401 from stage \`api\` on, expected an entry for each one that uses the row, got \`${OTHER}\``,
        help: `\`eks-access usage FILE --log LOGS\` names who comes in by it; declare an entry for each, with \`user_name\` its ARN (of a role without the path): the row gives them that username, and RBAC names them by it; then add \`arn:aws:iam::${OTHER}:root\` to \`leaving\`, a list at the top level of the file: it stands for whoever of the account has no entry, and loses access at stage api`,
      },
    ]);
  });

  test("R13: a whole account leaves by the name that it has in the cluster's partition", () => {
    const [found] = translateRows(awsAuthOf([], [], [OTHER]), { partition: "aws-cn" }).findings;
    expect(found?.help).toContain(`add \`arn:aws-cn:iam::${OTHER}:root\` to \`leaving\``);
  });

  test("R27 accepts: rows of one user that differ in case become one entry", () => {
    const { entries, outcomes, findings } = translateRows(
      awsAuthOf(
        [],
        [
          { userarn: user("alice"), username: "alice", groups: ["a", "b"] },
          { userarn: user("Alice"), username: "alice", groups: ["b", "a"] },
        ],
      ),
    );
    const entry = { principalArn: user("Alice"), userName: "alice", kubernetesGroups: ["b", "a"] };
    expect(entries).toEqual({ alice: entry });
    expect(outcomes).toMatchObject([
      { kind: "entry", key: "alice", entry },
      { kind: "entry", key: "alice", entry },
    ]);
    expect(findings).toEqual([
      {
        code: "rows-merged",
        severity: "warning",
        path: "mapUsers[0].userarn",
        message: `a second row of one user, in another spelling, expected one row, got \`${user("alice")}\` beside \`${user("Alice")}\` of mapUsers[1]`,
        help: "`aws iam get-user --user-name alice --query User.Arn --output text` prints the right spelling: keep the row that has it, and delete the other. Both give the same and become one entry: nobody's access changes. AWS refuses an entry in another case",
        principal: user("alice"),
      },
    ]);
  });

  test("R27 accepts: a shadowed row is no second source", () => {
    const rows = [
      { rolearn: role("dev"), username: "a", groups: ["a"] },
      { rolearn: role("DEV"), username: "b", groups: ["b"] },
    ];
    expect(codes(rows, [{ userarn: role("dev"), username: "c", groups: ["c"] }])).toEqual([]);
  });

  test("R27 refuses: two paths of one user, naming both", () => {
    const { findings, outcomes, entries } = translateRows(
      awsAuthOf(
        [],
        [
          { userarn: user("alice"), username: "alice", groups: ["a"] },
          { userarn: user("team/Alice"), username: "alice", groups: ["a"] },
        ],
      ),
    );
    expect(entries).toEqual({});
    expect(outcomes.map((outcome) => outcome.kind === "blocked" && outcome.by)).toEqual([
      ["rows-conflict"],
      ["rows-conflict"],
    ]);
    expect(findings[0]).toEqual({
      code: "rows-conflict",
      severity: "error",
      path: "mapUsers[0].userarn",
      message: `several paths of one user, expected one row, got \`${user("alice")}\` beside \`${user("team/Alice")}\` at mapUsers[1]`,
      help: "keep the row that `aws iam get-user --user-name alice --query User.Arn --output text` prints, and delete the others: they serve nobody",
      principal: user("alice"),
    });
  });

  test("users of one name in two accounts, and a role of that name, are three", () => {
    const users = [user("dev"), user("dev", OTHER)].map((userarn) => ({ userarn, username: "dev", groups: ["a"] }));
    const { entries } = translateRows(
      awsAuthOf([{ rolearn: role("dev"), username: "dev", groups: ["a"] }], users),
      bare("dev"),
    );
    expect(Object.keys(entries)).toEqual(["dev", "dev_11fc4cc9", `dev_${OTHER}`]);
  });
});
