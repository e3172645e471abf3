import fc from "fast-check";
import { canonicalArn, foldArn } from "../../lib/access/arn";
import { awsAuthOf, EMPTY_AWS_AUTH } from "../../lib/access/aws-auth";
import { type Caller, probeCallers } from "../../lib/access/caller";
import { compareAccess, type Comparison, type Difference } from "../../lib/access/comparison";
import { accessOf, type AccessState } from "../../lib/access/effective-access";
import { principalsOf } from "../../lib/access/principals";
import { rightsLost } from "../../lib/access/right";
import { accessState, UNIVERSE } from "../support/access-states";
import { ACCOUNT, arn, caller, policyArn, role, user } from "../support/arns";

const clusterAdmin = { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } } as const;
const BOTH = "API_AND_CONFIG_MAP";
const rows = (...roles: Parameters<typeof awsAuthOf>[0]): AccessState => ({
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
    id: foldArn(canonicalArn(arn(principal))),
    rights: rights.map(text).sort(),
  }));
const text = (value: unknown): string => JSON.stringify(value);

describe("compareAccess", () => {
  test("says in one line what somebody had and by what", () => {
    const before = rows({ rolearn: role("dev"), username: "dev", groups: ["system:masters"] });
    const { lost } = compareAccess(before, rows());
    expect(lost.map(({ counterexample }) => counterexample.sentence)).toEqual([
      "role dev of 111122223333, session alice@example.com, had system:masters as `dev` by mapRoles[0], has nothing",
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
      "developers as `dev` by mapRoles[0], has developers",
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

describe("laws of compareAccess", () => {
  const states = fc.tuple(accessState, accessState);
  const RUNS = { numRuns: 400 };

  test("nothing differs from itself", () => {
    fc.assert(
      fc.property(accessState, (state) => {
        const { lost, gained, changed } = compareAccess(state, state);
        expect([lost, gained, changed]).toEqual([[], [], []]);
      }),
      RUNS,
    );
  });

  test("lost one way is gained the other way, and changed is changed", () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const [there, back] = [compareAccess(a, b), compareAccess(b, a)];
        expect(outline(there.lost)).toEqual(outline(back.gained));
        expect(outline(there.changed)).toEqual(outline(back.changed));
      }),
      RUNS,
    );
  });

  test("every counterexample, run, is real", () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const { lost, gained, changed } = compareAccess(a, b);
        for (const { counterexample } of [...lost, ...gained, ...changed]) {
          expect(accessOf(a, counterexample.caller)).toEqual(counterexample.before);
          expect(accessOf(b, counterexample.caller)).toEqual(counterexample.after);
        }
        expect(lost.every((one) => rightsLost(one.counterexample.before, one.counterexample.after).length > 0)).toBe(
          true,
        );
      }),
      RUNS,
    );
  });

  test("the order of rows without duplicates and of entries does not matter", () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const distinct = withoutDuplicates(a);
        const turned: AccessState = {
          ...distinct,
          awsAuth: {
            ...distinct.awsAuth,
            roles: distinct.awsAuth.roles.toReversed(),
            users: distinct.awsAuth.users.toReversed(),
          },
          entries: Object.fromEntries(Object.entries(distinct.entries).reverse()),
        };
        const [one, other] = [compareAccess(distinct, b), compareAccess(turned, b)];
        expect([outline(one.lost), outline(one.gained)]).toEqual([outline(other.lost), outline(other.gained)]);
      }),
      RUNS,
    );
  });

  test("brute force over callers finds nothing that the comparison does not name", () => {
    const SESSIONS = ["bob", "a@b", "i-0aaaaaaaaaaaaaaaa", "i-0000000f", "dev"];
    fc.assert(
      fc.property(states, ([a, b]) => {
        const { lost, changed } = compareAccess(a, b);
        const named = (all: readonly Difference[], who: Caller): boolean =>
          all.some(
            ({ principal }) => canonicalArn(arn(principal)).toLowerCase() === canonicalArn(who.principal).toLowerCase(),
          );
        for (const who of UNIVERSE.flatMap((one) =>
          one.includes(":role/") ? SESSIONS.map((s) => caller(one, s)) : [caller(one)],
        )) {
          const [before, after] = [accessOf(a, who), accessOf(b, who)];
          const isNamed = principalsOf([a, b]).some(
            (one) => canonicalArn(one).toLowerCase() === canonicalArn(who.principal).toLowerCase(),
          );
          if (!isNamed) continue;
          if (rightsLost(before, after).length > 0) expect(named(lost, who)).toBe(true);
          if (
            before.verdict === "authenticated" &&
            after.verdict === "authenticated" &&
            before.username !== after.username
          ) {
            expect(named(changed, who)).toBe(true);
          }
        }
      }),
      RUNS,
    );
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

/** An entry or row a principal: of several the first. */
function withoutDuplicates(state: AccessState): AccessState {
  const seen = new Set<string>();
  const isFirst = (list: string, text: string): boolean => {
    const id = `${list} ${foldArn(canonicalArn(arn(text)))}`;
    return !seen.has(id) && seen.add(id).has(id);
  };
  return {
    ...state,
    awsAuth: {
      ...state.awsAuth,
      roles: state.awsAuth.roles.filter(({ row }) => isFirst("roles", row.rolearn ?? "")),
      users: state.awsAuth.users.filter(({ row }) => isFirst("users", row.userarn)),
    },
    entries: Object.fromEntries(
      Object.entries(state.entries).filter(([, { principalArn }]) => isFirst("entries", principalArn)),
    ),
  };
}
