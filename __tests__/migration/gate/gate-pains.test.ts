import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { JudgedFinding } from "../../../lib/migration/acceptance";
import type { AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { entryKeys } from "../../../lib/migration/translation/entry-key";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { guardRefusals } from "../../support/guards/guard-refusals";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";
import {
  accepting,
  ADMIN_ROW,
  BREAK_GLASS,
  CLUSTER_ADMIN,
  CREATOR,
  definition,
  DEV_ROW,
} from "../../support/definitions/definitions";
import { LIVE_ADMIN, LIVE_DEV, liveCluster } from "../../support/live/live-clusters";

const TODAY = "2026-11-22";
const SSO = "AWSReservedSSO_DevOps_0123456789abcdef";
const { migration: _, ...SETTLED } = definition({}, { accept: [] });
const { node: __, ...PEOPLE } = definition().accessEntries;

const judge = (migration: Partial<MigrationDefinition> = {}, rest: Partial<AccessDefinition> = {}): JudgedFinding[] =>
  gate(new StagedCluster(definition(migration, rest)), TODAY).filter(({ code }) => code !== "masters-by-name");
const codesOf = (findings: readonly JudgedFinding[]): string[] =>
  findings.map(({ code, severity, path }) => `${severity} ${code} ${path}`);
const codes = (migration: Partial<MigrationDefinition> = {}, rest: Partial<AccessDefinition> = {}): string[] =>
  codesOf(judge(migration, rest));
const rows = (...awsAuthRoles: RoleRow[]): Pick<AccessDefinition, "awsAuth" | "accept"> => ({
  awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] },
  accept: awsAuthRoles.includes(ADMIN_ROW) ? [accepting("masters-by-name")] : [],
});
const refused = (rest: Partial<AccessDefinition>, migration: Partial<MigrationDefinition> = {}): Stage[] =>
  STAGES.filter((stage) => isRefused(judge({ stage, ...migration }, rest)));
const FROM_RETIRE = ["retire", "api", "done"];

/** DOMAIN §5: what users got hurt by, and what a gate or a guard makes of it. */
describe("gate", () => {
  test("pain 1: the creator's entry, which EKS makes at the switch, is expected or imported, never plainly created", () => {
    const accessEntries = { ...definition().accessEntries, creator: { ...BREAK_GLASS, principalArn: CREATOR } };
    expect(codes({}, { accessEntries })).toContain("error expected-declared migration.expected[0]");
    expect(refused({ accessEntries, imported: ["creator"] }, { expected: [role("other-creator")] })).toEqual([]);
  });

  test("pain 2: a node role that two node groups share has one entry; the second is named with the first", () => {
    const node = { principalArn: role("node"), type: "EC2_LINUX" } as const;
    const found = judge({}, { accessEntries: { ...PEOPLE, node, karpenter: node } });
    const duplicate = found.find(({ code }) => code === "entry-duplicate");
    expect(duplicate).toMatchObject({ severity: "error", path: "access_entries.karpenter.principal_arn" });
    expect(duplicate?.message).toContain("access_entries.node");
    const live = liveCluster({ nodeGroupRoles: [role("node")] });
    expect(guardRefusals(new StagedCluster(definition()), live)).toEqual([
      { code: "entry-conflict", about: role("node") },
    ]);
  });

  test("pain 3: an upgrade that forgets the rows of nodes does not write over them", () => {
    const forgetful = definition({ stage: "entries" }, { ...rows(ADMIN_ROW, DEV_ROW), accessEntries: PEOPLE });
    expect(guardRefusals(new StagedCluster(forgetful), liveCluster())).toEqual([
      { code: "row-unknown", about: role("node") },
    ]);
    const { awsAuth: ___, ...bare } = definition({ stage: "done" });
    expect(guardRefusals(new StagedCluster(bare), liveCluster()).map(({ code }) => code)).toEqual(["live-mode"]);
  });

  test("pain 5: an admin that follows whoever runs Terraform is warned about, and is not the admin that stays", () => {
    const caller = { accessEntries: {}, ...rows() };
    expect(codes({ stage: "retire", waves: [] }, { ...caller, enableClusterCreatorAdminPermissions: true })).toEqual([
      "blocker admin-missing access_entries",
      "warning creator-admin enable_cluster_creator_admin_permissions",
    ]);
  });

  test("pain 6: the group system:masters is refused on an entry, and becomes the policy of cluster admins", () => {
    const masters = { principalArn: role("admin"), kubernetesGroups: ["system:masters"] };
    expect(codes({}, { accessEntries: { ...definition().accessEntries, admin: masters } })).toEqual(
      expect.arrayContaining(["error entry-group-system access_entries.admin.kubernetes_groups[0]"]),
    );
    expect(codes({ stage: "retire" })).toEqual([]);
  });

  test("pain 7: an SSO role without its path is found in rows and in entries", () => {
    const row = { rolearn: role(SSO), username: "devops:{{SessionName}}", groups: ["developers"] };
    expect(codes({ stage: "retire" }, rows(row))).toEqual([
      "blocker role-path-unknown aws_auth.aws_auth_roles[0].rolearn",
    ]);
    const entry = (principalArn: string) => ({
      accessEntries: {
        ...definition().accessEntries,
        sso: { principalArn, userName: "devops:{{SessionName}}", kubernetesGroups: ["developers"] },
      },
    });
    expect(codes({ stage: "retire" }, { ...rows(row), ...entry(role(SSO)) })).toEqual([
      "blocker role-path-unknown access_entries.sso.principal_arn",
    ]);
    const full = role(`aws-reserved/sso.amazonaws.com/${SSO}`);
    expect(codes({ stage: "retire" }, { ...rows(row), ...entry(full) })).toEqual([]);
  });

  test("pain 8: an SSO role, which gets a new name when it is made anew, is not the admin that stays", () => {
    const sso = { principalArn: role(`aws-reserved/sso.amazonaws.com/${SSO}`), policyAssociations: CLUSTER_ADMIN };
    const none = rows();
    expect(refused({ ...none, accessEntries: { sso }, accept: [] }, { waves: [] })).toEqual(FROM_RETIRE);
    expect(refused({ ...none, accessEntries: { sso, break_glass: BREAK_GLASS }, accept: [] }, { waves: [] })).toEqual(
      [],
    );
  });

  test("pain 10: no entry is planned while the cluster is in CONFIG_MAP", () => {
    const live = liveCluster({ mode: "CONFIG_MAP", entries: [] });
    expect(guardRefusals(new StagedCluster(definition({ stage: "entries" })), live)).toEqual([
      { code: "live-mode", about: "CONFIG_MAP" },
    ]);
    expect(guardRefusals(new StagedCluster(definition({ stage: "dual" })), live)).toEqual([]);
  });

  test("pain 11: from CONFIG_MAP straight to API is refused, whether a stage asks for it or a file", () => {
    const live = liveCluster({ mode: "CONFIG_MAP" });
    for (const stage of ["api", "done"] as const) {
      expect(guardRefusals(new StagedCluster(definition({ stage })), live)).toContainEqual({
        code: "live-mode",
        about: "CONFIG_MAP",
      });
    }
    expect(guardRefusals(new StagedCluster({ ...SETTLED, authenticationMode: "API" }), live)).toEqual([
      { code: "live-mode", about: "CONFIG_MAP" },
    ]);
    expect(codes({ stage: "config-map" }, { authenticationMode: "API" })).toEqual([
      "error stage-mode authentication_mode",
    ]);
  });

  test("pain 14: a key is made of the principal, and a new key beside the old one is refused", () => {
    const dev = arn(role("dev"));
    expect(entryKeys([dev, arn(role("other"))]).get(role("dev"))).toBe(entryKeys([dev]).get(role("dev")));
    const accessEntries = definition().accessEntries;
    const renamed = { ...accessEntries, developers: accessEntries.dev ?? BREAK_GLASS };
    expect(codes({}, { accessEntries: renamed })).toContain(
      "error entry-duplicate access_entries.developers.principal_arn",
    );
  });

  test("pain 16: a misspelt key is refused, an entry that may do nothing is warned about", () => {
    const misspelt = { principalArn: role("dev"), userName: "dev:{{SessionName}}", kubernetes_group: ["developers"] };
    expect(codes({}, { accessEntries: { ...definition().accessEntries, dev: misspelt } })).toEqual([
      "error entry-unknown-key access_entries.dev.kubernetes_group",
      "blocker entry-weaker access_entries.dev",
      "warning entry-without-rights access_entries.dev",
    ]);
  });

  test("pain 17: nodes without an entry of their type would leave the cluster", () => {
    const standard = { ...PEOPLE, node: { principalArn: role("node") } };
    expect(refused({ accessEntries: standard })).toEqual(STAGES);
    expect(codes({}, { accessEntries: standard })).toContain("error node-entry-standard access_entries.node.type");
    expect(refused({ accessEntries: PEOPLE }, { waves: [] })).toEqual(FROM_RETIRE);
    const live = liveCluster({ entries: [LIVE_ADMIN, LIVE_DEV] });
    expect(guardRefusals(new StagedCluster(definition({ stage: "retire" })), live)).toEqual([
      { code: "entry-not-live", about: role("node") },
    ]);
  });

  test("pain 20: accounts and root keep their place in aws-auth, and stop `retire`", () => {
    const awsAuth = {
      awsAuthRoles: [],
      awsAuthUsers: [{ userarn: `arn:aws:iam::${ACCOUNT}:root`, username: "root", groups: ["a"] }],
      awsAuthAccounts: ["444455556666"],
    };
    expect(codes({ stage: "entries" }, { awsAuth, accept: [] })).toEqual([
      "warning account-mapped aws_auth.aws_auth_accounts[0]",
      "warning row-root aws_auth.aws_auth_users[0].userarn",
    ]);
    expect(refused({ awsAuth, accept: [] })).toEqual(FROM_RETIRE);
  });

  test("pain 24: a row without username is warned about, and its entry cures it", () => {
    const awsAuth = {
      awsAuthRoles: [],
      awsAuthUsers: [{ userarn: user("bob"), groups: ["developers"] }],
      awsAuthAccounts: [],
    };
    const bob = { principalArn: user("bob"), kubernetesGroups: ["developers"] };
    const accessEntries = { ...definition().accessEntries, bob };
    const warnedAt = (...stages: Stage[]): Stage[] =>
      stages.filter((stage) =>
        codes({ stage }, { awsAuth, accessEntries, accept: [] }).includes(
          "warning row-username-missing aws_auth.aws_auth_users[0].username",
        ),
      );
    expect(warnedAt(...STAGES)).toEqual(["config-map", "dual"]);
    const waves = [["break_glass"], ["bob"]];
    const first = { stage: "entries", waves, wave: 1 } as const;
    expect(codes(first, { awsAuth, accessEntries, accept: [] })).toContain(
      "warning row-username-missing aws_auth.aws_auth_users[0].username",
    );
    const { bob: _bob, ...others } = accessEntries;
    const leaving = { awsAuth, accessEntries: others, accept: [], leaving: [user("bob")] };
    expect(codes({ stage: "retire", retire: "forget" }, leaving)).toContain(
      "warning row-username-missing aws_auth.aws_auth_users[0].username",
    );
    expect(codes({ stage: "retire" }, leaving)).toEqual([]);
  });

  test("pain 27: a principal is written out, known to every plan: no reference and no expression", () => {
    for (const principalArn of ["${aws_iam_role.dev.arn}", "aws_iam_role.dev.arn", "(known after apply)"]) {
      const dev = { principalArn, kubernetesGroups: ["developers"] };
      expect(codes({}, { accessEntries: { ...definition().accessEntries, dev } })).toContain(
        "error entry-principal-malformed access_entries.dev.principal_arn",
      );
    }
  });

  test("pain 28: a service-linked role has no entry, and its row says so", () => {
    const linked = "AWSServiceRoleForAmazonEMRContainers";
    const principalArn = role(`aws-service-role/emr-containers.amazonaws.com/${linked}`);
    const emr = { principalArn, kubernetesGroups: ["emr"] };
    expect(codes({}, { accessEntries: { ...definition().accessEntries, emr } })).toContain(
      "error entry-principal-service-linked access_entries.emr.principal_arn",
    );
    expect(codes({ stage: "retire" }, rows({ rolearn: role(linked), username: "emr", groups: ["emr"] }))).toEqual([
      "blocker row-service-linked aws_auth.aws_auth_roles[0].rolearn",
    ]);
  });
});
