import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../lib/migration/definition";
import {
  blocksFrom,
  coverageFindings,
  entryPathFindings,
  expectedRows,
  uncoveredRows,
} from "../../../lib/migration/gate/gate-coverage";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { policyArn, role, user } from "../../support/definitions/arns";
import { CLUSTER_ADMIN, CREATOR, definition, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";

const SSO = "AWSReservedSSO_DevOps_0123456789abcdef";
const DEV: AccessEntry = {
  principalArn: role("dev"),
  userName: "dev:{{SessionName}}",
  kubernetesGroups: ["developers"],
};

interface Case {
  readonly row: RoleRow;
  readonly entry?: AccessEntry;
  readonly stage?: Stage;
  readonly rest?: Partial<AccessDefinition>;
}

const of = ({ row, entry, stage = "entries", rest = {} }: Case): AccessDefinition =>
  definition(
    { stage, waves: [] },
    {
      awsAuth: { awsAuthRoles: [row], awsAuthUsers: [], awsAuthAccounts: [] },
      accessEntries: entry === undefined ? {} : { it: entry },
      ...rest,
    },
  );
const find = (each: Case) => coverageFindings(new StagedCluster(of(each)));
const severities = (each: Omit<Case, "stage">): (string | undefined)[] =>
  STAGES.map((stage) => find({ ...each, stage })[0]?.severity);
const ONCE_RENDERED = ["warning", "warning", "blocker", "blocker", "blocker", "blocker"];
const FROM_RETIRE = ["warning", "warning", "warning", "blocker", "blocker", "blocker"];

describe("coverageFindings", () => {
  test("R38 accepts: an entry that gives the same as its row", () => {
    expect(find({ row: DEV_ROW, entry: DEV })).toEqual([]);
    expect(find({ row: NODE_ROW, entry: { principalArn: role("node"), type: "EC2_LINUX" } })).toEqual([]);
  });

  test("R38 accepts: entries and expected principals without a row", () => {
    const empty = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
    expect(coverageFindings(new StagedCluster(definition({}, { awsAuth: empty })))).toEqual([]);
  });

  test("R38 refuses: an entry that gives less than the row it overrides", () => {
    expect(find({ row: DEV_ROW, entry: { ...DEV, kubernetesGroups: [] } })).toEqual([
      {
        code: "entry-weaker",
        severity: "blocker",
        path: "access_entries.it",
        message:
          "role dev loses group developers, for its access entry gives less than the row that it overrides: in every session it had group developers with username `dev:{{SessionName}}` by mapRoles[0], and has no group and no policy with username `dev:{{SessionName}}` by access entry it",
        help: `write into this entry what it lacks: group developers (groups under \`kubernetes_groups\`, policies under \`policy_associations\`); or, where the loss is meant, add \`- { code: entry-weaker, principal: "arn:aws:iam::111122223333:role/dev", reason: WHY, until: YYYY-MM-DD }\` to the list \`accept\` of the cluster file (\`until\`: the last day on which it holds)`,
        principal: role("dev"),
      },
    ]);
  });

  test("entry-weaker blocks as soon as the entry is rendered, and warns before", () => {
    expect(severities({ row: DEV_ROW, entry: { ...DEV, kubernetesGroups: [] } })).toEqual(ONCE_RENDERED);
    const waiting = definition(
      { waves: [["break_glass"]], wave: 1 },
      { accessEntries: { ...definition().accessEntries, dev: { ...DEV, kubernetesGroups: [] } } },
    );
    const found = coverageFindings(new StagedCluster(waiting)).find(({ code }) => code === "entry-weaker");
    expect(found?.severity).toBe("warning");
  });

  const admin = { ...DEV_ROW, groups: ["system:masters"] };
  test("R17 accepts: AmazonEKSClusterAdminPolicy in place of system:masters, for direct requests", () => {
    const entry = { principalArn: role("dev"), userName: "dev:{{SessionName}}", policyAssociations: CLUSTER_ADMIN };
    expect(find({ row: admin, entry })).toEqual([
      {
        code: "masters-by-name",
        severity: "blocker",
        path: "access_entries.it",
        message:
          "role dev leaves the group `system:masters`: it stays cluster admin, but rules that name this group (API priority, admission, RBAC) no longer apply to it",
        help: "look for them: `kubectl get flowschemas,clusterrolebindings,rolebindings,validatingwebhookconfigurations,mutatingwebhookconfigurations -A -o yaml | grep -n system:masters`; then add `- { code: masters-by-name, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds)",
        principal: role("dev"),
      },
    ]);
    expect(severities({ row: admin, entry })).toEqual(ONCE_RENDERED);
  });

  test("R17 refuses: a smaller policy in place of system:masters", () => {
    const view = { policyArn: policyArn("AmazonEKSAdminPolicy"), accessScope: { type: "cluster" } } as const;
    const entry = { principalArn: role("dev"), userName: "dev:{{SessionName}}", policyAssociations: { view } };
    expect(find({ row: admin, entry }).map(({ code }) => code)).toEqual(["entry-weaker"]);
  });

  test("R17 refuses: to lose a further group of an admin without a word", () => {
    const row = { ...DEV_ROW, groups: ["system:masters", "on-call"] };
    const entry = { principalArn: role("dev"), userName: "dev:{{SessionName}}", policyAssociations: CLUSTER_ADMIN };
    expect(find({ row, entry }).map(({ code }) => code)).toEqual(["entry-weaker", "masters-by-name"]);
  });

  test("R15 refuses: a node's role that is declared as STANDARD, at every stage", () => {
    const standard = { row: NODE_ROW, entry: { principalArn: role("node") } };
    const found = find(standard).filter(({ code }) => code === "node-entry-standard");
    expect(found).toEqual([
      {
        code: "node-entry-standard",
        severity: "error",
        path: "access_entries.it.type",
        message:
          "nodes of this role would leave the cluster, for its entry has no type of nodes: role node, in sessions named after an EC2 instance, had groups system:bootstrappers, system:nodes with username `system:node:{{EC2PrivateDNSName}}` by mapRoles[0], has no group and no policy with username `arn:aws:sts::111122223333:assumed-role/node/{{SessionName}}` by access entry it",
        help: "write `type: EC2_LINUX` (Windows nodes: EC2_WINDOWS; Fargate: FARGATE_LINUX; hybrid nodes: HYBRID_LINUX) and take kubernetes_groups, user_name and policy_associations out; of a managed node group EKS makes the entry itself: delete this one, and add the ARN to migration.expected",
        principal: role("node"),
      },
    ]);
    expect(severities(standard)).toEqual(STAGES.map(() => "error"));
  });

  test("R15 accepts: a role of no nodes that is declared as STANDARD", () => {
    expect(find({ row: DEV_ROW, entry: DEV }).map(({ code }) => code)).not.toContain("node-entry-standard");
  });

  test("R15 refuses: a Linux entry for Windows nodes", () => {
    const row = { ...NODE_ROW, groups: [...(NODE_ROW.groups ?? []), "eks:kube-proxy-windows"] };
    const entry = { principalArn: role("node"), type: "EC2_LINUX" } as const;
    expect(find({ row, entry }).map(({ code }) => code)).toEqual(["entry-weaker"]);
    expect(find({ row, entry: { ...entry, type: "EC2_WINDOWS" } })).toEqual([]);
  });

  test("entry-stronger: warns of an entry that gives more than its row", () => {
    const entry = { ...DEV, kubernetesGroups: ["developers", "on-call"] };
    expect(find({ row: DEV_ROW, entry })).toEqual([
      {
        code: "entry-stronger",
        severity: "warning",
        path: "access_entries.it",
        message:
          "gives group on-call beyond its row: role dev, in every session, had group developers with username `dev:{{SessionName}}` by mapRoles[0], has groups developers, on-call with username `dev:{{SessionName}}` by access entry it",
        help: "delete from the entry what nobody is meant to gain",
        principal: role("dev"),
      },
    ]);
  });

  test("entry-stronger: says nothing of those whom no row serves: a dead row gives nothing to gain beyond", () => {
    const row = { ...DEV_ROW, rolearn: role("team/dev") };
    expect(find({ row, entry: { ...DEV, principalArn: role("team/dev") } })).toEqual([]);
  });

  test("R21 refuses: another username than the row's, which RBAC may name", () => {
    const entry = { ...DEV, userName: "developer:{{SessionName}}" };
    expect(find({ row: DEV_ROW, entry })).toEqual([
      {
        code: "username-changed",
        severity: "blocker",
        path: "access_entries.it.user_name",
        message:
          "RBAC that names role dev by its username no longer applies, for its access entry gives it another one: role dev, in every session, had group developers with username `dev:{{SessionName}}` by mapRoles[0], has group developers with username `developer:{{SessionName}}` by access entry it",
        help: `in every RBAC binding that names the old username, name the new one; then add \`- { code: username-changed, principal: "arn:aws:iam::111122223333:role/dev", reason: WHY, until: YYYY-MM-DD }\` to the list \`accept\` of the cluster file (\`until\`: the last day on which it holds)`,
        principal: role("dev"),
      },
    ]);
    expect(severities({ row: DEV_ROW, entry })).toEqual(ONCE_RENDERED);
  });

  test("R21 accepts: the row's username, letter by letter", () => {
    expect(find({ row: { ...DEV_ROW, username: "dev" }, entry: { ...DEV, userName: "dev" } })).toEqual([]);
  });

  test("R24 accepts: any username in place of an empty one, which the entry cures", () => {
    const { username: _, ...row } = DEV_ROW;
    expect(find({ row, entry: { principalArn: role("dev"), kubernetesGroups: ["developers"] } })).toEqual([]);
    expect(find({ row: { ...row, username: "" }, entry: DEV })).toEqual([]);
  });

  test("R24 refuses: to leave out the username where the row has one", () => {
    const entry = { principalArn: role("dev"), kubernetesGroups: ["developers"] };
    expect(find({ row: DEV_ROW, entry }).map(({ code }) => code)).toEqual(["username-changed"]);
  });

  test("R38 refuses: a row without entry, from `retire` on", () => {
    expect(find({ row: DEV_ROW, stage: "retire" })).toEqual([
      {
        code: "row-uncovered",
        severity: "blocker",
        path: "aws_auth.aws_auth_roles[0]",
        message: "mapRoles[0] serves role dev, which has no access entry in this file",
        help: `declare an entry for \`${role("dev")}\` under \`access_entries\` that gives at least what the row gives; where EKS makes the entry by itself, add the ARN to the list \`migration.expected\`; where the access is to end, add it to the list \`leaving\` at the top level of the file`,
        principal: role("dev"),
      },
    ]);
    expect(severities({ row: DEV_ROW })).toEqual(FROM_RETIRE);
  });
});

describe("uncoveredRows", () => {
  const arns = (each: Case): (string | undefined)[] => uncoveredRows(new StagedCluster(of(each))).map(({ arn }) => arn);

  test("R38 accepts: rows whose principal is declared, expected or leaving, whatever the path and case", () => {
    expect(arns({ row: DEV_ROW, entry: { ...DEV, principalArn: role("team/Dev") } })).toEqual([]);
    expect(arns({ row: DEV_ROW, rest: { leaving: [role("team/dev")] } })).toEqual([]);
    expect(
      uncoveredRows(new StagedCluster(definition({ expected: [role("dev")] }, { accessEntries: {} }))).map(
        ({ arn }) => arn,
      ),
    ).toEqual([role("admin"), role("node")]);
  });

  test("R38 refuses: rows of another account's role with the same name", () => {
    expect(arns({ row: DEV_ROW, entry: { ...DEV, principalArn: role("dev", "444455556666") } })).toEqual([role("dev")]);
  });

  test("R12 accepts: dead and shadowed rows need no entry", () => {
    expect(arns({ row: { ...DEV_ROW, rolearn: role("team/dev") } })).toEqual([]);
    const twice = { awsAuthRoles: [DEV_ROW, DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
    expect(arns({ row: DEV_ROW, rest: { awsAuth: twice } })).toEqual([role("dev")]);
  });
});

describe("expectedRows", () => {
  test("are the effective rows of expected principals, whatever the path", () => {
    const arns = (expected: string[]) =>
      expectedRows(new StagedCluster(definition({ expected }))).map(({ arn }) => arn);
    expect(arns([CREATOR, role("team/node")])).toEqual([role("node")]);
    expect(arns([CREATOR])).toEqual([]);
    const { migration: _, ...settled } = definition();
    expect(expectedRows(new StagedCluster(settled))).toEqual([]);
  });
});

describe("entryPathFindings", () => {
  const find = (principalArn: string, rolePaths: Readonly<Record<string, string>> = {}) =>
    entryPathFindings(definition({ rolePaths }, { accessEntries: { it: { principalArn } } }));
  const full = role(`aws-reserved/sso.amazonaws.com/ap-northeast-2/${SSO}`);

  test("R26 accepts: an SSO role with its path, another role without, a user", () => {
    for (const principalArn of [full, role("dev"), user("dev"), user(SSO), "nobody"]) {
      expect(find(principalArn)).toEqual([]);
    }
    expect(find(full, { [role(SSO)]: full })).toEqual([]);
    const { migration: _, ...settled } = definition();
    expect(entryPathFindings(settled)).toEqual([]);
  });

  test("R26 refuses: an SSO role without its path, as rows have it", () => {
    expect(find(role(SSO))).toEqual([
      {
        code: "role-path-unknown",
        severity: "blocker",
        path: "access_entries.it.principal_arn",
        message: `IAM Identity Center role without its path, expected \`role/aws-reserved/sso.amazonaws.com/[<region>/]${SSO}\`, got \`${role(SSO)}\``,
        help: `\`aws iam get-role --role-name ${SSO} --query Role.Arn --output text\` prints the ARN: write it as \`principal_arn\`, or AWS refuses the entry: The specified principalArn is invalid: invalid principal`,
        principal: role(SSO),
      },
    ]);
  });

  test.each([
    [role("dev"), role("team/dev")],
    [role("other/dev"), role("team/dev")],
    [role(SSO), full],
  ])("R26 refuses: %s where role_paths knows %s", (principalArn, known) => {
    const name = principalArn.split("/").at(-1) ?? "";
    expect(find(principalArn, { [role(name)]: known })).toEqual([
      {
        code: "entry-path-wrong",
        severity: "error",
        path: "access_entries.it.principal_arn",
        message: `another path than in role_paths, expected \`${known}\`, got \`${principalArn}\``,
        help: `\`aws iam get-role --role-name ${name} --query Role.Arn --output text\` prints the ARN: write it as \`principal_arn\` and into \`migration.role_paths\``,
        principal: principalArn,
      },
    ]);
  });
});

describe("blocksFrom", () => {
  test("a blocker from the stage on, a warning before, and without a migration", () => {
    expect(STAGES.map((stage) => blocksFrom(definition({ stage }), "retire"))).toEqual(FROM_RETIRE);
    const { migration: _, ...settled } = definition();
    expect(blocksFrom(settled, "config-map")).toBe("warning");
  });
});
