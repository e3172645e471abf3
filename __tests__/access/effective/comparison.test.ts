import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import { probeCallers } from "../../../lib/access/principal/caller";
import { compareAccess, type Comparison, type Difference } from "../../../lib/access/effective/comparison";
import type { AccessState } from "../../../lib/access/effective/effective-access";
import { principalId } from "../../../lib/access/principal/principal-id";
import { ACCOUNT, arn, policyArn, role, user } from "../../support/definitions/arns";

const clusterAdmin = { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } } as const;
const BOTH = "API_AND_CONFIG_MAP";
const rows = (...roles: NonNullable<Parameters<typeof awsAuthOf>[0]>): AccessState => ({
  mode: BOTH,
  awsAuth: awsAuthOf(roles),
  entries: {},
});
const entries = (given: AccessState["entries"]): AccessState => ({
  mode: BOTH,
  awsAuth: EMPTY_AWS_AUTH,
  entries: given,
});
const kinds = ({ lost, gained, changed, equal, unknown }: Comparison): string =>
  [
    lost.length && "lost",
    gained.length && "gained",
    changed.length && "changed",
    equal.length && "equal",
    unknown.length && "unknown",
  ]
    .filter(Boolean)
    .join(" ");
const outline = (differences: readonly Difference[]): unknown[] =>
  differences.map(({ principal, rights }) => ({
    id: principalId(arn(principal)),
    rights: rights.map(text).sort(),
  }));
const text = (value: unknown): string => JSON.stringify(value);

describe("compareAccess", () => {
  test("says in one line what somebody had and by what", () => {
    const before = rows({ rolearn: role("dev"), username: "dev", groups: ["system:masters"] });
    const { lost } = compareAccess(before, rows());
    expect(lost.map(({ counterexample }) => counterexample.sentence)).toEqual([
      "role dev of 111122223333, in every session, had group system:masters with username `dev` by mapRoles[0], has nothing",
    ]);
    expect(lost[0]?.rights).toEqual([{ kind: "authentication" }, { kind: "group", group: "system:masters" }]);
  });

  test.each([
    ["EC2_LINUX", ["system:bootstrappers", "system:nodes"], "equal"],
    ["EC2_WINDOWS", ["system:bootstrappers", "system:nodes", "eks:kube-proxy-windows"], "equal"],
    ["EC2_LINUX", ["system:nodes", "eks:kube-proxy-windows"], "lost"],
    ["EC2_WINDOWS", ["system:nodes"], "gained"],
    ["EC2_LINUX", ["system:nodes", "own"], "lost"],
    ["EC2_LINUX", [], "gained"],
  ] as const)("R15 a node row against type %s with groups %j: %s", (type, groups, expected) => {
    const before = rows({ rolearn: role("node"), username: "system:node:{{EC2PrivateDNSName}}", groups });
    expect(kinds(compareAccess(before, entries({ node: { principalArn: role("node"), type } })))).toBe(expected);
  });

  test("R16 a Fargate row equals its type", () => {
    const groups = ["system:bootstrappers", "system:nodes", "system:node-proxier"];
    const before = rows({ rolearn: role("fargate"), username: "system:node:{{SessionName}}", groups });
    const after = entries({ fargate: { principalArn: role("fargate"), type: "FARGATE_LINUX" } });
    expect(kinds(compareAccess(before, after))).toBe("equal");
  });

  test("R17 the policy covers system:masters but for its name", () => {
    const before = rows({ rolearn: role("dev"), username: "dev", groups: ["system:masters"] });
    const after = entries({
      dev: { principalArn: role("dev"), userName: "dev", policyAssociations: { admin: clusterAdmin } },
    });
    const { lost, gained } = compareAccess(before, after);
    expect(lost.map(({ rights }) => rights)).toEqual([[{ kind: "masters-name" }]]);
    expect(gained).toEqual([]);
  });

  test("R17 another policy does not cover system:masters", () => {
    const view = { ...clusterAdmin, policyArn: policyArn("AmazonEKSViewPolicy") };
    const before = rows({ rolearn: role("dev"), username: "dev", groups: ["system:masters"] });
    const after = entries({ dev: { principalArn: role("dev"), userName: "dev", policyAssociations: { view } } });
    expect(compareAccess(before, after).lost.map(({ rights }) => rights)).toEqual([
      [{ kind: "group", group: "system:masters" }],
    ]);
  });

  test("a username alone is a change, not a loss", () => {
    const before = rows({ rolearn: role("dev"), username: "dev", groups: ["developers"] });
    const after = entries({ dev: { principalArn: role("team/dev"), kubernetesGroups: ["developers"] } });
    const comparison = compareAccess(before, after);
    expect(kinds(comparison)).toBe("changed");
    expect(comparison.changed[0]?.principal).toBe(role("team/dev"));
    expect(comparison.changed[0]?.counterexample.sentence).toContain(
      "group developers with username `dev` by mapRoles[0], has group developers",
    );
  });

  test("templates that differ only for some sessions are told apart by one of those", () => {
    const before = rows({ rolearn: role("dev"), username: "dev:{{SessionName}}" });
    const after = rows({ rolearn: role("dev"), username: "dev:{{SessionNameRaw}}" });
    expect(compareAccess(before, after).changed[0]?.counterexample.caller.session).toBe("alice@example.com");
  });

  test("templates that never differ for the principal are equal", () => {
    const before = rows({ rolearn: role("dev"), username: "{{AccountID}}" });
    expect(kinds(compareAccess(before, rows({ rolearn: role("dev"), username: ACCOUNT })))).toBe("equal");
  });

  test("everybody of a mapped account loses with it, named or not", () => {
    const before: AccessState = { mode: BOTH, awsAuth: awsAuthOf([], [], [ACCOUNT]), entries: {} };
    expect(outline(compareAccess(before, rows({ rolearn: role("dev") })).lost)).toMatchObject([
      { id: expect.stringContaining("anyone-else-of-the-account") },
    ]);
  });

  test("an unreadable section makes unknown, never lost or equal", () => {
    const hidden: AccessState = { ...rows(), awsAuth: { ...EMPTY_AWS_AUTH, unreadable: ["mapRoles"] } };
    const comparison = compareAccess(rows({ rolearn: role("dev"), username: "dev" }), hidden);
    expect(kinds(comparison)).toBe("unknown");
    expect(comparison.unreadable).toEqual(["mapRoles"]);
    expect(compareAccess(rows(), { ...hidden, mode: "API" }).unreadable).toEqual([]);
  });

  test("a role that nobody named before gains", () => {
    const after = entries({ dev: { principalArn: role("dev"), kubernetesGroups: ["developers"] } });
    expect(kinds(compareAccess(rows(), after))).toBe("gained");
  });
});

describe("compareAccess, where somebody could be fooled", () => {
  const ops = (...groups: string[]): AccessState => rows({ rolearn: role("ops"), username: "ops", groups });
  const node = (...groups: string[]): AccessState =>
    rows({ rolearn: role("node"), username: "system:node:{{EC2PrivateDNSName}}", groups });

  test("R15 system:bootstrappers is forgiven to nodes, by their username, and to nobody else", () => {
    expect(kinds(compareAccess(ops("system:nodes", "system:bootstrappers"), ops("system:nodes")))).toBe("lost");
    expect(kinds(compareAccess(node("system:nodes", "system:bootstrappers"), node("system:nodes")))).toBe("equal");
    expect(kinds(compareAccess(node("system:bootstrappers"), node()))).toBe("equal");
  });

  test("R16 a row without node-proxier equals HYBRID_LINUX", () => {
    const groups = ["system:bootstrappers", "system:nodes"];
    const before = rows({ rolearn: role("hybrid"), username: "system:node:{{SessionName}}", groups });
    const hybrid = entries({ hybrid: { principalArn: role("hybrid"), type: "HYBRID_LINUX" } });
    expect(kinds(compareAccess(before, hybrid))).toBe("equal");
  });

  test("an unreadable after takes no groups away: unknown, and not lost", () => {
    const hidden: AccessState = { ...rows(), awsAuth: { ...EMPTY_AWS_AUTH, unreadable: ["mapRoles"] } };
    expect(kinds(compareAccess(ops("developers"), hidden))).toBe("unknown");
  });

  test("somebody who is in the creator's place alone is asked, too", () => {
    const before: AccessState = { mode: "CONFIG_MAP", awsAuth: EMPTY_AWS_AUTH, entries: {}, creator: role("maker") };
    const { lost } = compareAccess(before, { ...before, mode: BOTH });
    expect(lost.map(({ principal }) => principal)).toEqual([role("maker")]);
  });

  test("groups that hold the session's name are lost as the row writes them, shown by the session that loses most", () => {
    const { lost, gained } = compareAccess(ops("a", "t-{{SessionName}}"), ops("t-build-42"));
    expect(lost[0]?.rights).toEqual([
      { kind: "group", group: "a" },
      { kind: "group", group: "t-{{SessionName}}" },
    ]);
    expect(lost[0]?.counterexample.caller.session).toBe("alice@example.com");
    expect(gained[0]?.rights).toEqual([{ kind: "group", group: "t-build-42" }]);
  });

  test("entries that AWS refuses give nothing", () => {
    const before = rows({ rolearn: role("dev"), username: "dev", groups: ["developers"] });
    const refused = `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`;
    const session = entries({ dev: { principalArn: refused, userName: "dev", kubernetesGroups: ["developers"] } });
    expect(kinds(compareAccess(before, session))).toBe("lost");
    const masters = entries({
      dev: { principalArn: role("dev"), userName: "dev", kubernetesGroups: ["system:masters"] },
    });
    expect(
      kinds(compareAccess(rows({ rolearn: role("dev"), username: "dev", groups: ["system:masters"] }), masters)),
    ).toBe("lost");
  });

  test("a username that EKS does not document is no change of username", () => {
    const auto = entries({ node: { principalArn: role("node"), type: "EC2" } });
    expect(compareAccess(node("system:nodes"), auto).changed).toEqual([]);
  });

  test("a cluster at its quota of entries is compared without asking each caller for each entry", () => {
    const people = Array.from({ length: 3000 }, (_, i) => role(`r${i}`));
    const all = entries(Object.fromEntries(people.map((principalArn, i) => [`k${i}`, { principalArn }])));
    expect(compareAccess(all, all).equal).toHaveLength(3000);
  });
});

describe("probeCallers", () => {
  test("asks for a session's role in that session, too", () => {
    const [first] = probeCallers(arn(`arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`));
    expect(first).toMatchObject({ session: "me", principal: { kind: "role", name: "dev" } });
  });

  test("gives users no session and two access keys", () => {
    expect(probeCallers(arn(user("bob"))).map(({ session }) => session)).toEqual(["", ""]);
  });
});
