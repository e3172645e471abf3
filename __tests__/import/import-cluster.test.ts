import { importCluster, type Imported } from "../../lib/import/import-cluster";
import type { ImportAnswers } from "../../lib/import/draft";
import { printLocated } from "../../lib/inventory/located-finding";
import { parseClusterFile } from "../../lib/inventory/parse-cluster-file";
import { ACCOUNT, policyArn, role, user } from "../support/arns";
import {
  configMapJson,
  configMapYaml,
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
  nodeGroups,
} from "./sources";

const ADMIN = policyArn("AmazonEKSClusterAdminPolicy");
const SSO = "AWSReservedSSO_Admin_0123456789abcdef";
const SSO_PATH = "aws-reserved/sso.amazonaws.com/eu-west-1";
const NODE_ROW = {
  rolearn: role("node"),
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
};
const ADMIN_ROW = { rolearn: role("ops"), username: "ops", groups: ["system:masters", "oncall"] };

function run(texts: readonly string[], answers: ImportAnswers = {}): Imported {
  const named = texts.map((text, i) => ({ name: `${i + 1}.txt`, text }));
  return importCluster({ texts: named, answers, file: "demo.yaml", today: "2026-11-22" });
}
const rows = (roles: readonly object[], users: readonly object[] = []): string =>
  configMapJson({ mapRoles: JSON.stringify(roles), mapUsers: JSON.stringify(users) });
const codes = ({ findings }: Imported): string[] => [...new Set(findings.map(({ code }) => code))];
function definitionOf(imported: Imported) {
  const { cluster, findings } = parseClusterFile("demo.yaml", imported.text ?? "");
  if (cluster === undefined) throw new Error(findings.map(printLocated).join("\n"));
  return cluster.definition;
}

describe("importCluster: the stage fits what is live", () => {
  const map = rows([NODE_ROW, ADMIN_ROW]);
  const both = describeCluster("API_AND_CONFIG_MAP");

  test("CONFIG_MAP: config-map, one admin in the first wave, nodes in the last", () => {
    const { migration, authenticationMode, terraform } = definitionOf(run([map, describeCluster("CONFIG_MAP")]));
    expect(migration).toEqual({ stage: "config-map", waves: [["ops"], ["node"]], wave: 1 });
    expect([authenticationMode, terraform.accountId, terraform.region]).toEqual([undefined, ACCOUNT, "eu-west-1"]);
  });

  test("API_AND_CONFIG_MAP without entries: dual", () => {
    const imported = run([map, both, listEntries(), nodeGroups({})]);
    expect(definitionOf(imported).migration?.stage).toBe("dual");
    expect(codes(imported)).not.toContain("import-entries-unknown");
  });

  test("API_AND_CONFIG_MAP with entries: entries, those that are live in the waves that are in, and imported", () => {
    const live = [
      listEntries(role("ops")),
      describeEntry(role("ops"), { username: "ops" }),
      listPolicies(role("ops"), ADMIN),
    ];
    const { migration, adopt, accessEntries } = definitionOf(run([map, both, ...live]));
    expect(migration).toEqual({
      stage: "entries",
      waves: [["ops"], ["node"]],
      wave: 1,
      rolePaths: { [role("ops")]: role("ops") },
    });
    expect(adopt).toEqual({ import: true, imported: ["ops"] });
    // What the entry gives today, and not what the row beside it did.
    expect(accessEntries.ops).toEqual({
      principalArn: role("ops"),
      userName: "ops",
      policyAssociations: { admin: { policyArn: ADMIN, accessScope: { type: "cluster" } } },
    });
  });

  test("API: the end state, of live entries alone: rows grant nothing, so none becomes an entry", () => {
    const live = [
      listEntries(role("dev")),
      describeEntry(role("dev"), { kubernetesGroups: ["a"] }),
      listPolicies(role("dev")),
    ];
    const imported = run([map, describeCluster("API"), ...live]);
    const { migration, awsAuth, accessEntries, authenticationMode } = definitionOf(imported);
    expect({ migration, awsAuth, authenticationMode }).toEqual({
      migration: undefined,
      awsAuth: undefined,
      authenticationMode: "API",
    });
    expect(accessEntries).toEqual({ dev: { principalArn: role("dev"), kubernetesGroups: ["a"] } });
    expect(imported.text).toContain("# mode API asks no row: 2 rows of the ConfigMap serve nobody");
  });

  test.each([
    ["import-mode-unknown", "warning", [map]],
    ["import-config-map-unknown", "blocker", [both, listEntries()]],
    ["import-entries-unknown", "blocker", [map, both]],
    ["import-policies-unknown", "blocker", [map, both, listEntries(role("ops")), describeEntry(role("ops"))]],
    ["import-entry-unknown", "blocker", [map, both, listEntries(role("ops"))]],
    ["import-node-groups-unknown", "warning", [map, both, listEntries()]],
  ] as const)("what no source tells is asked for: %s", (code, severity, texts) => {
    const imported = run(texts, { region: "eu-west-1" });
    const found = imported.findings.filter((finding) => finding.code === code);
    expect(found.map((finding) => finding.severity)).toEqual([severity]);
    expect(found[0]?.help).toMatch(/aws eks|kubectl/);
    expect(imported.text).toContain(code);
  });

  test("a row whose live entry is listed and not described becomes no entry", () => {
    expect(definitionOf(run([map, both, listEntries(role("ops"))])).accessEntries).toEqual({
      node: { principalArn: role("node"), type: "EC2_LINUX" },
    });
  });

  test("questions stand where they are answered: name, account, region", () => {
    const users = configMapJson({
      mapUsers: JSON.stringify([
        { userarn: user("a"), groups: ["a"] },
        { userarn: user("b", "444455556666"), groups: ["a"] },
      ]),
    });
    const imported = importCluster({ texts: [{ name: "-", text: users }], answers: {}, today: "2026-11-22" });
    const open = imported.findings.filter(({ severity }) => severity === "error").map(({ path, code }) => [path, code]);
    expect(open).toEqual([
      ["cluster_name", "type-wrong"],
      ["terraform.account_id", "type-wrong"],
      ["terraform.region", "type-wrong"],
    ]);
    expect(codes(imported)).toContain("creator-unknown");
    const answers = { clusterName: "demo", accountId: ACCOUNT, region: "eu-west-1" };
    expect(run([users], answers).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each([
    [{ clusterName: "other" }, "another cluster than was asked for, expected `other`, got `demo`"],
    [{ region: "us-east-1" }, "another region than was asked for, expected `us-east-1`, got `eu-west-1`"],
    [{ accountId: "444455556666" }, "another account than was asked for, expected `444455556666`, got `111122223333`"],
  ])("an answer that contradicts the sources is refused: %j", (answers, message) => {
    const imported = run([describeCluster("CONFIG_MAP"), rows([])], answers);
    expect(imported.text).toBeUndefined();
    expect(imported.findings).toMatchObject([{ code: "import-contradiction", message, file: "1.txt" }]);
  });
});

/** Where `eksctl utils migrate-to-access-entry` falls short (DOMAIN §4), in order. */
describe("importCluster, the gaps of eksctl", () => {
  const config = describeCluster("CONFIG_MAP");

  test("1: other partitions", () => {
    const text = rows([{ ...ADMIN_ROW, rolearn: `arn:aws-cn:iam::${ACCOUNT}:role/ops` }]);
    const { accessEntries } = definitionOf(run([text], { region: "cn-north-1", clusterName: "demo" }));
    expect(accessEntries.ops?.policyAssociations?.admin?.policyArn).toBe(
      `arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
    );
  });

  test("2: odd ARNs stay rows, are told, and panic nobody", () => {
    const imported = run([rows([{ rolearn: "arn:aws:iam::1:role", username: "x" }], [{ userarn: "dev" }]), config]);
    expect(definitionOf(imported).accessEntries).toEqual({});
    expect(definitionOf(imported).awsAuth?.awsAuthRoles).toEqual([{ rolearn: "arn:aws:iam::1:role", username: "x" }]);
    expect(imported.text).toContain("# R8 row-arn-malformed: `arn:aws:iam::1:role` serves nobody");
  });

  test("3: principals of other accounts stay there, though a list of roles has their name", () => {
    const dev = role("dev", "444455556666");
    const text = rows([{ rolearn: dev, username: "dev", groups: ["a"] }]);
    const { accessEntries } = definitionOf(run([text, config, listRoles(role("path/dev"))]));
    expect(accessEntries).toEqual({
      dev_444455556666: { principalArn: dev, userName: "dev", kubernetesGroups: ["a"] },
    });
  });

  test("4: Fargate is expected, hybrid nodes are a question", () => {
    const node = (name: string, ...groups: string[]) => ({
      rolearn: role(name),
      username: "system:node:{{SessionName}}",
      groups: ["system:bootstrappers", "system:nodes", ...groups],
    });
    const imported = run([rows([node("fargate", "system:node-proxier"), node("hybrid")]), config]);
    expect(definitionOf(imported)).toMatchObject({ accessEntries: {}, migration: { expected: [role("fargate")] } });
    expect(imported.text).toMatch(
      /# R16 row-session-node: .*\n {2}# {3}choose for `arn:aws:iam::111122223333:role\/hybrid`/,
    );
  });

  test("5: an admin keeps the other groups", () => {
    expect(definitionOf(run([rows([ADMIN_ROW]), config])).accessEntries.ops?.kubernetesGroups).toEqual(["oncall"]);
  });

  test("6: of duplicates, in any case, the last counts; all of them stay rows", () => {
    const first = { rolearn: role("Dev"), username: "first", groups: ["system:masters"] };
    const imported = run([rows([first, { rolearn: role("dev"), username: "last", groups: ["a"] }]), config]);
    const { accessEntries, awsAuth } = definitionOf(imported);
    expect(accessEntries).toEqual({ dev: { principalArn: role("dev"), userName: "last", kubernetesGroups: ["a"] } });
    expect(awsAuth?.awsAuthRoles).toHaveLength(2);
    expect(imported.text).toContain("# R9, R10 row-shadowed:");
  });

  test.each([
    ["system:dev", "R21 row-username-reserved-rbac"],
    ["{{SessionName}}", "R22 row-username-colon"],
    ["dev:{{AccessKeyID}}", "R23 row-username-template"],
  ])("7: the username %s is no entry's, and says why at its row", (username, note) => {
    const imported = run([rows([{ rolearn: role("dev"), username, groups: ["a"] }]), config]);
    expect(definitionOf(imported).accessEntries).toEqual({});
    expect(imported.text).toMatch(new RegExp(`    # ${note}: .*\\n    # {3}\\S.*\\n    - rolearn: ${role("dev")}\\n`));
  });

  test("8: rows that serve nobody stay dead, whatever IAM lists", () => {
    const sso = { sso: { permissionSetName: "Admin", accountID: ACCOUNT }, username: "x", groups: ["system:masters"] };
    const path = { rolearn: role("team/dev"), username: "x", groups: ["system:masters"] };
    const session = { ...path, rolearn: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me` };
    const imported = run([rows([sso, path, session]), config, listRoles(role("team/dev"))]);
    expect(definitionOf(imported).accessEntries).toEqual({});
    expect(definitionOf(imported).awsAuth?.awsAuthRoles).toEqual([sso, path, session]);
    expect(imported.text?.match(/# R12 row-dead: /g)).toHaveLength(3);
  });

  test("9: a live entry is compared with its row, which it overrides", () => {
    const live = [
      describeCluster("API_AND_CONFIG_MAP"),
      listEntries(role("ops")),
      describeEntry(role("ops"), { username: "ops" }),
      listPolicies(role("ops")),
    ];
    const imported = run([rows([ADMIN_ROW]), ...live]);
    expect(imported.findings.filter(({ code }) => code === "entry-weaker")).toMatchObject([
      { severity: "blocker", path: "access_entries.ops" },
    ]);
  });

  test("10, 11: one stage, in a file for Terraform: nothing is switched, made or deleted", () => {
    expect(definitionOf(run([rows([ADMIN_ROW]), config]))).toMatchObject({
      render: "access",
      migration: { stage: "config-map" },
    });
  });
});

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
    expect(imported.text).toContain("# R5 left out: mapRoles[0] of the ConfigMap");
    expect(codes(imported)).toContain("aws-auth-row-dropped");
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
    expect(imported.text).toContain(`# not declared: ${linked}: a service-linked role`);
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

describe("importCluster: the text", () => {
  const config = describeCluster("CONFIG_MAP");

  test("begins with the line for editors, and holds what YAML would misread in quotes", () => {
    const odd = ["yes", "012", "a: b", "# x", "", "日本", "it's", 'say "hi"', "- a", "a\u202eb", "${x}", "line\nbreak"];
    const imported = run([rows([{ rolearn: role("dev"), username: "null", groups: odd }]), config]);
    expect(imported.text?.split("\n")[0]).toBe("# yaml-language-server: $schema=./cluster.schema.json");
    expect(imported.text).toContain(`account_id: "${ACCOUNT}"`);
    expect(imported.text).not.toMatch(/\u202e/);
    expect(definitionOf(imported).awsAuth?.awsAuthRoles).toEqual([
      { rolearn: role("dev"), username: "null", groups: odd },
    ]);
  });

  test("holds no line that a row could smuggle into it", () => {
    const imported = run([
      rows([{ rolearn: role("dev"), username: "x\nleaving: [a]", groups: ["system:x\n    - rolearn: y"] }]),
      config,
    ]);
    expect(definitionOf(imported).leaving).toBeUndefined();
    expect(definitionOf(imported).awsAuth?.awsAuthRoles).toHaveLength(1);
  });

  test("does not depend on the order of the sources", () => {
    const texts = [
      rows([NODE_ROW, ADMIN_ROW]),
      config,
      nodeGroups({ blue: role("node") }),
      listRoles(role("ops"), role("node")),
    ];
    expect(run(texts.toReversed()).text).toBe(run(texts).text);
  });
});
