import { adoptionFindings } from "../../../lib/migration/gate/gate-adopt";
import { importCluster } from "../../../lib/app/import/import-cluster";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { ADMIN, NODE_ROW, ADMIN_ROW, rows, codes, run, definitionOf } from "../../import/imported";
import {
  configMapJson,
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
  nodeGroups,
} from "../../support/cli/source-texts";

describe("importCluster: the stage fits what is live", () => {
  const map = rows([NODE_ROW, ADMIN_ROW]);
  const both = describeCluster("API_AND_CONFIG_MAP");

  test("CONFIG_MAP: config-map, one admin in the first wave, nodes in the last", () => {
    const { migration, authenticationMode, terraform } = definitionOf(run([map, describeCluster("CONFIG_MAP")]));
    expect(migration).toEqual({ stage: "config-map", waves: [["ops"], ["node"]], wave: 1 });
    expect([authenticationMode, terraform.accountId, terraform.region]).toEqual([undefined, ACCOUNT, "eu-west-1"]);
  });

  test("what a ClusterConfig asks for hides neither an unknown ConfigMap nor an unknown mode", () => {
    const config = JSON.stringify({
      apiVersion: "eksctl.io/v1alpha5",
      kind: "ClusterConfig",
      metadata: { name: "demo", region: "eu-west-1" },
      iamIdentityMappings: [{ arn: role("dev"), username: "dev", groups: ["a"] }],
      accessConfig: { authenticationMode: "CONFIG_MAP" },
    });
    expect(codes(run([config, describeCluster("CONFIG_MAP")]))).toContain("import-config-map-unknown");
    expect(codes(run([config, map]))).toContain("import-mode-unknown");
    expect(codes(run([config, map, describeCluster("CONFIG_MAP")]))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^import-(config-map|mode)-unknown$/)]),
    );
  });

  test("an entry that a ClusterConfig alone asks for says so in the file, a live one does not", () => {
    const config = JSON.stringify({
      apiVersion: "eksctl.io/v1alpha5",
      kind: "ClusterConfig",
      metadata: { name: "demo", region: "eu-west-1" },
      accessConfig: { accessEntries: [{ principalARN: role("dev"), kubernetesUsername: "dev" }] },
    });
    const alone = run([config]);
    expect(alone.text).toContain(
      "  # asked for by a ClusterConfig, not known to be live: delete it unless the cluster has it\n  dev:\n",
    );
    expect(alone.findings).toContainEqual(
      expect.objectContaining({ code: "import-declared-alone", severity: "blocker" }),
    );
    const live = run([
      config,
      map,
      both,
      listEntries(role("dev")),
      describeEntry(role("dev")),
      listPolicies(role("dev")),
    ]);
    expect(live.text).toContain("  dev:\n");
    expect(live.text).not.toContain("asked for");
    expect(codes(live)).not.toContain("import-declared-alone");
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

  test("the file has a state of its own: it says so, adopts what is live, and is refused the state of a module", () => {
    const live = [listEntries(role("ops")), describeEntry(role("ops"), {}), listPolicies(role("ops"), ADMIN)];
    const imported = run([map, both, ...live]);
    expect(imported.text).toContain("A state of its own: in that of whatever manages the cluster,\n");
    const definition = definitionOf(imported);
    expect(adoptionFindings(definition)).toEqual([]);
    const [refused] = adoptionFindings({ ...definition, adopt: { ...definition.adopt, module: "module.eks" } });
    expect(refused).toMatchObject({ code: "adopt-access", severity: "error" });
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
    expect(found.map((finding) => [finding.code, finding.severity])).toEqual([[code, severity]]);
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
      ["cluster_name", "question-open"],
      ["terraform.account_id", "question-open"],
      ["terraform.region", "question-open"],
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
      /# R16 row-session-node: .*\n {2}# {3}if EKS runs a Fargate profile with it, add `arn:aws:iam::111122223333:role\/hybrid`/,
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
