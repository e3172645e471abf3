import { printLocated } from "../../lib/inventory/finding/located-finding";
import { ACCOUNT, role, user } from "../support/definitions/arns";
import { SSO, SSO_PATH, NODE_ROW, ADMIN_ROW, rows, codes, run, definitionOf } from "./imported";
import {
  configMapJson,
  configMapYaml,
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
  nodeGroups,
} from "../support/cli/source-texts";

/** What hurts people (DOMAIN §5), by its number, as far as an import can see it. */
describe("importCluster, pains", () => {
  const config = describeCluster("CONFIG_MAP");
  const both = describeCluster("API_AND_CONFIG_MAP");

  test("1, 2, 29: roles of managed node groups, shared or not, are expected and never declared", () => {
    const groups = nodeGroups({ blue: role("node"), green: role("node") });
    const { accessEntries, migration } = definitionOf(run([rows([NODE_ROW]), config, groups]));
    expect({ accessEntries, expected: migration?.expected }).toEqual({ accessEntries: {}, expected: [role("node")] });
    const live = run([
      rows([NODE_ROW]),
      both,
      groups,
      listEntries(role("node")),
      describeEntry(role("node"), { type: "EC2_LINUX" }),
    ]);
    expect(definitionOf(live)).toMatchObject({
      accessEntries: {},
      migration: { stage: "dual", expected: [role("node")] },
    });
  });

  test("1: live entries are imported: none is created again", () => {
    const live = run([
      rows([NODE_ROW]),
      both,
      listEntries(role("node")),
      describeEntry(role("node"), { type: "EC2_LINUX" }),
    ]);
    expect(definitionOf(live)).toMatchObject({
      accessEntries: { node: { principalArn: role("node"), type: "EC2_LINUX" } },
      adopt: { imported: ["node"] },
    });
  });

  test("7: list-roles tells every path, SSO roles' too; without it SSO roles block with the command", () => {
    const sso = { rolearn: role(SSO), username: "admin:{{SessionName}}", groups: ["system:masters"] };
    const dev = { rolearn: role("dev"), username: "dev", groups: ["a"] };
    const known = run([rows([sso, dev]), config, listRoles(role(`${SSO_PATH}/${SSO}`), role("team/dev"))]);
    const { accessEntries, migration } = definitionOf(known);
    expect(Object.values(accessEntries).map(({ principalArn }) => principalArn)).toEqual([
      role("team/dev"),
      role(`${SSO_PATH}/${SSO}`),
    ]);
    expect(migration?.rolePaths).toEqual({ [role(SSO)]: role(`${SSO_PATH}/${SSO}`), [role("dev")]: role("team/dev") });
    expect(codes(known).filter((code) => code.startsWith("role-path"))).toEqual([]);
    const unknown = run([rows([sso, dev]), config]);
    expect(Object.keys(definitionOf(unknown).accessEntries)).toEqual(["dev"]);
    expect(unknown.text).toMatch(
      /# R26 role-path-unknown: .*\n.*aws iam get-role --role-name AWSReservedSSO_Admin_0123456789abcdef/,
    );
    expect(unknown.text).toContain("# R26 role-path-assumed: one role is taken to have no path");
  });

  test("7: a role is written as IAM spells it, whatever case its row has", () => {
    const { accessEntries } = definitionOf(
      run([rows([{ rolearn: role("DEV"), username: "d", groups: ["a"] }]), config, listRoles(role("x/dev"))]),
    );
    expect(accessEntries).toEqual({ dev: { principalArn: role("x/dev"), userName: "d", kubernetesGroups: ["a"] } });
  });

  test("15: a role that IAM does not have gets no entry, and a line to type into leaving", () => {
    const imported = run([rows([ADMIN_ROW]), config, listRoles(role("dev"))]);
    expect(definitionOf(imported).accessEntries).toEqual({});
    expect(codes(imported)).toContain("import-role-missing");
    expect(imported.text).toContain(`#   - ${role("ops")}`);
    expect(definitionOf(run([rows([ADMIN_ROW]), config, listRoles(role("ops"))])).accessEntries).toHaveProperty("ops");
  });

  test("15: a role that was made after its entry is told at the entry", () => {
    const roles = JSON.stringify({ Roles: [{ Arn: role("ops"), CreateDate: "2026-01-01T00:00:00Z" }] });
    const live = [listEntries(role("ops")), describeEntry(role("ops")), listPolicies(role("ops"))];
    expect(run([rows([]), both, roles, ...live]).text).toContain(
      "# R39 entry-outdated: the role was made after its entry",
    );
    expect(run([rows([]), both, listRoles(role("ops")), ...live]).text).not.toContain("entry-outdated");
  });

  test("17: a node's row becomes an entry of its type, never STANDARD", () => {
    const windows = { ...NODE_ROW, rolearn: role("win"), groups: [...NODE_ROW.groups, "eks:kube-proxy-windows"] };
    const { accessEntries } = definitionOf(run([rows([NODE_ROW, windows]), config]));
    expect(Object.values(accessEntries).map(({ type }) => type)).toEqual(["EC2_LINUX", "EC2_WINDOWS"]);
  });

  test("20: accounts and root are told at their rows", () => {
    const text = configMapJson({
      mapAccounts: '["444455556666", "12"]',
      mapUsers: JSON.stringify([{ userarn: `arn:aws:iam::${ACCOUNT}:root`, groups: ["a"] }]),
    });
    const imported = run([text, config]);
    expect(definitionOf(imported)).toMatchObject({ accessEntries: {}, awsAuth: { awsAuthAccounts: ["444455556666"] } });
    expect(imported.text).toMatch(/# R13 account-mapped: .*\n.*\n {4}- "444455556666"/);
    expect(imported.text).toContain("# R13 account-malformed: left out, for it serves nobody");
    expect(imported.text).toContain("# R14 row-root:");
  });

  test.each([
    ["mapRoles: |\n  - rolearn: [\n", /^1\.txt:\d+:1 mapRoles: .* \[aws-auth-section-invalid\]$/],
    ["MapRoles: |\n  - rolearn: x\nmapUsers: ''\n", /^1\.txt:1:11 MapRoles: .* \[aws-auth-key-miscased\]$/],
    ["mapRoles: |\n  - rolearn: a\n  ---\n  - rolearn: b\n", /^1\.txt:3:1 mapRoles: .* \[aws-auth-text-ignored\]$/],
  ])("22: what the authenticator drops is refused with its place: %j", (text, expected) => {
    const imported = run([text, config]);
    expect(imported.text).toBeUndefined();
    expect(imported.findings.map((finding) => `${printLocated(finding)} [${finding.code}]`)).toContainEqual(
      expect.stringMatching(expected),
    );
  });

  test("22: a row that the authenticator drops is listed, and is no row of the file", () => {
    const imported = run([configMapYaml({ mapRoles: "- username: x\n" }), config]);
    expect(definitionOf(imported).awsAuth?.awsAuthRoles).toEqual([]);
    expect(imported.text).toContain("# R5 aws-auth-row-dropped: left out: mapRoles[0]: the row has no rolearn");
    expect(codes(imported)).toContain("aws-auth-row-dropped");
  });

  test("22: a row keeps what the authenticator reads of it, and a comment says what it does not", () => {
    const imported = run([
      configMapYaml({ mapUsers: `- userarn: ${user("ann")}\n  groups: system:masters\n` }),
      config,
    ]);
    expect(definitionOf(imported).awsAuth?.awsAuthUsers).toEqual([{ userarn: user("ann") }]);
    expect(definitionOf(imported).accessEntries).toEqual({ ann: { principalArn: user("ann") } });
    expect(imported.text).toContain(
      "# R6 aws-auth-field-dropped: left out: mapUsers[0].groups: the value has the wrong type",
    );
  });

  test("24: a missing username is told, and its entry has EKS's own", () => {
    const imported = run([rows([], [{ userarn: user("sub"), groups: ["system:masters"] }]), config]);
    expect(definitionOf(imported).accessEntries.sub).not.toHaveProperty("userName");
    expect(imported.text).toContain("# R24 row-username-missing:");
  });

  test("28: service-linked roles are neither rows' entries nor declared where EKS has one", () => {
    const linked = role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS");
    const row = { rolearn: role("AWSServiceRoleForAmazonEMRContainers"), username: "emr", groups: ["a"] };
    const imported = run([rows([row]), both, listEntries(linked), describeEntry(linked)]);
    expect(definitionOf(imported).accessEntries).toEqual({});
    expect(imported.text).toContain("# R25 row-service-linked:");
    expect(imported.text).toContain(
      "# not declared: service linked role AWSServiceRoleForAmazonEKS: a service-linked role",
    );
    expect(definitionOf(imported).migration?.expected).toBeUndefined();
  });

  test("an entry that CloudFormation made is told: two tools must not manage it", () => {
    const tags = { "aws:cloudformation:stack-name": "eksctl-demo-accessentry-X", team: "ops" };
    const imported = run([
      rows([]),
      both,
      listEntries(role("ops")),
      describeEntry(role("ops"), { tags }),
      listPolicies(role("ops")),
    ]);
    expect(imported.text).toContain("# made by the CloudFormation stack eksctl-demo-accessentry-X");
    expect(definitionOf(imported).accessEntries.ops?.tags).toEqual({ team: "ops" });
  });
});
