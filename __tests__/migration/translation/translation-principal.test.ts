import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { translateRows, type TranslationContext } from "../../../lib/migration/translation/translation";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";

const OTHER = "444455556666";
const SSO = "AWSReservedSSO_DevOps_0123456789abcdef";
const SSO_FULL = role(`aws-reserved/sso.amazonaws.com/ap-northeast-2/${SSO}`);
const row = (rolearn: string): RoleRow => ({ rolearn, username: "dev", groups: ["developers"] });
const one = (rolearn: string, context: TranslationContext = {}) => {
  const { outcomes, findings } = translateRows(awsAuthOf([row(rolearn)]), context);
  const [outcome] = outcomes;
  return { kind: outcome?.kind, entry: outcome?.kind === "entry" ? outcome.entry.principalArn : undefined, findings };
};
const paths = (given: string, full: string): TranslationContext => ({ rolePaths: { [given]: full } });
const getRole = (name: string): string => `\`aws iam get-role --role-name ${name} --query Role.Arn --output text\``;

describe("translateRows", () => {
  test("R25 accepts: a role whose name begins like a service's, but not quite", () => {
    const name = role("AWSServiceRole");
    expect(one(name, paths(name, name))).toEqual({ kind: "entry", entry: name, findings: [] });
  });

  test.each([
    ["without its path, as it works in aws-auth", role("AWSServiceRoleForAmazonEMRContainers")],
    ["with its path, though the row is dead", role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS")],
  ])("R25 refuses: a service-linked role, %s", (_, rolearn) => {
    expect(one(rolearn)).toEqual({
      kind: "blocked",
      entry: undefined,
      findings: [
        {
          code: "row-service-linked",
          severity: "blocker",
          path: "mapRoles[0].rolearn",
          message: `service-linked role, expected another role or a user, got \`${rolearn}\``,
          help: "delete the row once the service needs it no more, and give the service's own way of access: AWS refuses an entry, `principalArn value of a Service Linked Role`",
          principal: rolearn,
        },
      ],
    });
  });

  test("R25 refuses: a role whose path is that of service-linked ones", () => {
    const full = role("aws-service-role/x.amazonaws.com/Custom");
    expect(one(role("Custom"), paths(role("Custom"), full)).findings.map(({ code }) => code)).toEqual([
      "row-service-linked",
    ]);
  });

  test("R14 accepts: a user and a role, in either list", () => {
    const awsAuth = awsAuthOf([row(user("alice"))], [{ userarn: role("dev"), username: "dev", groups: ["a"] }]);
    const { outcomes } = translateRows(awsAuth);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["entry", "entry"]);
  });

  test.each([
    {
      userarn: `arn:aws:iam::${ACCOUNT}:root`,
      code: "row-root",
      what: "root user",
      help: "write a row of the role or user that is used instead of root, and delete this one, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`): an entry for `:root` serves neither root nor everybody of the account",
    },
    {
      userarn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
      code: "row-federated",
      what: "federated user",
      help: "let these people assume a role, and write a row of that role, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`); then delete this one. AWS of an entry: The principalArn parameter format is not valid",
    },
  ])("R14 refuses: $userarn, which works in aws-auth", ({ userarn, code, what, help }) => {
    const { findings, outcomes } = translateRows(awsAuthOf([], [{ userarn, username: "x", groups: ["a"] }]));
    expect(outcomes).toEqual([
      { kind: "blocked", place: { section: "mapUsers", index: 0 }, findings, by: [code], principal: arn(userarn) },
    ]);
    expect(findings).toEqual([
      {
        code,
        severity: "blocker",
        path: "mapUsers[0].userarn",
        message: `${what}, expected an IAM role or user, got \`${userarn}\``,
        help,
        principal: userarn,
      },
    ]);
  });

  test("R12 accepts: a row without path is translated, whatever its ARN's head is spelled like", () => {
    expect(one(`arn:aws:IAM::${ACCOUNT}:Role/dev`).entry).toBe(role("dev"));
  });

  test("R12 refuses: a dead row gets no entry, for that would grant what nobody has", () => {
    expect(one(role("team/dev"), paths(role("dev"), role("team/dev")))).toEqual({
      kind: "dead",
      entry: undefined,
      findings: [],
    });
  });

  test("R26 accepts: the full ARN of role_paths, looked up whatever the case", () => {
    expect(one(role(SSO.toLowerCase()), paths(role(SSO), SSO_FULL))).toEqual({
      kind: "entry",
      entry: SSO_FULL,
      findings: [],
    });
    expect(one(role("dev"), paths(role("dev"), role("team/dev"))).entry).toBe(role("team/dev"));
  });

  test("R26 accepts: the full ARN of an expected principal", () => {
    const { outcomes, findings } = translateRows(awsAuthOf([row(role("dev"))]), { expected: [role("team/dev")] });
    expect(findings).toEqual([]);
    expect(outcomes).toMatchObject([{ kind: "expected", entry: { principalArn: role("team/dev") } }]);
  });

  test("R26 accepts: another role, taken to have no path, with a warning", () => {
    expect(one(role("dev"))).toEqual({
      kind: "entry",
      entry: role("dev"),
      findings: [
        {
          code: "role-path-assumed",
          severity: "warning",
          path: "mapRoles[0].rolearn",
          message: `path of the role unknown, expected it in role_paths, got \`${role("dev")}\``,
          help: `${getRole("dev")} prints the ARN: write it as \`role_paths: { "${role("dev")}": ARN }\` under \`migration\``,
          principal: role("dev"),
        },
      ],
    });
  });

  test("R26 refuses: a role of IAM Identity Center whose path nobody gives", () => {
    const expected = [
      {
        code: "role-path-unknown",
        severity: "blocker",
        path: "mapRoles[0].rolearn",
        message: `path of an IAM Identity Center role unknown, expected it in role_paths, got \`${role(SSO)}\``,
        help: `${getRole(SSO)} prints the ARN: write it as \`role_paths: { "${role(SSO)}": ${role(`aws-reserved/sso.amazonaws.com/[<region>/]${SSO}`)} }\` under \`migration\``,
        principal: role(SSO),
      },
    ];
    expect(one(role(SSO)).findings).toEqual(expected);
    expect(one(role(SSO), paths(role(SSO), role(SSO))).findings).toEqual(expected);
  });

  test.each([role("team/other"), role("team/dev", OTHER), user("dev"), "role/dev", ""])(
    "R26 refuses: %j as the path of another role",
    (given) => {
      expect(one(role("dev"), { ...paths(role("dev"), given), expected: [role("team/dev")] })).toEqual({
        kind: "blocked",
        entry: undefined,
        findings: [
          {
            code: "role-path-wrong",
            severity: "error",
            path: "mapRoles[0].rolearn",
            message: `role_paths gives another ARN, expected one of \`${role("dev")}\` with its path, got \`${given}\``,
            help: `${getRole("dev")} prints the ARN: write it under \`migration.role_paths\``,
            principal: role("dev"),
          },
        ],
      });
    },
  );

  test("R26 accepts: a user's path stands in its row", () => {
    const awsAuth = awsAuthOf([], [{ userarn: user("team/bob"), username: "bob", groups: ["a"] }]);
    const { entries, findings } = translateRows(awsAuth, paths(user("team/bob"), user("bob")));
    expect(findings).toEqual([]);
    expect(entries.bob?.principalArn).toBe(user("team/bob"));
  });

  test("R29 accepts: a principal of the cluster's partition", () => {
    const rolearn = `arn:aws-cn:iam::${ACCOUNT}:role/dev`;
    expect(one(rolearn, { partition: "aws-cn", ...paths(rolearn, rolearn) }).findings).toEqual([]);
    expect(one(rolearn, paths(rolearn, rolearn)).kind).toBe("entry");
  });

  test("R29 refuses: a principal of another partition", () => {
    const rolearn = `arn:aws-cn:iam::${ACCOUNT}:role/dev`;
    expect(one(rolearn, { partition: "aws", ...paths(rolearn, rolearn) })).toEqual({
      kind: "blocked",
      entry: undefined,
      findings: [
        {
          code: "row-partition",
          severity: "blocker",
          path: "mapRoles[0].rolearn",
          message: `principal of another partition, expected \`aws\`, got \`${rolearn}\``,
          help: "delete the row, or write the ARN of the role or user in partition `aws`: AWS lets nobody into a cluster of another partition",
          principal: rolearn,
        },
      ],
    });
  });

  test("expected and choices that are no ARN of a role or user are nobody's", () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`;
    const context = { expected: ["dev", session], choices: { dev: "HYBRID_LINUX" } } as const;
    expect(one(role("dev"), { ...context, ...paths(role("dev"), role("dev")) }).kind).toBe("entry");
  });
});
