import { role } from "../support/definitions/arns";
import { describeCluster, describeEntry, listEntries, listPolicies, nodeGroups } from "../support/cli/source-texts";
import { ADMIN, ADMIN_ROW, definitionOf, NODE_ROW, rows, run } from "./imported";

const DEV_ROW = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
const config = describeCluster("CONFIG_MAP");
const both = describeCluster("API_AND_CONFIG_MAP");

describe("waves of a file that import writes", () => {
  test("begin with one admin alone, wherever its row stands, and end with nodes", () => {
    const { migration } = definitionOf(run([rows([NODE_ROW, DEV_ROW, ADMIN_ROW]), config]));
    expect(migration?.waves).toEqual([["ops"], ["dev"], ["node"]]);
  });

  test("begin with people where nobody is admin", () => {
    const { migration } = definitionOf(run([rows([NODE_ROW, DEV_ROW]), config]));
    expect(migration?.waves).toEqual([["dev"], ["node"]]);
  });
});

describe("what import asks under expected", () => {
  const asked = (text: string | undefined): boolean => text?.includes("R37 creator-unknown") === true;

  test("is who the creator is, until an admin without a row is live", () => {
    const creator = role("cluster-creator");
    const live = [listEntries(creator), describeEntry(creator), listPolicies(creator, ADMIN)];
    expect(asked(run([rows([DEV_ROW]), both]).text)).toBe(true);
    expect(asked(run([rows([DEV_ROW]), both, ...live]).text)).toBe(false);
    const admin = { rolearn: creator, username: "creator", groups: ["system:masters"] };
    expect(asked(run([rows([DEV_ROW, admin]), both, ...live]).text)).toBe(true);
  });

  test("is nothing that stands beside a row already", () => {
    const { text = "" } = run([rows([ADMIN_ROW, { ...DEV_ROW, username: "dev:{{SessionName}}" }]), config]);
    const [, expected = ""] = text.split(/^ {2}expected:$/m);
    const lines = text.split("\n").filter((line) => line.includes("masters-by-name"));
    expect(lines).toHaveLength(new Set(lines).size);
    expect(expected).not.toContain("masters-by-name");
  });
});

describe("what import says of a row whose entry is live", () => {
  const operator = { rolearn: role("dev"), username: "system:dev", groups: ["developers"] };
  const noted = (text = ""): boolean => text.includes("row-username-reserved");

  test("is not what keeps the row from becoming an entry", () => {
    const live = [
      listEntries(role("dev")),
      describeEntry(role("dev"), { username: "dev", kubernetesGroups: ["developers"] }),
    ];
    expect(noted(run([rows([operator]), config]).text)).toBe(true);
    expect(noted(run([rows([operator]), both, ...live, listPolicies(role("dev"))]).text)).toBe(false);
  });
});

describe("what import says of system:masters", () => {
  const live = [listEntries(role("ops")), describeEntry(role("ops")), listPolicies(role("ops"), ADMIN)];
  const says = (text = ""): boolean => text.includes("R17 masters-by-name");

  test("is about a row that names the group and serves somebody", () => {
    expect(says(run([rows([ADMIN_ROW]), config]).text)).toBe(true);
    expect(says(run([rows([DEV_ROW]), both, ...live]).text)).toBe(false);
    const dead = { ...ADMIN_ROW, rolearn: role("team/gone") };
    expect(says(run([rows([DEV_ROW, dead]), both, ...live]).text)).toBe(false);
  });
});

describe("an entry that EKS did not make", () => {
  const node = describeEntry(role("node"), { type: "EC2_WINDOWS", username: "system:node:{{EC2PrivateDNSName}}" });
  const live = [listEntries(role("node")), node, listPolicies(role("node"))];
  const told = (...more: readonly string[]): readonly string[] =>
    run([rows([NODE_ROW]), both, ...live, ...more])
      .findings.filter(({ code }) => code === "node-type-differs")
      .map(({ message }) => message);

  test("is declared, and its type is held against its row once, by the file's gate", () => {
    expect(told()).toEqual([expect.not.stringContaining("EKS made the entry")]);
    expect(told(nodeGroups({ workers: role("node") }))).toEqual([expect.stringContaining("EKS made the entry")]);
  });
});

describe("a cluster without aws-auth", () => {
  const named = (name: string) => ({ kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data: {} });
  const maps = (...names: readonly string[]) =>
    JSON.stringify({ apiVersion: "v1", kind: "List", items: names.map(named) });
  const none = maps("coredns", "extension-apiserver-authentication");

  test("has a file without rows, and no question about them", () => {
    const imported = run([none, both, listEntries()]);
    expect(definitionOf(imported).awsAuth).toBeUndefined();
    expect(imported.findings.map(({ code }) => code)).toEqual(["creator-unknown", "admin-missing"]);
  });

  test("is another one than one whose aws-auth is empty", () => {
    expect(definitionOf(run([rows([]), both, listEntries()])).awsAuth).toBeDefined();
  });
});

describe("the type of an entry that EKS makes", () => {
  const row = { ...NODE_ROW, groups: [...NODE_ROW.groups, "eks:kube-proxy-windows"] };
  const groups = nodeGroups({ workers: role("node") });
  const entry = (type: string): readonly string[] => [
    listEntries(role("node")),
    describeEntry(role("node"), { type, username: "system:node:{{EC2PrivateDNSName}}" }),
    listPolicies(role("node")),
  ];

  test.each([
    ["that nobody told", [], ["expected-type-unknown"]],
    ["that is that of its row", entry("EC2_WINDOWS"), []],
    ["that is another one", entry("EC2_LINUX"), ["node-type-differs", "expected-type-unknown"]],
  ])("%s", (_, live, expected) => {
    const { findings } = run([rows([row]), both, groups, ...live]);
    expect(findings.map(({ code }) => code).filter((code) => code.includes("-type-"))).toEqual(expected);
  });
});
