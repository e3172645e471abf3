import fc from "fast-check";
import {
  bindingName,
  type NamedRequest,
  type Rbac,
  rbacAllows,
  type RbacBinding,
  type RbacRole,
  type RbacRule,
  type RbacUser,
  subjectName,
} from "../../../lib/access/rbac/rbac";
import { runs } from "../../support/laws/law-runs";

const NOTHING: RbacRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
const GET_PODS = { verb: "get", apiGroup: "", resource: "pods", namespace: "prod" } as const;

function rule(verbs: string, apiGroups: readonly string[], resources: string): RbacRule {
  return { ...NOTHING, verbs: verbs.split(" "), apiGroups, resources: resources.split(" ") };
}

/** Whether a rule alone, bound in the whole cluster, allows a request. */
function ruleAllows(given: RbacRule, request: NamedRequest): boolean {
  const role: RbacRole = { ...READER, rules: [given] };
  return (
    rbacAllows(rbac([bind(READER, { kind: "Group", name: "developers" })], { roles: [role] }), DEV, request).verdict ===
    "yes"
  );
}

describe("a rule", () => {
  const named = { ...rule("get", [""], "configmaps"), resourceNames: ["aws-auth"] };
  const configMaps = { ...GET_PODS, resource: "configmaps" };
  const urls = { ...NOTHING, verbs: ["get"], nonResourceURLs: ["/healthz", "/metrics/*", "/livez*"] };
  const get = (nonResourceURL: string): NamedRequest => ({ verb: "get", nonResourceURL });

  test.each<[string, RbacRule, NamedRequest, boolean]>([
    ["the verb, the group and the resource", rule("get list", [""], "pods"), GET_PODS, true],
    ["another verb", rule("list", [""], "pods"), GET_PODS, false],
    ["every verb", rule("*", [""], "pods"), GET_PODS, true],
    ["another group", rule("get", ["apps"], "pods"), GET_PODS, false],
    ["every group", rule("get", ["*"], "pods"), GET_PODS, true],
    ["another resource", rule("get", [""], "secrets"), GET_PODS, false],
    ["every resource, for a sub-resource too", rule("get", [""], "*"), { ...GET_PODS, resource: "pods/log" }, true],
    ["the resource, for its sub-resource", rule("get", [""], "pods"), { ...GET_PODS, resource: "pods/log" }, false],
    ["the sub-resource", rule("get", [""], "pods pods/log"), { ...GET_PODS, resource: "pods/log" }, true],
    ["the sub-resource, for its resource", rule("get", [""], "pods/log"), GET_PODS, false],
    ["a sub-resource of all", rule("get", ["*"], "*/log"), { ...GET_PODS, resource: "pods/log" }, true],
    ["another sub-resource of all", rule("get", ["*"], "*/scale"), { ...GET_PODS, resource: "pods/log" }, false],
    ["a sub-resource of all, for a resource", rule("get", ["*"], "*/log"), GET_PODS, false],
    ["its name", named, { ...configMaps, name: "aws-auth" }, true],
    ["another name", named, { ...configMaps, name: "other" }, false],
    ["a name, for all of them", named, configMaps, false],
    ["every name, for one", rule("get", [""], "configmaps"), { ...configMaps, name: "aws-auth" }, true],
    ["the whole word alone", rule("get", [""], "pod"), GET_PODS, false],
    ["the URL", urls, get("/healthz"), true],
    ["what a URL begins with", urls, get("/healthz/etcd"), false],
    ["all below a URL", urls, get("/metrics/cadvisor"), true],
    ["the folder, for the URL itself", urls, get("/metrics"), false],
    ["any rest", urls, get("/livez/ping"), true],
    ["every URL", { ...urls, nonResourceURLs: ["*"] }, get("/anything"), true],
    ["a URL, for a resource", { ...urls, nonResourceURLs: ["*"] }, GET_PODS, false],
    ["every resource, for a URL", rule("*", ["*"], "*"), get("/healthz"), false],
  ])("with %s: %j, %j is %j", (...[, given, request, allowed]) => {
    expect(ruleAllows(given, request)).toBe(allowed);
  });
});

const READER: RbacRole = { kind: "ClusterRole", name: "reader", rules: [rule("get", [""], "pods")] };
const LOCAL: RbacRole = { kind: "Role", name: "local", namespace: "prod", rules: [rule("get", [""], "pods")] };
const OPEN: RbacRole = { kind: "ClusterRole", name: "aggregated", rules: "unresolved" };
const DEV: RbacUser = { username: "dev", groups: ["developers"] };

function bind(role: RbacBinding["role"], subject: RbacBinding["subjects"][number], namespace?: string): RbacBinding {
  return { name: "b", role, subjects: [subject], ...(namespace === undefined ? {} : { namespace }) };
}

function rbac(bindings: readonly RbacBinding[], rest: Partial<Rbac> = {}): Rbac {
  return { roles: [READER, LOCAL, OPEN], bindings, missing: [], ...rest };
}

describe("rbacAllows", () => {
  const developers = { kind: "Group", name: "developers" } as const;
  const reader = { kind: "ClusterRole", name: "reader" } as const;

  test.each<[string, RbacBinding, RbacUser, NamedRequest, "yes" | "no"]>([
    ["a group", bind(reader, developers), DEV, GET_PODS, "yes"],
    ["another group", bind(reader, { kind: "Group", name: "admins" }), DEV, GET_PODS, "no"],
    ["a user", bind(reader, { kind: "User", name: "dev" }), DEV, GET_PODS, "yes"],
    ["a user in another case", bind(reader, { kind: "User", name: "Dev" }), DEV, GET_PODS, "no"],
    ["a group, by a user's name", bind(reader, { kind: "User", name: "developers" }), DEV, GET_PODS, "no"],
    ["everybody known", bind(reader, { kind: "Group", name: "system:authenticated" }), DEV, GET_PODS, "yes"],
    ["everybody unknown", bind(reader, { kind: "Group", name: "system:unauthenticated" }), DEV, GET_PODS, "no"],
    ["the namespace", bind(reader, developers, "prod"), DEV, GET_PODS, "yes"],
    ["another namespace", bind(reader, developers, "test"), DEV, GET_PODS, "no"],
    ["one namespace, for all", bind(reader, developers, "prod"), DEV, { ...GET_PODS, namespace: "" }, "no"],
    ["a Role", bind({ kind: "Role", name: "local" }, developers, "prod"), DEV, GET_PODS, "yes"],
    [
      "a service account",
      bind(reader, { kind: "ServiceAccount", name: "ci", namespace: "tools" }),
      { username: "system:serviceaccount:tools:ci", groups: [] },
      GET_PODS,
      "yes",
    ],
    [
      "a service account of another namespace",
      bind(reader, { kind: "ServiceAccount", name: "ci", namespace: "prod" }),
      { username: "system:serviceaccount:tools:ci", groups: [] },
      GET_PODS,
      "no",
    ],
  ])("a binding of %s: %j", (...[, binding, who, request, verdict]) => {
    expect(rbacAllows(rbac([binding]), who, request).verdict).toBe(verdict);
  });

  test("names the binding and the subject", () => {
    const binding = bind(reader, developers, "prod");
    expect(rbacAllows(rbac([binding]), DEV, GET_PODS)).toEqual({ verdict: "yes", binding, subject: developers });
  });

  test.each([
    [bind({ kind: "ClusterRole", name: "gone" }, developers), "ClusterRoleBinding b gives ClusterRole gone"],
    [
      bind({ kind: "ClusterRole", name: "aggregated" }, developers),
      "ClusterRoleBinding b gives ClusterRole aggregated",
    ],
    [bind({ kind: "Role", name: "local" }, developers, "test"), "RoleBinding test/b gives Role local"],
  ])("does not know where a role's rules are not there: %j", (binding, what) => {
    const request = { ...GET_PODS, namespace: binding.namespace ?? "prod" };
    expect(rbacAllows(rbac([binding]), DEV, request)).toEqual({
      verdict: "unknown",
      why: `${what}, whose rules are not there`,
    });
  });

  test("refuses nobody for certain where a kind is missing, and allows whom it allows", () => {
    const partial = rbac([bind(reader, developers)], { missing: ["RoleBinding"] });
    expect(rbacAllows(partial, DEV, GET_PODS).verdict).toBe("yes");
    expect(rbacAllows(partial, { username: "x", groups: [] }, GET_PODS)).toEqual({
      verdict: "unknown",
      why: "no RoleBinding was read",
    });
  });

  test("agrees with a list of everything that is allowed", () => {
    fc.assert(
      fc.property(smallRbac, smallUser, (given, who) => {
        const allowed = everythingAllowed(given, who);
        const wrong = ALL_REQUESTS.filter(
          (request) => (rbacAllows(given, who, request).verdict === "yes") !== allowed.has(JSON.stringify(request)),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });
});

describe("bindingName and subjectName", () => {
  test("are those that people know", () => {
    expect(bindingName({ name: "view" })).toBe("ClusterRoleBinding view");
    expect(bindingName({ name: "view", namespace: "prod" })).toBe("RoleBinding prod/view");
    expect(subjectName({ kind: "Group", name: "x" })).toBe("x");
    expect(subjectName({ kind: "ServiceAccount", name: "x", namespace: "n" })).toBe("system:serviceaccount:n:x");
  });
});

const VERBS = ["get", "delete"];
const GROUPS = ["", "apps"];
const RESOURCES = ["pods", "pods/log", "secrets"];
const NAMESPACES = ["prod", "test"];
const NAMES = [undefined, "a", "b"];
const ALL_REQUESTS: readonly NamedRequest[] = VERBS.flatMap((verb) =>
  GROUPS.flatMap((apiGroup) =>
    RESOURCES.flatMap((resource) =>
      [undefined, ...NAMESPACES].flatMap((namespace) =>
        NAMES.map((name) => ({
          verb,
          apiGroup,
          resource,
          ...(namespace === undefined ? {} : { namespace }),
          ...(name === undefined ? {} : { name }),
        })),
      ),
    ),
  ),
);

const smallRule: fc.Arbitrary<RbacRule> = fc.record({
  verbs: fc.subarray([...VERBS, "*"]),
  apiGroups: fc.subarray([...GROUPS, "*"]),
  resources: fc.subarray([...RESOURCES, "*", "*/log"]),
  resourceNames: fc.oneof(fc.constant([]), fc.subarray(["a", "b"])),
  nonResourceURLs: fc.constant([]),
});
const SUBJECTS: RbacBinding["subjects"] = [
  { kind: "User", name: "dev" },
  { kind: "User", name: "system:serviceaccount:prod:ci" },
  { kind: "Group", name: "developers" },
  { kind: "Group", name: "system:authenticated" },
  { kind: "ServiceAccount", name: "ci", namespace: "prod" },
];
const smallRbac: fc.Arbitrary<Rbac> = fc
  .tuple(
    fc.array(smallRule, { maxLength: 2 }),
    fc.array(smallRule, { maxLength: 2 }),
    fc.array(fc.tuple(fc.subarray([...SUBJECTS]), fc.constantFrom(undefined, ...NAMESPACES), fc.boolean()), {
      maxLength: 3,
    }),
  )
  .map(([wide, local, bound]) => ({
    roles: [
      { kind: "ClusterRole", name: "r", rules: wide },
      ...NAMESPACES.map((namespace) => ({ kind: "Role", name: "r", namespace, rules: local }) as const),
    ],
    bindings: bound.map(([subjects, namespace, isRole], i) => ({
      name: `b${i}`,
      role: { kind: isRole && namespace !== undefined ? "Role" : "ClusterRole", name: "r" },
      subjects,
      ...(namespace === undefined ? {} : { namespace }),
    })),
    missing: [],
  }));
const smallUser: fc.Arbitrary<RbacUser> = fc.record({
  username: fc.constantFrom("dev", "other", "system:serviceaccount:prod:ci"),
  groups: fc.subarray(["developers", "viewers"]),
});

/** By writing every wildcard out: rules as lists of requests, then the bindings that give them. */
function everythingAllowed({ roles, bindings }: Rbac, { username, groups }: RbacUser): Set<string> {
  const allowed = new Set<string>();
  const names = ["User " + username, ...[...groups, "system:authenticated"].map((group) => "Group " + group)];
  for (const { role, subjects, namespace } of bindings) {
    const written = subjects.map((one) =>
      one.kind === "ServiceAccount"
        ? `User system:serviceaccount:${one.namespace ?? ""}:${one.name}`
        : `${one.kind} ${one.name}`,
    );
    if (!written.some((name) => names.includes(name))) continue;
    const given = roles.find(
      (one) => one.kind === role.kind && (one.kind === "ClusterRole" || one.namespace === namespace),
    );
    if (given === undefined || given.rules === "unresolved") continue;
    for (const each of given.rules) {
      const out = (list: readonly string[], all: readonly string[]): readonly string[] =>
        list.includes("*") ? all : list;
      const resources = out(each.resources, RESOURCES).flatMap((one) => (one === "*/log" ? ["pods/log"] : [one]));
      for (const request of ALL_REQUESTS) {
        if ("nonResourceURL" in request) continue;
        if (namespace !== undefined && request.namespace !== namespace) continue;
        const isIn =
          out(each.verbs, VERBS).includes(request.verb) &&
          out(each.apiGroups, GROUPS).includes(request.apiGroup) &&
          resources.includes(request.resource);
        const isNamed = each.resourceNames.length === 0 || each.resourceNames.some((name) => name === request.name);
        if (isIn && isNamed) allowed.add(JSON.stringify(request));
      }
    }
  }
  return allowed;
}
