import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { printArn } from "../../../lib/access/principal/arn";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { accessChanges, throughName } from "../../../lib/migration/explanation/access-change";
import { accessSteps } from "../../../lib/migration/explanation/access-step";
import type { AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { explain } from "../../../lib/migration/explanation/explanation";
import type { StagedAccess } from "../../../lib/migration/explanation/staged-access";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { arn, policyArn, role } from "../../support/definitions/arns";
import {
  accepting,
  ADMIN_ROW,
  CLUSTER_ADMIN,
  CREATOR,
  definition,
  DEV_ROW,
  NODE_ROW,
} from "../../support/definitions/definitions";

/** What one step changes for the role x, whose row and entry these are. */
function changes(
  row: Omit<RoleRow, "rolearn"> | undefined,
  entry: Omit<AccessEntry, "principalArn"> | undefined,
  rest: { at?: string; migration?: Partial<MigrationDefinition>; whole?: Partial<AccessDefinition> } = {},
) {
  const { waves: _, bridgeGroup: __, ...migration } = definition().migration ?? { stage: "entries" };
  const awsAuthRoles = row === undefined ? [] : [{ rolearn: role("x"), ...row }];
  const whole: AccessDefinition = {
    ...definition(),
    accept: [],
    accessEntries: entry === undefined ? {} : { x: { principalArn: role("x"), ...entry } },
    awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] },
    migration: { ...migration, ...rest.migration },
    ...rest.whole,
  };
  const steps = accessSteps(new StagedCluster(whole));
  const at = steps.findIndex(({ name }) => name === (rest.at ?? "entries"));
  const [before, after] = [steps[at - 1], steps[at]];
  if (before === undefined || after === undefined) throw new Error(`no step ${rest.at ?? ""}`);
  return accessChanges(before, after, [arn(role("x"))]).flatMap(({ kind, parts }) => [
    kind,
    ...parts.map(({ words }) => words),
  ]);
}

const MOVED = "from mapRoles[0] to access entry x";
const NAME = "dev:{{SessionName}}";
const GAP = "the gap: no rights between the entry and its policy, seconds or until a failed call is repeated";
const LOST_NAME = "leaves the group system:masters: stays cluster admin, but rules that name the group no longer apply";
const edit = {
  edit: { policyArn: policyArn("AmazonEKSEditPolicy"), accessScope: { type: "namespace", namespaces: ["dev-*"] } },
} as const;

describe("accessChanges", () => {
  test.each<[string, string[], string[]]>([
    [
      "the same, by an entry",
      changes({ username: NAME, groups: ["a"] }, { userName: NAME, kubernetesGroups: ["a"] }),
      ["moved", MOVED],
    ],
    ["nothing before the entry", changes({ username: NAME }, { userName: NAME }, { at: "dual" }), []],
    [
      "a group less",
      changes({ username: NAME, groups: ["a", "b"] }, { userName: NAME, kubernetesGroups: ["a"] }),
      ["lost", MOVED, "loses group b"],
    ],
    [
      "a group more",
      changes({ username: NAME, groups: ["a"] }, { userName: NAME, kubernetesGroups: ["a", "b"] }),
      ["gained", MOVED, "gains group b"],
    ],
    [
      "another username",
      changes({ username: "dev", groups: ["a"] }, { userName: NAME, kubernetesGroups: ["a"] }),
      ["renamed", MOVED, `another username, dev becomes ${NAME}: RBAC by username and audit see somebody else`],
    ],
    [
      "a username where there was none",
      changes({ groups: ["a"] }, { kubernetesGroups: ["a"] }),
      [
        "gained",
        MOVED,
        "gets a username, arn:aws:sts::111122223333:assumed-role/x/{{SessionName}}: aggregated APIs answered 401 to the empty one",
      ],
    ],
    [
      "an admin without a bridge",
      changes({ username: NAME, groups: ["system:masters"] }, { userName: NAME, policyAssociations: CLUSTER_ADMIN }),
      ["lost", MOVED, LOST_NAME, GAP],
    ],
    [
      "an admin with a bridge",
      changes(
        { username: NAME, groups: ["system:masters"] },
        { userName: NAME, policyAssociations: CLUSTER_ADMIN },
        { migration: { bridgeGroup: "bridge" } },
      ),
      ["lost", MOVED, LOST_NAME, "no gap: the bridge group bridge serves until the policy is attached"],
    ],
    [
      "an admin who leaves the bridge",
      changes(
        { username: NAME, groups: ["system:masters"] },
        { userName: NAME, policyAssociations: CLUSTER_ADMIN },
        { at: "done", migration: { bridgeGroup: "bridge" } },
      ),
      ["same", "leaves the bridge group bridge: AmazonEKSClusterAdminPolicy gives the same"],
    ],
    [
      "an admin whose loss is accepted",
      changes(
        { username: NAME, groups: ["system:masters"] },
        { userName: NAME, policyAssociations: CLUSTER_ADMIN },
        { whole: { accept: [accepting("masters-by-name")] } },
      ),
      ["lost", MOVED, `${LOST_NAME} (accepted until 2099-12-31)`, GAP],
    ],
    [
      "another username, accepted for somebody else",
      changes(
        { username: "dev", groups: ["a"] },
        { userName: NAME, kubernetesGroups: ["a"] },
        { whole: { accept: [{ ...accepting("username-changed"), principal: role("y") }] } },
      ),
      ["renamed", MOVED, `another username, dev becomes ${NAME}: RBAC by username and audit see somebody else`],
    ],
    [
      "a policy beyond the row",
      changes({ username: NAME, groups: ["a"] }, { userName: NAME, kubernetesGroups: ["a"], policyAssociations: edit }),
      ["gained", MOVED, "gains AmazonEKSEditPolicy (namespaces dev-*)"],
    ],
    [
      "somebody new",
      changes(undefined, { userName: NAME, kubernetesGroups: ["a"] }),
      ["gained", "gets access, by access entry x", "gains group a"],
    ],
    [
      "rows that go uncovered",
      changes({ username: NAME, groups: ["a"] }, undefined, { at: "retire" }),
      ["lost", "loses access: no access entry and no row names it"],
    ],
    [
      "rows that are forgotten, and go unread",
      changes({ username: NAME, groups: ["a"] }, undefined, { at: "api", migration: { retire: "forget" } }),
      ["lost", "loses access: no access entry names it"],
    ],
    ["nobody at all, for another reason", changes(undefined, undefined, { at: "dual" }), []],
  ])("%s", (_, given, expected) => {
    expect(given).toEqual(expected);
  });

  test("says of somebody expected that nothing is known, and not that nothing changes", () => {
    const awsAuthRoles = [{ ...NODE_ROW, rolearn: role("x"), groups: ["system:nodes", "extra"] }];
    const whole = definition(
      { expected: [CREATOR, role("x")] },
      { accessEntries: {}, awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] } },
    );
    const [configMap, dual] = accessSteps(new StagedCluster(whole));
    if (configMap === undefined || dual === undefined) throw new Error("no steps");
    const [change] = accessChanges(configMap, dual, [arn(role("x"))]);
    expect(change).toEqual({
      principal: arn(role("x")),
      kind: "unknown",
      parts: [
        {
          kind: "unknown",
          words: "what it has is not known: EKS makes its entry, and its row has no translation (row-node-group)",
        },
      ],
    });
    const [back] = accessChanges(dual, configMap, [arn(role("x"))]);
    expect(back?.parts).toEqual([{ kind: "unknown", words: "what it had is not known; has mapRoles[0]" }]);
  });

  test("is nothing from a step to itself, for everybody", () => {
    const { steps, principals } = explain(new StagedCluster(definition()));
    for (const step of steps) {
      expect(
        accessChanges(
          step,
          step,
          principals.map(({ principal }) => principal),
        ),
      ).toEqual([]);
    }
  });
});

describe("throughName", () => {
  test.each<[StagedAccess, string]>([
    [{ kind: "none", why: "" }, "nothing"],
    [{ kind: "unknown", why: "" }, "unknown"],
    [access({ by: "row", place: { section: "mapUsers", index: 3 } }), "mapUsers[3]"],
    [access({ by: "entry", key: "admin" }), "access entry admin"],
    [access({ by: "entry", key: `made by EKS: ${role("node")}` }), "EKS's own access entry"],
  ])("of %j is %s", (given, name) => {
    expect(throughName(given)).toBe(name);
  });
});

function access(through: Extract<StagedAccess, { kind: "access" }>["through"]): StagedAccess {
  return { kind: "access", through, username: "", groups: [], policies: [] };
}

describe("explain", () => {
  test("shows everybody whom the file names, in its order, with the path of a role where it tells it", () => {
    const sso = "AWSReservedSSO_Admin_0123456789abcdef";
    const path = `aws-reserved/sso.amazonaws.com/eu-west-1/${sso}`;
    const whole = definition(
      { rolePaths: { [role(sso)]: role(path) } },
      {
        leaving: [role("gone"), "arn:aws:iam::444455556666:root"],
        awsAuth: {
          awsAuthRoles: [ADMIN_ROW, { rolearn: role("team/dead") }, { ...DEV_ROW, rolearn: role(sso) }],
          awsAuthUsers: [],
          awsAuthAccounts: ["444455556666"],
        },
      },
    );
    const { principals, notes } = explain(new StagedCluster(whole));
    expect(principals.map(({ principal, isAnyone }) => (isAnyone ? principal.accountId : printArn(principal)))).toEqual(
      [
        role("admin"),
        role("team/dead"),
        role(path),
        role("break-glass"),
        role("dev"),
        role("node"),
        "444455556666",
        CREATOR,
        role("gone"),
      ],
    );
    expect(notes).toEqual([]);
  });

  test("notes admins that no row shows", () => {
    const { expected: _, ...migration } = definition().migration ?? { stage: "entries" };
    const { notes } = explain(
      new StagedCluster(definition({}, { migration, enableClusterCreatorAdminPermissions: true })),
    );
    expect(notes).toEqual([
      "the cluster's creator is admin without a row, and migration.expected does not name it: it is not shown here",
      "whoever runs Terraform is admin by enable_cluster_creator_admin_permissions, until somebody else runs it",
    ]);
  });

  test("has a cell for each step, and a change exactly where cells differ in what counts", () => {
    const { steps, principals } = explain(new StagedCluster(definition()));
    for (const { cells, changes: own } of principals) {
      expect(cells).toHaveLength(steps.length);
      expect(own[0]).toBeUndefined();
      for (let i = 1; i < steps.length; i++) {
        const differs = JSON.stringify(cells[i]) !== JSON.stringify(cells[i - 1]) && cells[i]?.kind === "access";
        expect(own[i] !== undefined).toBe(differs);
      }
    }
  });
});
