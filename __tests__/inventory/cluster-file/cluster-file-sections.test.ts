import { ACCESS_ONLY, problems, WHOLE_CLUSTER } from "../cluster-yaml";

const ARN = "arn:aws:iam::111122223333:role/admin";

describe("the section terraform", () => {
  const withTerraform = (more: string): string[] => problems(ACCESS_ONLY.replace(" }", () => `, ${more} }`));

  test.each([
    "backend: { s3: { bucket: b, key: k, region: eu-west-1, use_lockfile: true } }",
    "backend: { cloud: { organization: o, workspaces: { name: w, project: p } } }",
    "backend: { cloud: { organization: o, workspaces: { tags: [a] } } }",
    "backend: { remote: { organization: o, workspaces: { prefix: w- } } }",
    "backend: { remote: { organization: o, workspaces: { name: w } } }",
    "backend: { local: {} }",
    "kubernetes_auth: kubeconfig, config_path: ./kubeconfig, config_context: demo",
    `assume_role: { role_arn: "${ARN}", session_name: s, external_id: e }`,
    "default_tags: { team_name: x }, protect: true",
  ])("takes %s", (more) => {
    expect(withTerraform(more)).toEqual([]);
  });

  test.each([
    ["backend: {}", "one-of terraform.backend: expected one of s3, cloud, remote, local, got none"],
    [
      "backend: { local: {}, remote: { organization: o, workspaces: { name: w } } }",
      "one-of terraform.backend: expected one of s3, cloud, remote, local, got remote, local",
    ],
    [
      "backend: { cloud: { organization: o, workspaces: { name: w, tags: [a] } } }",
      "one-of terraform.backend.cloud.workspaces: expected one of name (with project) and tags, got both",
    ],
    [
      "backend: { remote: { organization: o, workspaces: {} } }",
      "one-of terraform.backend.remote.workspaces: expected one of name and prefix, got neither",
    ],
    [
      "kubernetes_auth: ephemral",
      "value-unknown terraform.kubernetes_auth: unknown value, expected one of ephemeral, exec, token, kubeconfig, got `ephemral`",
    ],
    [
      'assume_role: { role_arn: "arn:aws:iam::111122223333:user/x" }',
      "arn-malformed terraform.assume_role.role_arn: not the kind of ARN that belongs here, expected an IAM role, got `arn:aws:iam::111122223333:user/x`",
    ],
  ])("refuses %s", (more, problem) => {
    expect(withTerraform(more).map((each) => each.replace(/^\d+:\d+ /, ""))).toEqual([problem]);
  });
});

describe("a cluster as resources", () => {
  test("is accepted with all that the module makes by default turned off", () => {
    expect(problems(WHOLE_CLUSTER)).toEqual([]);
  });

  test.each([
    ["create_cluster_security_group", "`true` (a security group of the cluster)", "`false`"],
    ["create_node_security_group", "`true` (a security group of the nodes)", "`false`"],
    ["create_kms_key", "`true` (a KMS key)", "`false`"],
    ["cluster_encryption_config", "a key of its own", "`{}` or provider_key_arn"],
  ])("%s has to be written", (variable, made, expected) => {
    const text = WHOLE_CLUSTER.replace(new RegExp(`^${variable}.*\n`, "m"), "");
    expect(problems(text)).toEqual([
      `1:15 variable-required ${variable}: a file without ${variable} means ${made}, as in terraform-aws-modules/eks, and a stack of \`render: resources\` makes none, expected ${expected}, got nothing`,
    ]);
  });

  test.each([
    [
      "create_kms_key: false",
      "create_kms_key: true",
      "5:17 variable-unsupported create_kms_key: a KMS key is not rendered, expected `false`, got `true`",
    ],
    [
      "cluster_encryption_config: {}",
      "cluster_encryption_config: { resources: [secrets] }",
      "6:1 variable-unsupported cluster_encryption_config: a key of our own is not rendered, expected provider_key_arn, got nothing",
    ],
    [
      "cluster_encryption_config: {}",
      "cluster_encryption_config: { provider_key_arn: key }",
      "6:48 arn-malformed cluster_encryption_config.provider_key_arn: not the kind of ARN that belongs here, expected an ARN, got `key`",
    ],
  ])("%s may not be %s", (of, line, problem) => {
    expect(problems(WHOLE_CLUSTER.replace(of, () => line))).toEqual([problem]);
  });

  test.each([
    ['cluster_version: "1.30"', []],
    ["cluster_version: 1.31", []],
    [
      "cluster_version: 1.30",
      ["7:18 number-loses-text cluster_version: a number, expected text in quotes, got `1.30`, which is 1.3 in YAML"],
    ],
    [
      "cluster_version: v1.31",
      [
        "7:18 cluster-version-malformed cluster_version: not a Kubernetes version, expected `<major>.<minor>`, got `v1.31`",
      ],
    ],
    ["outpost_config: {}", []],
    [
      "outpost_config: { outpost_arns: [] }",
      ["7:1 key-missing outpost_config.control_plane_instance_type: missing, expected text"],
    ],
    ["cloudwatch_log_group_retention_in_days: 0", []],
    [
      "cloudwatch_log_group_retention_in_days: -1",
      ["7:41 value-out-of-range cloudwatch_log_group_retention_in_days: out of range, expected at least 0, got `-1`"],
    ],
  ])("%s: %j", (line, expected) => {
    expect(problems(`${WHOLE_CLUSTER}${line}\n`)).toEqual(expected);
  });

  test("all mistakes are told at once, behind a bad key too", () => {
    const text = `${WHOLE_CLUSTER}cluster_version: 1.30
rbac_bindings:
  "\${x}": { group: a, rool: b }
`;
    expect(problems(text).map((problem) => problem.split(": ")[0])).toEqual([
      "7:18 number-loses-text cluster_version",
      "9:3 name-template rbac_bindings.${x}",
      "9:3 one-of rbac_bindings.${x}",
      "9:23 key-unknown rbac_bindings.${x}.rool",
    ]);
  });
});
