import { ACCOUNT, policyArn, role, user } from "../../support/definitions/arns";
import { definitionOf } from "../imported";
import {
  configMapJson,
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
} from "../../support/cli/source-texts";
import { ANN, BY_HAND, CONFIG_MAP, DEV, OPS, rows, told, update } from "./updated";

describe("updateClusterFile", () => {
  test("adds what is new where it belongs, and touches nothing else", () => {
    const nodes =
      '{"fargateProfile": {"fargateProfileName": "f", "podExecutionRoleArn": "arn:aws:iam::111122223333:role/pods"}}';
    const pods = {
      rolearn: role("pods"),
      username: "system:node:{{SessionName}}",
      groups: ["system:nodes", "system:bootstrappers", "system:node-proxier"],
    };
    const updated = update(
      BY_HAND,
      rows([DEV, OPS, pods], [ANN]),
      CONFIG_MAP,
      listRoles(role("x/ops"), role("team/dev"), role("pods")),
      nodes,
    );
    expect(updated.changes).toEqual([
      `aws_auth.aws_auth_roles: ${role("ops")}`,
      `aws_auth.aws_auth_roles: ${role("pods")}`,
      `aws_auth.aws_auth_users: ${user("ann")}`,
      `migration.expected: ${role("pods")}`,
      `migration.role_paths: ${role("ops")}: ${role("x/ops")}`,
      `migration.role_paths: ${role("pods")}: ${role("pods")}`,
      `access_entries.ann: ${user("ann")}`,
      `access_entries.ops: ${role("x/ops")}`,
    ]);
    expect(updated.text).toBe(
      `# our cluster
cluster_name: demo   # not prod
render: access

terraform: { account_id: "${ACCOUNT}", region: eu-west-1 }

migration:
  stage: config-map # until spring
  expected: [${role("creator")}, ${role("pods")}]
  # nobody knows why
  role_paths: { ${role("dev")}: ${role("team/dev")}, "${role("ops")}": "${role("x/ops")}", "${role("pods")}": "${role("pods")}" }

aws_auth:
  aws_auth_users:
    - userarn: ${user("ann")}
      username: ann
      groups: [a]
  aws_auth_roles:
    # the developers
    - {rolearn: "${role("dev")}", username: dev, groups: [developers]}   # since 2020
    - rolearn: ${role("ops")}
      username: ops
      groups: ["system:masters"]
    - rolearn: ${role("pods")}
      username: system:node:{{SessionName}}
      groups: ["system:nodes", "system:bootstrappers", "system:node-proxier"]

access_entries:
  our_developers:
    principal_arn: ${role("team/dev")}
    kubernetes_groups: [developers]
    user_name: dev
  ann:
    principal_arn: ${user("ann")}
    user_name: ann
    kubernetes_groups: [a]
  ops:
    principal_arn: ${role("x/ops")}
    user_name: ops
    policy_associations:
      admin:
        policy_arn: ${policyArn("AmazonEKSClusterAdminPolicy")}
        access_scope: { type: cluster }
leaving:
# gone in May
- ${role("old")}
`
        .replaceAll('["system:masters"]', "[system:masters]")
        .replaceAll(
          '["system:nodes", "system:bootstrappers", "system:node-proxier"]',
          "[system:nodes, system:bootstrappers, system:node-proxier]",
        ),
    );
  });

  test("again adds nothing", () => {
    const sources = [rows([DEV, OPS], [ANN]), CONFIG_MAP];
    const once = update(BY_HAND, ...sources).text ?? "";
    expect(update(once, ...sources)).toMatchObject({ text: once, changes: [] });
  });

  test("keeps Windows line ends", () => {
    const updated = update(BY_HAND.replaceAll("\n", "\r\n"), rows([DEV, OPS]), CONFIG_MAP);
    expect(updated.text).toBe((update(BY_HAND, rows([DEV, OPS]), CONFIG_MAP).text ?? "").replaceAll("\n", "\r\n"));
  });

  test("answers open questions, and fills no answer over", () => {
    const open =
      "cluster_name: demo\nrender: access\nmigration: { stage: config-map }\nterraform:\n  account_id:\n  region:   # which?\n";
    const updated = update(open, rows([]), CONFIG_MAP);
    expect(updated.text).toContain(`terraform:\n  account_id: "${ACCOUNT}"\n  region: eu-west-1   # which?\n`);
    expect(updated.changes).toEqual([`terraform.account_id: ${ACCOUNT}`, "terraform.region: eu-west-1"]);
  });

  test("a hand-made key, a decision and an edited row stay; what the cluster says otherwise is told with both", () => {
    const edited = BY_HAND.replace(
      "username: dev, groups: [developers]}",
      "username: dev, groups: [developers, more]}",
    );
    const updated = update(edited, rows([DEV, { ...OPS, rolearn: role("old") }]), CONFIG_MAP);
    expect(updated.text).toContain("groups: [developers, more]}   # since 2020");
    expect(updated.findings.map(({ code }) => code)).toContain("import-file-differs");
    expect(told(updated, "import-file-differs")).toEqual([
      "demo.yaml:17:7 aws_auth.aws_auth_roles[0]: another row than the live one, expected `dev developers`, got `dev developers more`",
    ]);
    // Who leaves gets no entry.
    expect(Object.keys(definitionOf(updated).accessEntries)).toEqual(["our_developers"]);
  });

  test("rows of those who leave do not come back, of others they do", () => {
    const leaver = { userarn: user("ann"), username: "ann", groups: ["a"] };
    const file = BY_HAND.replace(`- ${role("old")}`, `- ${role("team/ops")}\n- ${user("ann")}`);
    const updated = update(file, rows([DEV, OPS, { ...OPS, rolearn: role("new") }], [leaver]), CONFIG_MAP);
    const { awsAuth } = definitionOf(updated);
    expect(awsAuth?.awsAuthRoles.map(({ rolearn }) => rolearn)).toEqual([role("dev"), role("new")]);
    expect(awsAuth?.awsAuthUsers).toEqual([]);
  });

  test("nor do mapped accounts that leave", () => {
    const file = BY_HAND.replace(`- ${role("old")}`, "- arn:aws:iam::444455556666:root");
    const live = configMapJson({ mapRoles: JSON.stringify([DEV]), mapAccounts: '["444455556666", "777788889999"]' });
    expect(update(file, live, CONFIG_MAP).changes).toEqual(["aws_auth.aws_auth_accounts: 777788889999"]);
  });

  test("a file without rows, too, gets none of those who leave", () => {
    const file = `cluster_name: demo\nrender: access\nmigration: { stage: config-map }\nterraform: { account_id: "${ACCOUNT}", region: eu-west-1 }\nleaving: ["${role("ops")}"]\n`;
    const { awsAuth } = definitionOf(update(file, rows([DEV, OPS], [ANN]), CONFIG_MAP));
    expect(awsAuth).toMatchObject({ awsAuthRoles: [DEV], awsAuthUsers: [ANN] });
  });

  test("a row of the file that is not live is told, and stays", () => {
    const updated = update(BY_HAND, rows([]), CONFIG_MAP);
    expect(updated.text).toBe(BY_HAND);
    expect(told(updated, "import-file-differs")).toEqual([
      `demo.yaml:17:7 aws_auth.aws_auth_roles[0]: a row that is not live, got that of role dev`,
    ]);
  });

  test("a mapped account of the file that is not live is told, a live one is not", () => {
    const file = BY_HAND.replace("aws_auth:\n", '$&  aws_auth_accounts: ["444455556666", "777788889999"]\n');
    const live = configMapJson({ mapRoles: JSON.stringify([DEV]), mapAccounts: '["777788889999"]' });
    expect(told(update(file, live, CONFIG_MAP), "import-file-differs")).toEqual([
      "demo.yaml:14:23 aws_auth.aws_auth_accounts[0]: a row that is not live, got `444455556666`",
    ]);
    expect(told(update(file, CONFIG_MAP), "import-file-differs")).toEqual([]);
  });

  test.each([
    ["entries", 1],
    ["retire", 0],
    ["api", 0],
  ])("at stage %s rows that are not live are told %p times: only a plan that writes them differs", (stage, times) => {
    const file = BY_HAND.replace("stage: config-map #", `stage: ${stage} #`);
    const mode = describeCluster(stage === "api" ? "API" : "API_AND_CONFIG_MAP");
    const rowsTold = told(update(file, rows([]), mode), "import-file-differs").filter((line) =>
      line.includes("aws_auth."),
    );
    expect(rowsTold).toHaveLength(times);
  });

  test("a live entry that differs, another path and a stage that does not fit are told", () => {
    const live = [
      describeCluster("API_AND_CONFIG_MAP"),
      listEntries(role("team/dev")),
      describeEntry(role("team/dev"), { username: "dev" }),
      listPolicies(role("team/dev")),
    ];
    const updated = update(
      BY_HAND.replace("team/dev }", "other/dev }"),
      rows([DEV]),
      ...live,
      listRoles(role("team/dev")),
    );
    expect(told(updated, "import-file-differs")).toEqual([
      "demo.yaml:8:10 migration.stage: stage config-map accepts CONFIG_MAP, the cluster is in `API_AND_CONFIG_MAP`",
      `demo.yaml:11:53 migration.role_paths.${role("dev")}: another path than the sources', expected \`${role("team/dev")}\`, got \`${role("other/dev")}\``,
      "demo.yaml:20:3 access_entries.our_developers: another entry than the live one, expected `type STANDARD, username dev`, got `type STANDARD, username dev, group developers`",
    ]);
  });

  test("new live entries are imported, under a key that nobody has", () => {
    const live = [
      describeCluster("API_AND_CONFIG_MAP"),
      listEntries(role("ops")),
      describeEntry(role("ops")),
      listPolicies(role("ops")),
    ];
    const file = BY_HAND.replace("our_developers:", "ops:").replace("config-map #", "entries #");
    const updated = update(file, rows([DEV]), ...live);
    const { accessEntries, adopt } = definitionOf(updated);
    const [, key = ""] = Object.keys(accessEntries);
    expect(key).toMatch(/^ops_[0-9a-f]{8}$/);
    expect(adopt).toEqual({ import: true, imported: [key] });
    const again = update(
      updated.text?.replace(`imported: [${key}]`, "imported: [ops]") ?? "",
      rows([DEV]),
      ...live,
      listEntries(role("ops")),
    );
    expect(again.changes).toEqual([]);
  });

  test.each([
    ["adopt:\n  import: true\n  imported: [our_developers]\n", ["our_developers", "ops"]],
    ["adopt:\n  import: true\n  imported:\n  - our_developers\n", ["our_developers", "ops"]],
    ["adopt: { module: module.eks }\n", ["ops"]],
    // What `advance` leaves: the list alone imports nothing.
    ["adopt:\n  imported: [our_developers]\n", ["our_developers", "ops"]],
    ["adopt:\n  imported:\n  - our_developers\n", ["our_developers", "ops"]],
    ["adopt: { imported: [our_developers] }\n", ["our_developers", "ops"]],
    ["adopt:\n  import:\n  imported: [our_developers]\n", ["our_developers", "ops"]],
    ["adopt: { import: true }\n", undefined],
  ])("into %j", (adopt, imported) => {
    const live = [
      describeCluster("API_AND_CONFIG_MAP"),
      listEntries(role("ops")),
      describeEntry(role("ops")),
      listPolicies(role("ops")),
    ];
    const updated = update(`${BY_HAND.replace("config-map #", "entries #")}${adopt}`, rows([DEV]), ...live);
    expect(definitionOf(updated).adopt).toMatchObject({ import: true, ...(imported && { imported }) });
  });

  test("a file that says not to import is refused: the plan would create what lives", () => {
    const live = [listEntries(role("ops")), describeEntry(role("ops")), listPolicies(role("ops"))];
    const file = `${BY_HAND.replace("config-map #", "entries #")}adopt: { import: false, imported: [our_developers] }\n`;
    const updated = update(file, rows([DEV]), describeCluster("API_AND_CONFIG_MAP"), ...live);
    expect({ text: updated.text, found: told(updated, "import-update-refused") }).toEqual({
      text: undefined,
      found: ["demo.yaml:27:18 adopt.import: cannot take what is new: a value stands there"],
    });
  });

  test("a file without rows gets the whole section", () => {
    const file =
      'cluster_name: demo\nrender: access\nmigration: { stage: config-map }\nterraform: { account_id: "111122223333", region: eu-west-1 }';
    const { awsAuth, accessEntries } = definitionOf(update(file, rows([DEV], [ANN]), CONFIG_MAP));
    expect(awsAuth).toMatchObject({ awsAuthRoles: [DEV], awsAuthUsers: [ANN] });
    expect(Object.keys(accessEntries)).toEqual(["ann", "dev"]);
  });
});
