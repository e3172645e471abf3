import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { adminFindings } from "../../../lib/migration/gate/gate-admin";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { policyArn, role, user } from "../../support/definitions/arns";
import { ADMIN_ROW, BREAK_GLASS, CLUSTER_ADMIN, CREATOR, definition } from "../../support/definitions/definitions";

const SSO = role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef");
const admins = (migration: Partial<MigrationDefinition>, rest: Partial<AccessDefinition> = {}) =>
  adminFindings(new StagedCluster(definition(migration, rest)));
const only = (entry: AccessEntry): Partial<AccessDefinition> => ({ accessEntries: { only: entry } });
const { migration: _, ...SETTLED } = definition();

describe("adminFindings", () => {
  test.each([
    ["a role", BREAK_GLASS],
    ["a user", { principalArn: user("root-of-all"), policyAssociations: CLUSTER_ADMIN }],
  ])("R39 accepts: %s that stays admin", (_title, entry) => {
    expect(admins({ stage: "retire" }, only(entry))).toEqual([]);
  });

  const scoped = { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "namespace" as const } };
  test.each([
    ["an SSO role", { principalArn: SSO, policyAssociations: CLUSTER_ADMIN }],
    ["an admin of a namespace", { principalArn: role("a"), policyAssociations: { scoped } }],
    ["a group of admins", { principalArn: role("a"), kubernetesGroups: ["admins"] }],
  ])("R39 refuses: %s as the only admin", (_title, entry) => {
    expect(admins({ stage: "retire" }, only(entry))).toEqual([
      {
        code: "admin-missing",
        severity: "blocker",
        path: "access_entries",
        message:
          "no stable admin, expected an entry with AmazonEKSClusterAdminPolicy at cluster scope for a user, or for a role that IAM Identity Center did not make",
        help: "write under `access_entries` `break_glass: { principal_arn: ARN, policy_associations: { admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } } } }`, ARN being a break-glass role that no permission set of IAM Identity Center made: such a role gets another name when its permission set is made again",
      },
    ]);
  });

  test("admin-missing blocks from `retire` on, and warns before", () => {
    const severities = STAGES.map((stage) =>
      admins({ stage }, { accessEntries: {} }).find(({ code }) => code === "admin-missing"),
    ).map((found) => found?.severity);
    expect(severities).toEqual(["warning", "warning", "warning", "blocker", "blocker", "blocker"]);
  });

  describe("an admin of another account", () => {
    const other = { principalArn: role("x", "444455556666"), policyAssociations: CLUSTER_ADMIN };
    const elsewhere = (stage: Stage, rest: Partial<AccessDefinition> = {}) =>
      admins({ stage }, { accessEntries: { other }, ...rest }).filter(({ code }) => code === "admin-elsewhere");

    test("R39 refuses: at `api` that it is the only one, of which no guard can tell whether it is there; warns before", () => {
      expect(elsewhere("api")).toEqual([
        {
          code: "admin-elsewhere",
          severity: "blocker",
          path: "access_entries",
          message:
            "every admin that stays is of another account than 111122223333: no guard can tell whether its role or user is there, and older than its entry",
          help: "declare a break-glass role of the cluster's account, with AmazonEKSClusterAdminPolicy for the whole cluster, under `access_entries`; or look in the other account, `aws iam get-role --role-name NAME`, and add `- { code: admin-elsewhere, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds)",
        },
      ]);
      const severities = STAGES.map((stage) =>
        elsewhere(stage)
          .map(({ severity }) => severity)
          .join(),
      );
      expect(severities).toEqual(["warning", "warning", "warning", "warning", "blocker", "warning"]);
      expect(admins({ stage: "retire" }, { accessEntries: { other } }).map(({ code }) => code)).not.toContain(
        "admin-missing",
      );
    });

    test("R39 accepts: one beside an admin of the cluster's account, and where the file names no account", () => {
      expect(elsewhere("api", { accessEntries: { other, break_glass: BREAK_GLASS } })).toEqual([]);
      const { accountId: __, ...unplaced } = definition({ stage: "api" }, { accessEntries: { other } });
      expect(adminFindings(new StagedCluster(unplaced)).map(({ code }) => code)).toEqual([]);
    });
  });

  test("without a migration nobody asks for an admin, or for the creator", () => {
    expect(adminFindings(new StagedCluster({ ...SETTLED, accessEntries: {} }))).toEqual([]);
  });

  test.each([
    [
      definition({}, { enableClusterCreatorAdminPermissions: true }),
      "whoever runs Terraform becomes admin, and loses it when somebody else runs it; at the switch from CONFIG_MAP EKS makes the creator's entry by itself (409)",
    ],
    [
      { ...SETTLED, enableClusterCreatorAdminPermissions: true },
      "whoever runs Terraform becomes admin, and loses it when somebody else runs it",
    ],
  ])("creator-admin: warns of an admin that follows the caller", (base, message) => {
    expect(adminFindings(new StagedCluster(base))).toEqual([
      {
        code: "creator-admin",
        severity: "warning",
        path: "enable_cluster_creator_admin_permissions",
        message,
        help: "write `enable_cluster_creator_admin_permissions: false`, and declare an entry with the ARN of the role that runs Terraform, which `aws sts get-caller-identity` names",
      },
    ]);
    expect(adminFindings(new StagedCluster({ ...base, enableClusterCreatorAdminPermissions: false }))).toEqual([]);
  });

  test("R39 refuses: the caller as the only admin", () => {
    const caller = admins({ stage: "retire" }, { accessEntries: {}, enableClusterCreatorAdminPermissions: true });
    expect(caller.map(({ code }) => code)).toEqual(["admin-missing", "creator-admin"]);
  });

  test("R37 accepts: a creator who is expected and in no row", () => {
    expect(admins({ stage: "retire", expected: [CREATOR] })).toEqual([]);
  });

  test.each([
    ["nobody", []],
    ["somebody with a row", [ADMIN_ROW.rolearn ?? ""]],
    ["somebody with a row, by the ARN with path and in another case", [role("team/Admin")]],
    ["what is no ARN", ["creator"]],
  ])("R37 refuses: a creator who is unknown, where %s is expected", (_title, expected) => {
    expect(admins({ stage: "retire", expected })).toEqual([
      {
        code: "creator-unknown",
        severity: "blocker",
        path: "migration.expected",
        message: "the cluster's creator is not named: it is admin without a row, expected its ARN in the list",
        help: "`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateCluster` names it, for 90 days, and from stage `dual` on `aws eks list-access-entries --cluster-name demo` lists it among others: add its ARN to the list `migration.expected`; where nobody can tell, add `- { code: creator-unknown, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds)",
      },
    ]);
  });

  test("R37 accepts: a creator whom EKS made no admin, who is asked for in mode CONFIG_MAP alone: there it is always", () => {
    const asked = (isBootstrapped: boolean) =>
      STAGES.filter((stage) => {
        const found = admins({ stage, expected: [], bootstrapClusterCreatorAdminPermissions: isBootstrapped });
        return found.some(({ code }) => code === "creator-unknown");
      });
    expect([false, true].map(asked)).toEqual([["config-map"], ["config-map", "dual", "entries", "retire"]]);
  });

  test("creator-unknown blocks at `retire`, warns before, and is not asked after", () => {
    const severities = STAGES.map((stage) => admins({ stage, expected: [] })[0]?.severity);
    expect(severities).toEqual(["warning", "warning", "warning", "blocker", undefined, undefined]);
  });
});
