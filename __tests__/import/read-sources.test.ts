import { readSources, type ReadSources } from "../../lib/import/read-sources";
import { printLocated } from "../../lib/inventory/located-finding";
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

const ROW = `- rolearn: ${role("dev")}\n  username: dev\n  groups: [a]\n`;
const read = (...texts: readonly string[]): ReadSources =>
  readSources(texts.map((text, i) => ({ name: `${i + 1}.txt`, text })));
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
    [
      "a ClusterConfig of eksctl",
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: demo, region: eu-west-1}\niamIdentityMappings:\n- {arn: "${role("dev")}", username: dev, groups: [a], noDuplicateARNs: true}\n`,
    ],
  ])("are read from %s", (_, text) => {
    expect({ rows: rows(text), found: lines(text) }).toEqual({ rows: { roles: [dev], users: [] }, found: [] });
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

  test("the first page of a list of roles tells paths, and not that there are no other roles", () => {
    const { sources } = read(JSON.stringify({ Roles: [{ Arn: role("x/dev") }], NextToken: "x" }));
    expect({ roles: [...sources.roles.values()], listed: sources.listedAccounts.size }).toEqual({
      roles: [role("x/dev")],
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
      createdAt: "2024-05-01T10:00:00.123Z",
      policies: [{ policyArn: admin, accessScope: { type: "cluster", namespaces: [] } }],
    });
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

describe("readSources refuses", () => {
  const other = describeCluster("CONFIG_MAP", "other");

  test.each([
    [
      "an empty source",
      ["\n# nothing\n"],
      "error 1.txt:1:1: says nothing, expected the output of kubectl, eksctl or aws [import-source-empty]",
    ],
    [
      "what is neither JSON nor YAML",
      ['{"cluster": {"name": "demo",,}}'],
      "error 1.txt:1:29: no JSON, expected a value, got `,` [import-source-unreadable]",
    ],
    [
      "JSON that breaks off",
      [`${describeCluster("API")}{"a": [1`],
      "error 1.txt:10:10: no JSON, expected `,`, got the end of the text [import-source-unreadable]",
    ],
    [
      "a key that is given twice",
      ['{"mapRoles": "", "mapRoles": "x"}'],
      "error 1.txt:1:18: second key of one name, got `mapRoles` [import-source-unreadable]",
    ],
    [
      "an error that was piped in",
      ['Error from server (NotFound): configmaps "aws-auth" not found'],
      "error 1.txt:1:1: in no format that is read, expected the output of a command, got keys Error from server (NotFound) [import-source-unknown]",
    ],
    [
      "another ConfigMap",
      ["kind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\n"],
      "error 1.txt:1:1: another ConfigMap, expected kube-system/aws-auth, got `kube-system/coredns` [import-source-unknown]",
    ],
    [
      "aws-auth of another namespace, which the authenticator does not read",
      ["kind: ConfigMap\nmetadata: {name: aws-auth, namespace: default}\n"],
      "error 1.txt:1:1: another ConfigMap, expected kube-system/aws-auth, got `default/aws-auth` [import-source-unknown]",
    ],
    [
      "rows that are no text of a section",
      ["mapRoles:\n- rolearn: x\n"],
      "error 1.txt:2:1 mapRoles: wrong value, expected the text of a section, as a block: `|`, got a list [import-field-wrong]",
    ],
    [
      "a mode that nobody knows",
      [describeCluster("NEW")],
      "error 1.txt:7:35 cluster.accessConfig.authenticationMode: wrong value, expected one of CONFIG_MAP, API_AND_CONFIG_MAP, API, got `NEW` [import-field-wrong]",
    ],
    [
      "a type of entry that nobody knows",
      [describeEntry(role("dev"), { type: "NEW" })],
      /accessEntry\.type: wrong value, expected one of STANDARD, .*, got `NEW` \[import-field-wrong\]$/,
    ],
    [
      "an entry for what is no principal",
      [describeEntry("dev")],
      /^error 1\.txt:1:16 accessEntry: no ARN, expected .*, got `dev` \[import-field-wrong\]$/,
    ],
    [
      "two clusters",
      [describeCluster("CONFIG_MAP"), other],
      /^error 2\.txt:3:17 cluster\.name: another cluster, expected `demo` as 1\.txt:3:17 cluster\.name says, got `other` \[import-contradiction\]$/,
    ],
    [
      "two modes",
      [describeCluster("CONFIG_MAP"), describeCluster("API")],
      /another authentication mode, expected `CONFIG_MAP` as 1\.txt:7:35 .* says, got `API` \[import-contradiction\]$/,
    ],
    [
      "two ConfigMaps that serve differently",
      [configMapYaml({ mapRoles: ROW }), JSON.stringify([{ rolearn: role("dev"), username: "ops", groups: ["a"] }])],
      /^error 2\.txt:1:1: another aws-auth, expected `arn:\S+ \["dev",\["a"\]\]` as 1\.txt:3:3 data says, got `\S+ \["ops",\["a"\]\]` \[import-contradiction\]$/,
    ],
    [
      "two descriptions of one entry",
      [describeEntry(role("dev"), { username: "a" }), describeEntry(role("dev"), { username: "b" })],
      /another access entry, .* \[import-contradiction\]$/,
    ],
    [
      "an entry that the list does not have",
      [listEntries(), describeEntry(role("dev"))],
      /an access entry that 1\.txt:1:18 accessEntries does not list, got `\S+role\/dev` \[import-contradiction\]$/,
    ],
    [
      "entries in mode CONFIG_MAP",
      [describeCluster("CONFIG_MAP"), describeEntry(role("dev"))],
      /access entries, expected none in mode CONFIG_MAP as 1\.txt:7:35 .* says \[import-contradiction\]$/,
    ],
    [
      "the first page of a list",
      [JSON.stringify({ Roles: [], NextToken: "x" })],
      "blocker 1.txt:1:25 NextToken: the first page of a list, expected all of it [import-list-cut]",
    ],
    [
      "an entry that is listed and described nowhere",
      [listEntries(role("dev"))],
      `blocker 1.txt:1:18 accessEntries: an access entry that no source describes, got \`${role("dev")}\` [import-entry-unknown]`,
    ],
  ])("%s", (_, texts, expected) => {
    const found = lines(...texts);
    expect(found).toEqual([typeof expected === "string" ? expected : expect.stringMatching(expected)]);
  });

  test("nothing where two sources say the same in other words", () => {
    const eksctl = JSON.stringify([{ rolearn: role("dev"), username: "dev", groups: ["a"] }]);
    expect(
      lines(configMapYaml({ mapRoles: ROW }), eksctl, describeCluster("CONFIG_MAP"), describeCluster("CONFIG_MAP")),
    ).toEqual([]);
  });

  test("nothing that eksctl was asked for and is not live, but tells it", () => {
    const config = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
iamIdentityMappings:
- {arn: "${role("gone")}", username: gone, groups: [a]}
accessConfig: {authenticationMode: API_AND_CONFIG_MAP}
`;
    expect(lines(configMapYaml({ mapRoles: ROW }), config, describeCluster("CONFIG_MAP"))).toEqual([
      expect.stringMatching(
        /^warning 2\.txt:4:1 iamIdentityMappings: asked for and not live, .*role\/gone .*\[import-declared-differs\]$/,
      ),
      "warning 2.txt:5:36 accessConfig.authenticationMode: asked for and not live, expected `CONFIG_MAP` as 3.txt:7:35 cluster.accessConfig.authenticationMode says, got `API_AND_CONFIG_MAP` [import-declared-differs]",
    ]);
  });
});
