import { readSources } from "../../lib/sources/read-sources";
import { printLocated } from "../../lib/inventory/finding/located-finding";
import { ACCOUNT, policyArn, role, user } from "../support/definitions/arns";
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

const ROW = `- rolearn: ${role("dev")}\n  username: dev\n  groups: [a]\n`;
const read = (...texts: readonly string[]) => readSources(texts.map((text, i) => ({ name: `${i + 1}.txt`, text })));
const lines = (...texts: readonly string[]): string[] =>
  read(...texts).findings.map((finding) => `${finding.severity} ${printLocated(finding)} [${finding.code}]`);
const rows = (...texts: readonly string[]) => {
  const { awsAuth } = read(...texts).sources;
  return (
    awsAuth && { roles: awsAuth.value.roles.map(({ row }) => row), users: awsAuth.value.users.map(({ row }) => row) }
  );
};

describe("readSources: the rows", () => {
  const dev = { rolearn: role("dev"), username: "dev", groups: ["a"] };

  test.each([
    ["kubectl -o yaml", configMapYaml({ mapRoles: ROW })],
    ["kubectl -o json", configMapJson({ mapRoles: ROW })],
    ["the CDK's JSON text in it", configMapJson({ mapRoles: JSON.stringify([dev]) })],
    ["the bare data", `mapRoles: |\n${ROW.replace(/^/gm, "  ")}`],
    ["the bare data in JSON", JSON.stringify({ mapRoles: ROW })],
    [
      "a List",
      JSON.stringify({ kind: "List", items: [{ kind: "Secret" }, JSON.parse(configMapJson({ mapRoles: ROW }))] }),
    ],
    ["eksctl -o json", JSON.stringify([dev])],
    ["eksctl -o yaml", ROW],
    ["Windows line ends and a byte order mark", `\uFEFF${configMapYaml({ mapRoles: ROW }).replaceAll("\n", "\r\n")}`],
    [
      "several documents",
      `---\n${configMapYaml({ mapRoles: ROW })}---\n${describeCluster("CONFIG_MAP")}\n---\n# end\n`,
    ],
    ["JSON values that follow each other", `${configMapJson({ mapRoles: ROW })}\n${describeCluster("CONFIG_MAP")}`],
  ])("are read from %s", (_, text) => {
    const found = lines(text).filter((line) => !line.includes("[import-section-unknown]"));
    expect({ rows: rows(text), found }).toEqual({ rows: { roles: [dev], users: [] }, found: [] });
  });

  const CONFIG = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: demo, region: eu-west-1}
iamIdentityMappings:
- {arn: "${role("dev")}", username: dev, groups: [a], noDuplicateARNs: true}
accessConfig:
  accessEntries:
  - principalARN: ${role("asked")}
    accessPolicies: [{policyARN: "${policyArn("AmazonEKSViewPolicy")}", accessScope: {type: namespace, namespaces: [prod]}}]
`;

  test("are read from a ClusterConfig of eksctl, with the blocker that nothing of it need be live", () => {
    const { sources } = read(CONFIG);
    expect({ rows: rows(CONFIG), found: lines(CONFIG) }).toEqual({
      rows: { roles: [dev], users: [] },
      found: [
        "blocker 1.txt:1:1: who has access to the live cluster is not known: a ClusterConfig of eksctl says what somebody asked for, expected output of the cluster itself beside it [import-declared-alone]",
      ],
    });
    expect(sources.entries.map(({ value }) => value)).toMatchObject([
      {
        principalArn: role("asked"),
        isLive: false,
        policies: [{ accessScope: { type: "namespace", namespaces: ["prod"] } }],
      },
    ]);
  });

  test("entries that eksctl was asked for are none where a source says what is live", () => {
    const { sources } = read(CONFIG, describeCluster("CONFIG_MAP"));
    expect(sources.entries).toEqual([]);
    expect(lines(CONFIG, describeCluster("CONFIG_MAP"))).toEqual([
      `warning 1.txt:8:5 accessConfig.accessEntries[0]: the ClusterConfig of eksctl asks for an entry that is not live, expected an access entry of the cluster, got that of role asked [import-declared-differs]`,
    ]);
  });

  test("rows and mode that eksctl was asked for are none where a source says anything live", () => {
    const config = CONFIG.replace("accessConfig:", "$&\n  authenticationMode: API_AND_CONFIG_MAP");
    const map = configMapJson({ mapRoles: ROW });
    const known = (...texts: readonly string[]) => {
      const { awsAuth, mode } = read(...texts).sources;
      return { rows: awsAuth?.value.roles.length, mode: mode?.value };
    };
    expect(known(config)).toEqual({ rows: 1, mode: "API_AND_CONFIG_MAP" });
    expect(known(config, describeCluster("CONFIG_MAP"))).toEqual({ rows: undefined, mode: "CONFIG_MAP" });
    expect(known(config, map)).toEqual({ rows: 1, mode: undefined });
    expect(known(config, listEntries())).toEqual({ rows: undefined, mode: undefined });
  });

  test("of users and accounts are read from eksctl", () => {
    const text = JSON.stringify([{ userarn: user("ann"), groups: ["a"] }, { account: "444455556666" }]);
    expect(rows(text)?.users).toEqual([{ userarn: user("ann"), groups: ["a"] }]);
    expect(read(text).sources.awsAuth?.value.accounts.map(({ row }) => row)).toEqual(["444455556666"]);
  });

  test("keep the ConfigMap's own places: the line of the source", () => {
    expect(lines(configMapYaml({ mapRoles: `${ROW}- username: x\n` }))).toEqual([
      "blocker 1.txt:7:1 mapRoles[1]: the row has no rolearn, expected one of rolearn and sso, got none [aws-auth-row-dropped]",
    ]);
    expect(lines(configMapJson({ mapRoles: "- username: x" }))).toEqual([
      "blocker 1.txt:5:21 mapRoles[0]: the row has no rolearn, expected one of rolearn and sso, got none [aws-auth-row-dropped]",
    ]);
  });

  test("an empty ConfigMap serves nobody, and is not unknown", () => {
    const text = JSON.stringify({ kind: "ConfigMap", metadata: { name: "aws-auth", namespace: "kube-system" } });
    expect({ rows: rows(text), unknown: rows(describeCluster("CONFIG_MAP")) }).toEqual({
      rows: { roles: [], users: [] },
      unknown: undefined,
    });
  });
});

describe("readSources: the cluster", () => {
  test("name, account, region and mode come from describe-cluster, paths from list-roles", () => {
    const { sources, findings } = read(describeCluster("API"), listRoles(role("x/dev"), role("ops")));
    expect(findings).toEqual([]);
    expect([sources.clusterName, sources.accountId, sources.region, sources.mode].map((told) => told?.value)).toEqual([
      "demo",
      ACCOUNT,
      "eu-west-1",
      "API",
    ]);
    expect([...sources.roles.values()]).toEqual([role("x/dev"), role("ops")]);
    expect([...sources.listedAccounts]).toEqual([ACCOUNT]);
  });

  test("a cluster described without accessConfig has a mode that nobody knows, another word is wrong", () => {
    const { sources, findings } = read(describeCluster("API").replace(/,\s*"accessConfig": \{[^}]*\}/, ""));
    expect({ mode: sources.mode, name: sources.clusterName?.value, findings }).toEqual({
      mode: undefined,
      name: "demo",
      findings: [],
    });
    expect(lines(describeCluster("NEITHER"))).toEqual([
      expect.stringMatching(/^error .*expected one of .* \[import-field-wrong\]$/),
    ]);
  });

  test("the first page of a list of roles tells paths, and not that there are no other roles", () => {
    const { sources } = read(JSON.stringify({ Roles: [{ Arn: role("x/dev") }], NextToken: "x" }));
    expect({ roles: [...sources.roles.values()], listed: sources.listedAccounts.size }).toEqual({
      roles: [role("x/dev")],
      listed: 0,
    });
  });

  test("a list without a role at / may be filtered, and does not tell that there are no other roles", () => {
    const { sources } = read(listRoles(role("x/dev"), role("x/ops")));
    expect({ roles: [...sources.roles.values()], listed: sources.listedAccounts.size }).toEqual({
      roles: [role("x/dev"), role("x/ops")],
      listed: 0,
    });
  });

  test("get-role tells one path, and not that there are no other roles", () => {
    const { sources } = read(JSON.stringify({ Role: { Arn: role("x/dev") } }));
    expect({ roles: [...sources.roles.values()], listed: sources.listedAccounts.size }).toEqual({
      roles: [role("x/dev")],
      listed: 0,
    });
  });

  test("entries come with their policies, username and tags; a role made after its entry is told", () => {
    const admin = policyArn("AmazonEKSClusterAdminPolicy");
    const { sources, live, findings } = read(
      describeEntry(role("dev"), { username: "dev", kubernetesGroups: ["a"], tags: { team: "x" } }),
      listEntries(role("dev"), role("node")),
      listPolicies(role("dev"), admin),
      describeEntry(role("node"), { type: "EC2_LINUX", kubernetesGroups: ["system:nodes"] }),
      JSON.stringify({ Roles: [{ Arn: role("dev"), CreateDate: 1_800_000_000 }] }),
    );
    expect(findings).toEqual([]);
    expect(sources.entries.map(({ value }) => value)).toMatchObject([
      {
        principalArn: role("dev"),
        userName: "dev",
        groups: ["a"],
        tags: { team: "x" },
        isLive: true,
        isOlderThanRole: true,
        policies: [{ policyArn: admin, accessScope: { type: "cluster" } }],
      },
      { principalArn: role("node"), type: "EC2_LINUX", groups: [], policies: [] },
    ]);
    expect(live.entries[0]).toEqual({
      principalArn: role("dev"),
      type: "STANDARD",
      groups: ["a"],
      userName: "dev",
      isOlderThanRole: true,
      policies: [{ policyArn: admin, accessScope: { type: "cluster" } }],
    });
  });

  test.each([
    ["before its entry", [{ Arn: role("dev"), CreateDate: "2023-01-01T00:00:00Z" }], { isOlderThanRole: false }],
    [
      "at the moment of its entry",
      [{ Arn: role("dev"), CreateDate: "2024-05-01T10:00:00.123Z" }],
      { isOlderThanRole: false },
    ],
    [
      "a moment after its entry",
      [{ Arn: role("dev"), CreateDate: "2024-05-01T10:00:00.124Z" }],
      { isOlderThanRole: true },
    ],
    ["at a time that is not told", [{ Arn: role("dev") }], {}],
    [
      "at a time that one of two sources tells",
      [{ Arn: role("dev"), CreateDate: "2025-01-01T00:00:00Z" }, { Arn: role("dev") }],
      { isOlderThanRole: true },
    ],
    ["and is not listed", [{ Arn: role("other"), CreateDate: "2025-01-01T00:00:00Z" }], {}],
  ])("an entry of a role that was made %s", (_, Roles, expected) => {
    const { live } = read(describeEntry(role("dev")), JSON.stringify({ Roles }));
    expect(live.entries.map(({ isOlderThanRole }) => ({ isOlderThanRole }))).toEqual([expected]);
  });

  test("an entry whose date is not told is not known to be older than its role", () => {
    const { live } = read(
      describeEntry(role("dev"), { createdAt: undefined }),
      JSON.stringify({ Roles: [{ Arn: role("dev"), CreateDate: "2025-01-01T00:00:00Z" }] }),
    );
    expect(live.entries.map((entry) => "isOlderThanRole" in entry)).toEqual([false]);
  });

  test("a list of node groups counts as whole once each is described", () => {
    const whole = read(nodeGroups({ blue: role("node") }));
    expect({ knows: whole.sources.knowsNodeGroups, roles: whole.live.nodeGroups }).toEqual({
      knows: true,
      roles: [{ name: "blue", roleArn: role("node") }],
    });
    const part = read('{"nodegroups":["blue","green"]}', nodeGroups({ blue: role("node") }).split("\n")[1] ?? "");
    expect({ knows: part.sources.knowsNodeGroups, found: part.findings.map(({ message }) => message) }).toEqual({
      knows: false,
      found: ["the role of a managed node group, expected its description, got `green` alone"],
    });
    expect(read('{"nodegroups":[]}').sources.knowsNodeGroups).toBe(true);
    expect(read(describeCluster("API")).sources.knowsNodeGroups).toBe(false);
  });

  test("what eksctl was asked for is no live entry to guards", () => {
    const config = `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naccessConfig:\n  authenticationMode: API\n  accessEntries:\n  - principalARN: ${role("dev")}\n    kubernetesUsername: dev\n`;
    const { sources, live } = read(config);
    expect(sources.entries.map(({ value }) => value.isLive)).toEqual([false]);
    expect({ mode: sources.mode?.value, live: live.entries, cluster: live.cluster }).toEqual({
      mode: "API",
      live: [],
      cluster: undefined,
    });
  });
});
