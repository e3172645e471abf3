import { v20Name } from "../../lib/module/other-version-names";
import { knownVersions, moduleVariables } from "../../lib/module/module-table";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";

const V20 = new Set(moduleVariables("eks", "20.37.2")?.keys());
const isKnown = (name: string): boolean => V20.has(name);

describe("v20Name", () => {
  test.each([
    ["name", "cluster_name"],
    ["kubernetes_version", "cluster_version"],
    ["endpoint_public_access", "cluster_endpoint_public_access"],
    ["create_security_group", "create_cluster_security_group"],
    ["addons", "cluster_addons"],
    ["map_roles", "aws_auth.aws_auth_roles"],
    ["manage_aws_auth", "aws_auth.manage_aws_auth_configmap"],
    ["aws_auth_accounts", "aws_auth.aws_auth_accounts"],
    ["subnets", "subnet_ids"],
    ["foo", undefined],
    ["map_role", undefined],
  ])("%s -> %s", (variable, expected) => {
    expect(v20Name(variable, isKnown)).toBe(expected);
  });

  test("of v21's variables that v20 has under another name, finds each", () => {
    const v21 = [...(moduleVariables("eks", knownVersions("eks").at(-1) ?? "")?.keys() ?? [])];
    const renamed = v21.filter((name) => !V20.has(name) && v20Name(name, isKnown) !== undefined);
    expect(renamed).toHaveLength(34);
  });
});

describe("a cluster file with names of another version", () => {
  const findings = (lines: string) =>
    parseClusterFile("x.yaml", `cluster_name: x\nrender: access\n${lines}terraform: { region: eu-west-1 }\n`)
      .findings.filter(({ code }) => code === "key-unknown")
      .map(({ message, help }) => [message, help]);

  test.each([
    [
      "aws_auth_roles: []\n",
      "variable of another version of the module, expected `aws_auth_roles` under `aws_auth` as in v20, got `aws_auth_roles`",
      "write it under `aws_auth:`, as `aws_auth_roles`",
    ],
    [
      "kubernetes_version: '1.31'\n",
      "variable of another version of the module, expected `cluster_version` as in v20, got `kubernetes_version`",
      "write `cluster_version`",
    ],
    [
      "aws_auth: { map_users: [] }\n",
      "variable of another version of the module, expected `aws_auth_users` as in v20, got `map_users`",
      "write `aws_auth_users`",
    ],
    ["whatever: 1\n", "unknown key, expected a variable of the module or a section, got `whatever`", "delete it"],
  ])("%s", (lines, message, help) => {
    expect(findings(lines)).toEqual([[message, help]]);
  });
});

describe("what a file lacks that has it by the name of another version", () => {
  const codes = (lines: string) =>
    parseClusterFile("x.yaml", `${lines}terraform: { region: eu-west-1 }\n`).findings.map(
      ({ code, path }) => `${code} ${path}`,
    );

  test("is told once, by the name", () => {
    const found = codes("name: x\ncreate_security_group: false\ncreate_kms_key: false\n");
    expect(found.filter((one) => /name|cluster_security_group|create_security_group/.test(one))).toEqual([
      "key-unknown name",
      "key-unknown create_security_group",
    ]);
  });

  test("is missing where it has no name at all", () => {
    expect(codes("create_kms_key: false\n")).toEqual(
      expect.arrayContaining(["key-missing cluster_name", "variable-required create_cluster_security_group"]),
    );
  });
});

describe("policies of a service account, in the words of other tools", () => {
  const helpOf = (key: string) =>
    parseClusterFile(
      "x.yaml",
      `cluster_name: x\nrender: access\nservice_accounts: { a: { namespace: a, name: a, ${key}: {} } }\nterraform: { region: eu-west-1 }\n`,
    ).findings.flatMap(({ code, help }) => (code === "key-unknown" ? [help] : []));

  test.each(["role_policy_arns", "attachPolicyARNs"])("%s", (key) => {
    expect(helpOf(key)).toEqual(["write `policies`: a map of ARNs, by a name of your choice"]);
  });

  test("is nothing that is known", () => {
    expect(helpOf("whatever")).toEqual(["delete it"]);
  });
});
