import { parseRbacDump, RBAC_DUMP_COMMAND } from "../../../lib/access/rbac/rbac-dump";

const API = "rbac.authorization.k8s.io/v1";
const ROLE = {
  apiVersion: API,
  kind: "Role",
  metadata: { name: "reader", namespace: "prod" },
  rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: ["web"] }],
};
const CLUSTER_ROLE = {
  apiVersion: API,
  kind: "ClusterRole",
  metadata: { name: "probe" },
  rules: [{ verbs: ["get"], nonResourceURLs: ["/healthz"] }],
};
const BINDING = {
  apiVersion: API,
  kind: "RoleBinding",
  metadata: { name: "readers", namespace: "prod" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
  subjects: [{ kind: "Group", name: "developers" }],
};
const CLUSTER_BINDING = {
  apiVersion: API,
  kind: "ClusterRoleBinding",
  metadata: { name: "probers" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "probe" },
  subjects: [{ kind: "ServiceAccount", name: "ci", namespace: "tools" }],
};
const ALL = [ROLE, CLUSTER_ROLE, BINDING, CLUSTER_BINDING];
const READ = {
  roles: [
    {
      kind: "Role",
      name: "reader",
      namespace: "prod",
      rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: ["web"], nonResourceURLs: [] }],
    },
    {
      kind: "ClusterRole",
      name: "probe",
      rules: [{ verbs: ["get"], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: ["/healthz"] }],
    },
  ],
  bindings: [
    {
      name: "readers",
      namespace: "prod",
      role: { kind: "Role", name: "reader" },
      subjects: [{ kind: "Group", name: "developers" }],
    },
    {
      name: "probers",
      role: { kind: "ClusterRole", name: "probe" },
      subjects: [{ kind: "ServiceAccount", name: "ci", namespace: "tools" }],
    },
  ],
  missing: [],
};

describe("parseRbacDump", () => {
  const list = { apiVersion: "v1", kind: "List", items: ALL };

  test.each([
    ["a List as JSON", JSON.stringify(list)],
    ["a List as YAML", `# dump\n${JSON.stringify(list, undefined, 2)}`],
    ["several documents", ALL.map((each) => `---\n${JSON.stringify(each)}\n`).join("")],
    [
      "lists of one kind, which say the kind once",
      ALL.map((each) => {
        const { kind, apiVersion, ...item } = each;
        return `---\n${JSON.stringify({ apiVersion, kind: `${kind}List`, items: [item] })}\n`;
      }).join(""),
    ],
    [
      "other kinds beside",
      JSON.stringify({ ...list, items: [{ apiVersion: "v1", kind: "Pod", metadata: {} }, ...ALL] }),
    ],
    ["a byte order mark", `\uFEFF# dump\n${JSON.stringify(list)}`],
  ])("reads %s", (_, text) => {
    expect(parseRbacDump(text)).toEqual({ rbac: READ });
  });

  test("reads absent rules and subjects as none, and rules that aggregation has not filled in as unresolved", () => {
    const items = [
      { apiVersion: API, kind: "ClusterRole", metadata: { name: "empty" }, rules: null },
      { apiVersion: API, kind: "ClusterRole", metadata: { name: "open" }, aggregationRule: {}, rules: [] },
      { ...CLUSTER_ROLE, aggregationRule: {} },
      { ...CLUSTER_BINDING, subjects: undefined },
    ];
    expect(parseRbacDump(JSON.stringify({ kind: "List", items }))).toEqual({
      rbac: {
        roles: [
          { kind: "ClusterRole", name: "empty", rules: [] },
          { kind: "ClusterRole", name: "open", rules: "unresolved" },
          READ.roles[1],
        ],
        bindings: [{ name: "probers", role: { kind: "ClusterRole", name: "probe" }, subjects: [] }],
        missing: ["Role", "RoleBinding"],
      },
    });
  });

  test.each([
    ["", `not an object of RBAC, expected the output of \`${RBAC_DUMP_COMMAND}\``],
    ["kind: List\nitems: []\n", `not an object of RBAC, expected the output of \`${RBAC_DUMP_COMMAND}\``],
    [
      JSON.stringify({ ...ROLE, apiVersion: "v1" }),
      `not an object of RBAC, expected the output of \`${RBAC_DUMP_COMMAND}\``,
    ],
    [JSON.stringify({ ...ROLE, rules: "all" }), 'rules: expected a list, got `"all"`'],
    [
      JSON.stringify({ kind: "List", items: [CLUSTER_ROLE, { ...ROLE, rules: [{ verbs: "get" }] }] }),
      'items[1].rules[0].verbs: expected a list of texts, got `"get"`',
    ],
    [JSON.stringify({ ...ROLE, metadata: { name: "x" } }), "metadata.namespace: expected a text, got `nothing`"],
    [JSON.stringify({ ...CLUSTER_ROLE, metadata: {} }), "metadata.name: expected a text, got `nothing`"],
    [
      JSON.stringify({ ...BINDING, roleRef: { kind: "Roll", name: "x" } }),
      'roleRef.kind: expected Role or ClusterRole, got `"Roll"`',
    ],
    [
      JSON.stringify({ ...BINDING, subjects: [{ kind: "Team", name: "x" }] }),
      'subjects[0].kind: expected User, Group or ServiceAccount, got `"Team"`',
    ],
  ])("refuses %j", (text, problem) => {
    expect(parseRbacDump(text)).toEqual({ problem });
  });

  test("names the line of text that is no YAML", () => {
    expect(parseRbacDump("kind: Role\nmetadata: [\n")).toEqual({
      problem: expect.stringMatching(/^no YAML and no JSON: /),
      line: 3,
    });
    expect(parseRbacDump("kind: Role\nkind: Role\n")).toEqual({
      problem: "no YAML and no JSON: Map keys must be unique",
      line: 2,
    });
  });
});
