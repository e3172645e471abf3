import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { translateRows, type TranslationContext } from "../../../lib/migration/translation/translation";
import { ACCOUNT, role, user } from "../../support/definitions/arns";

const OTHER = "444455556666";
const EC2 = "system:node:{{EC2PrivateDNSName}}";
const SESSION = "system:node:{{SessionName}}";
const NODE_GROUPS = ["system:bootstrappers", "system:nodes"];
const WINDOWS = "eks:kube-proxy-windows";
const PROXIER = "system:node-proxier";
const KNOWN = { rolePaths: { [role("node")]: role("node") } };

interface Row {
  readonly username: string;
  readonly groups?: readonly string[];
  readonly arn?: string;
}

const translate = ({ username, groups = NODE_GROUPS, arn = role("node") }: Row, context: TranslationContext = {}) =>
  translateRows(awsAuthOf([{ rolearn: arn, username, groups }]), { ...KNOWN, ...context });
const outline = (row: Row, context: TranslationContext = {}): string => {
  const [outcome] = translate(row, context).outcomes;
  if (outcome?.kind === "blocked") return outcome.by.join(" ");
  const entry = outcome?.kind === "entry" || outcome?.kind === "expected" ? outcome.entry.type : undefined;
  return `${outcome?.kind ?? "none"} ${entry ?? ""}`;
};

describe("translateRows", () => {
  test.each([
    [NODE_GROUPS, "EC2_LINUX"],
    [["system:nodes"], "EC2_LINUX"],
    [["system:nodes", "system:nodes"], "EC2_LINUX"],
    [[...NODE_GROUPS, WINDOWS], "EC2_WINDOWS"],
  ])("R15 accepts: an EC2 node with groups %j is of type %s, and nothing else is set", (groups, type) => {
    expect(translate({ username: EC2, groups })).toMatchObject({ findings: [] });
    expect(translate({ username: EC2, groups }).entries).toEqual({ node: { principalArn: role("node"), type } });
  });

  test("names the stage that refuses a further group: dual, where EKS makes the entry", () => {
    const { findings } = translate(
      { username: EC2, groups: [...NODE_GROUPS, "monitoring"] },
      { expected: [role("node")] },
    );
    expect(findings.map(({ message }) => message)).toEqual([
      "nodes of role node lose group `monitoring` when their entry replaces the row, which stage dual refuses, expected only `system:nodes`, `system:bootstrappers`, which an entry of type EC2_LINUX has, got `monitoring`",
    ]);
  });

  test("R15 accepts: the role of a managed node group, whose entry EKS makes", () => {
    expect(outline({ username: EC2 }, { expected: [role("node")] })).toBe("expected EC2_LINUX");
  });

  test.each(["system:masters", "developers", PROXIER, "{{EC2PrivateDNSName}}", ""])(
    "R15 refuses: further group %j on a node",
    (group) => {
      const { findings, entries } = translate({ username: EC2, groups: [...NODE_GROUPS, group] });
      expect(entries).toEqual({});
      expect(findings).toEqual([
        {
          code: "row-node-group",
          severity: "blocker",
          path: "mapRoles[0].groups[2]",
          message: `nodes of role node lose group \`${group}\` when their entry replaces the row, which stage retire refuses, expected only \`system:nodes\`, \`system:bootstrappers\`, which an entry of type EC2_LINUX has, got \`${group}\``,
          help: "delete the group from the row, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`); if nodes need it, first bind what it may do to group `system:nodes`",
          principal: role("node"),
        },
      ]);
    },
  );

  test("R15 refuses: a node without system:nodes, for its entry would grant it", () => {
    expect(translate({ username: EC2, groups: ["system:bootstrappers"] }).findings).toEqual([
      {
        code: "row-node-incomplete",
        severity: "blocker",
        path: "mapRoles[0].groups",
        message:
          "the row of role node has the username of nodes without their group, expected `system:nodes`, got `system:bootstrappers`",
        help: "add `system:nodes` to the row if nodes use the role; else give the row a username that is not a node's; both in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`)",
        principal: role("node"),
      },
    ]);
    expect(outline({ username: EC2, groups: [WINDOWS] })).toBe("row-node-incomplete");
    expect(outline({ username: SESSION, groups: [PROXIER] })).toBe("row-node-incomplete");
  });

  test("R15 refuses: a username that is almost a node's", () => {
    expect(outline({ username: `${EC2}.local` })).toBe(
      "row-group-system row-username-reserved-rbac row-username-template",
    );
    expect(outline({ username: "system:node:{{SessionNameRaw}}" })).toBe("row-group-system row-username-reserved-rbac");
  });

  test("R16 accepts: a session node with system:node-proxier is Fargate, which EKS makes", () => {
    expect(outline({ username: SESSION, groups: [...NODE_GROUPS, PROXIER] })).toBe("expected FARGATE_LINUX");
  });

  test.each([
    ["a choice of hybrid nodes", { choices: { [role("node")]: "HYBRID_LINUX" } }, "entry HYBRID_LINUX"],
    ["a choice for the role with its path", { choices: { [role("x/node")]: "HYBRID_LINUX" } }, "entry HYBRID_LINUX"],
    ["a choice of Fargate", { choices: { [role("node")]: "FARGATE_LINUX" } }, "expected FARGATE_LINUX"],
    ["an entry that EKS makes", { expected: [role("node")] }, "expected FARGATE_LINUX"],
  ] as const)("R16 accepts: a session node without it, by %s", (_, context, expected) => {
    expect(outline({ username: SESSION }, context)).toBe(expected);
  });

  test("R16 refuses: a session node without it and without a choice", () => {
    expect(translate({ username: SESSION }).findings).toEqual([
      {
        code: "row-session-node",
        severity: "blocker",
        path: "mapRoles[0].username",
        message:
          "the row of role node is of Fargate or hybrid nodes, expected a choice of FARGATE_LINUX or HYBRID_LINUX, got `system:node:{{SessionName}}` without group `system:node-proxier`",
        help: `if EKS runs a Fargate profile with it, add \`${role("node")}\` to the list \`migration.expected\`; if hybrid nodes use it, declare an entry of it with \`type: HYBRID_LINUX\``,
        principal: role("node"),
      },
    ]);
  });

  test("R16 refuses: hybrid nodes with the group that only Fargate carries, and Fargate with further groups", () => {
    const context = { choices: { [role("node")]: "HYBRID_LINUX" } } as const;
    expect(outline({ username: SESSION, groups: [...NODE_GROUPS, PROXIER] }, context)).toBe("row-node-group");
    expect(outline({ username: SESSION, groups: [...NODE_GROUPS, PROXIER, WINDOWS] })).toBe("row-node-group");
  });

  test("R28 accepts: a node of the cluster's account, and any where the account is not given", () => {
    expect(outline({ username: EC2 }, { accountId: ACCOUNT })).toBe("entry EC2_LINUX");
    expect(outline({ username: EC2, arn: role("node", OTHER) })).toBe("entry EC2_LINUX");
  });

  test.each([
    ["a role of another account", role("node", OTHER), ACCOUNT],
    ["a user", user("node"), ACCOUNT],
  ])("R28 refuses: a node that is %s", (_, arn, accountId) => {
    const rolePaths = { [arn]: arn };
    expect(translate({ username: EC2, arn }, { accountId, rolePaths }).findings).toEqual([
      {
        code: "row-node-account",
        severity: "blocker",
        path: "mapRoles[0].rolearn",
        message: `a node row that does not name a role of the cluster's account, expected a role of \`${accountId}\`, got \`${arn}\``,
        help: "run these nodes with a role of the cluster's account, then delete the row, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`): only entries of type STANDARD, which are not for nodes, may name a role of another account",
        principal: arn,
      },
    ]);
  });

  test("R28 refuses: Fargate of another account too, which EKS cannot make", () => {
    const groups = [...NODE_GROUPS, PROXIER];
    const rolePaths = { [role("node", OTHER)]: role("node", OTHER) };
    expect(outline({ username: SESSION, groups, arn: role("node", OTHER) }, { accountId: ACCOUNT, rolePaths })).toBe(
      "row-node-account",
    );
  });
});
