import fc from "fast-check";
import {
  ACCESS_POLICIES,
  type AccessScope,
  type AttachedPolicy,
} from "../../../lib/access/access-policy/access-policy";
import { allows, uncovered, type UncoveredRequest } from "../../../lib/access/access-policy/access-policy-coverage";
import { attached, CLUSTER, policies, policy, request, within } from "../../support/laws/policy-arbitraries";
import { runs } from "../../support/laws/law-runs";

const covers = (...sides: Parameters<typeof uncovered>): boolean => uncovered(...sides) === undefined;

describe("uncovered: whether a policy is covered", () => {
  test.each<[string, AttachedPolicy[], AttachedPolicy]>([
    ["Edit covers View", [attached("Edit")], attached("View")],
    ["Admin covers Edit", [attached("Admin")], attached("Edit")],
    ["AdminView covers SecretReader", [attached("AdminView")], attached("SecretReader")],
    ["AdminView covers View", [attached("AdminView")], attached("View")],
    ["View and SecretReader cover both", [attached("View"), attached("SecretReader")], attached("SecretReader")],
    ["the cluster covers a namespace", [attached("View")], attached("View", within("dev"))],
    ["`dev-*` covers `dev-a`", [attached("View", within("dev-*"))], attached("View", within("dev-a"))],
    ["`dev-*` covers `dev-a*`", [attached("View", within("dev-*"))], attached("View", within("dev-a*"))],
    ["`*` covers any namespaces", [attached("Edit", within("*"))], attached("View", within("dev", "prod-*"))],
    [
      "namespaces add up",
      [attached("View", within("a")), attached("Edit", within("b"))],
      attached("View", within("a", "b")),
    ],
    ["policies add up", [attached("View"), attached("SecretReader")], attached("View", within("a"))],
    ["no namespace takes nothing", [], attached("Admin", within())],
    ["an opaque policy covers itself", [attached("AutoNode")], attached("AutoNode", within("a"))],
    ["an unknown policy covers itself", [attached("OfTomorrow")], attached("OfTomorrow")],
    ["ClusterAdmin covers an opaque policy", [attached("ClusterAdmin")], attached("AutoNode")],
  ])("says yes: %s", (_, holder, wanted) => {
    expect(covers(holder, wanted)).toBe(true);
  });

  test.each<[string, AttachedPolicy[], AttachedPolicy]>([
    ["View does not cover SecretReader", [attached("View")], attached("SecretReader")],
    ["Admin does not cover AdminView", [attached("Admin")], attached("AdminView")],
    [
      "AdminView and Admin do not cover ClusterAdmin",
      [attached("AdminView"), attached("Admin")],
      attached("ClusterAdmin"),
    ],
    ["`*` does not cover the cluster", [attached("View", within("*"))], attached("View")],
    ["`dev-a` does not cover `dev-*`", [attached("View", within("dev-a"))], attached("View", within("dev-*"))],
    ["`dev-*` does not cover `dev`", [attached("View", within("dev-*"))], attached("View", within("dev"))],
    ["Admin does not cover an opaque policy", [attached("Admin")], attached("AutoNode")],
    ["opaque policies differ", [attached("SecretAdmin")], attached("AutoNode")],
    [
      "ClusterAdmin in `*` covers no opaque policy",
      [attached("ClusterAdmin", within("*"))],
      attached("AutoNode", within("a")),
    ],
    ["SecretAdmin is not known to read Secrets", [attached("SecretAdmin")], attached("SecretReader")],
  ])("says no: %s", (_, holder, wanted) => {
    expect(covers(holder, wanted)).toBe(false);
  });

  test.each(ACCESS_POLICIES.map(({ name: each }) => each))("says ClusterAdmin for the cluster covers %s", (each) => {
    expect(covers([attached("ClusterAdmin")], { name: each, scope: CLUSTER })).toBe(true);
    expect(covers([attached("ClusterAdmin")], { name: each, scope: within("dev-*") })).toBe(true);
  });

  test("holds for each policy that the holder has, whatever else it has", () => {
    fc.assert(
      fc.property(policies, policies, policy, (before, after, one) => {
        expect(covers([...before, one, ...after], one)).toBe(true);
      }),
    );
  });

  test("is transitive", () => {
    fc.assert(
      fc.property(policies, policies, policy, (a, b, c) => {
        const through = b.every((one) => covers(a, one)) && covers(b, c);
        expect(!through || covers(a, c)).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });

  test("never says yes where some request would be lost", () => {
    fc.assert(
      fc.property(policies, policy, request, (holder, one, asked) => {
        expect(!covers(holder, one) || !allows([one], asked) || allows(holder, asked)).toBe(true);
      }),
      { numRuns: runs(2000) },
    );
  });

  test("does not depend on the order of the holder's policies", () => {
    fc.assert(
      fc.property(policies, policy, (held, one) => {
        expect(covers([...held].reverse(), one)).toBe(covers(held, one));
      }),
    );
  });
});

describe("uncovered", () => {
  test.each<[string, [AttachedPolicy[], AttachedPolicy], UncoveredRequest]>([
    [
      "a Secret that View does not read",
      [[attached("View")], attached("SecretReader", within("dev-*"))],
      { verb: "list", apiGroup: "", resource: "secrets", namespace: "dev-x" },
    ],
    [
      "the list across all namespaces that `*` does not give",
      [[attached("SecretReader", within("*"))], attached("SecretReader")],
      { verb: "list", apiGroup: "", resource: "secrets" },
    ],
    [
      "a custom resource that Admin does not read",
      [[attached("Admin")], attached("AdminView")],
      { verb: "list", apiGroup: "example.com", resource: "widgets" },
    ],
    [
      "what ClusterAdmin in every namespace leaves out",
      [[attached("ClusterAdmin", within("*")), attached("AdminView")], attached("ClusterAdmin")],
      { verb: "approve", apiGroup: "example.com", resource: "widgets" },
    ],
    [
      "the second of two namespaces",
      [[attached("View", within("a"))], attached("View", within("a", "b"))],
      { verb: "list", apiGroup: "apps", resource: "daemonsets", namespace: "b" },
    ],
    [
      "a namespace between two patterns",
      [[attached("SecretReader", within("dev-a*", "dev-b*"))], attached("SecretReader", within("dev-*"))],
      { verb: "list", apiGroup: "", resource: "secrets", namespace: "dev-x" },
    ],
    [
      "the whole of an opaque policy",
      [[attached("Admin")], attached("AutoNode")],
      { policy: "AmazonEKSAutoNodePolicy" },
    ],
    [
      "an opaque policy in one namespace",
      [[attached("AutoNode", within("a"))], attached("AutoNode", within("a", "b"))],
      { policy: "AmazonEKSAutoNodePolicy", namespace: "b" },
    ],
  ])("finds %s", (_, [holder, wanted], lost) => {
    expect(uncovered(holder, wanted)).toEqual(lost);
  });

  test("stands for `*` with names that no rule of the catalogue mentions", () => {
    const everything = uncovered([], attached("ClusterAdmin"));
    const mentioned = ACCESS_POLICIES.flatMap(({ grants }) => (grants === "opaque" ? [] : grants)).flatMap(
      ({ verbs, apiGroups, resources, nonResourceURLs = [] }) => [
        ...verbs,
        ...apiGroups,
        ...resources,
        ...nonResourceURLs,
      ],
    );
    expect(everything).toEqual({ verb: "approve", apiGroup: "example.com", resource: "widgets" });
    expect(Object.values(everything ?? {}).filter((name) => mentioned.includes(name))).toEqual([]);
  });

  test("answers in good time for fifty namespaces of each side", () => {
    const fifty = (end: string): AccessScope =>
      within(...Array.from({ length: 50 }, (_, i) => `team-${String(i)}-${end}`));
    expect(uncovered([attached("Admin", fifty("*"))], attached("Admin", fifty("prod*")))).toBeUndefined();
  });

  test("finds the one first letter that the patterns leave out, and nothing where they leave out none", () => {
    const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789", (letter) => `${letter}*`);
    const everywhere = attached("View", within("*"));
    expect(uncovered([attached("View", within(...letters))], everywhere)).toBeUndefined();
    expect(uncovered([attached("View", within(...letters.slice(1)))], everywhere)).toMatchObject({ namespace: "a" });
  });

  test("answers undefined exactly when the policy is covered", () => {
    fc.assert(
      fc.property(policies, policy, (holder, one) => {
        expect(uncovered(holder, one) === undefined).toBe(covers(holder, one));
      }),
    );
  });

  test("finds only requests that the policy allows and the holder does not", () => {
    fc.assert(
      fc.property(policies, policy, (holder, one) => {
        const found = uncovered(holder, one);
        expect(found === undefined || (allows([one], found) && !allows(holder, found))).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });

  test("names namespaces that Kubernetes accepts", () => {
    fc.assert(
      fc.property(policies, fc.constantFrom("*", "dev-*", "*-*", "a*-"), (holder, where) => {
        const found = uncovered(holder, attached("View", within(where)));
        if (found === undefined) return;
        expect(found).toMatchObject({ namespace: expect.stringMatching(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/) });
      }),
    );
  });
});

describe("allows", () => {
  const read = { verb: "get", apiGroup: "apps", resource: "deployments" };

  test.each<[string, AttachedPolicy, UncoveredRequest]>([
    ["a namespace that a pattern matches", attached("View", within("dev-*")), { ...read, namespace: "dev-a" }],
    ["text around the stars", attached("View", within("d*-*d")), { ...read, namespace: "dev-red" }],
    ["any namespace for a policy of the cluster", attached("View"), { ...read, namespace: "dev-a" }],
    ["all namespaces for a policy of the cluster", attached("View"), read],
    [
      "a namespace itself",
      attached("View", within("a")),
      { verb: "get", apiGroup: "", resource: "namespaces", namespace: "a" },
    ],
    ["a URL for ClusterAdmin", attached("ClusterAdmin"), { verb: "get", nonResourceURL: "/metrics" }],
    ["custom resources for AdminView", attached("AdminView"), { verb: "get", apiGroup: "k8s.io", resource: "x" }],
    [
      "`escalate` for ClusterAdmin in a namespace",
      attached("ClusterAdmin", within("a")),
      {
        verb: "escalate",
        apiGroup: "rbac.authorization.k8s.io",
        resource: "roles",
        namespace: "a",
      },
    ],
  ])("gives %s", (_, held, asked) => {
    expect(allows([held], asked)).toBe(true);
  });

  test.each<[string, AttachedPolicy, UncoveredRequest]>([
    ["a namespace that no pattern matches", attached("View", within("dev-*")), { ...read, namespace: "dev" }],
    ["text past the last star", attached("View", within("d*-*d")), { ...read, namespace: "dev-reds" }],
    ["all namespaces for `*`", attached("View", within("*")), read],
    [
      "the list of namespaces in a namespace",
      attached("View", within("a")),
      { verb: "list", apiGroup: "", resource: "namespaces" },
    ],
    [
      "a URL for ClusterAdmin in namespaces",
      attached("ClusterAdmin", within("*")),
      { verb: "get", nonResourceURL: "/metrics" },
    ],
    ["a URL for AdminView", attached("AdminView"), { verb: "get", nonResourceURL: "/metrics" }],
    [
      "custom resources for Admin",
      attached("Admin"),
      { verb: "get", apiGroup: "cert-manager.io", resource: "certificates" },
    ],
    [
      "anything known for an opaque policy",
      attached("SecretAdmin"),
      { verb: "get", apiGroup: "", resource: "secrets" },
    ],
  ])("refuses %s", (_, held, asked) => {
    expect(allows([held], asked)).toBe(false);
  });

  test("never gives less for more policies", () => {
    fc.assert(
      fc.property(policies, policy, request, (held, one, asked) => {
        expect(!allows(held, asked) || allows([...held, one], asked)).toBe(true);
      }),
    );
  });
});
