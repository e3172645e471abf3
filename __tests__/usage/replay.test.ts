import { parseRbacDump } from "../../lib/access/rbac/rbac-dump";
import { replay, RequestKinds } from "../../lib/usage/replay";
import { ACCOUNT, readerOf, ROLE, stepNamed } from "../support/cli/usage-world";

interface Asked {
  readonly role: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly verb?: string;
  readonly resource?: string;
  readonly name?: string;
  readonly decision?: "allow" | "forbid";
  readonly id?: string;
  readonly impersonated?: Readonly<Record<string, unknown>>;
  /** @default 200, or 403 where it was refused */
  readonly code?: number;
  readonly group?: string;
  readonly constraint?: string;
  readonly account?: string;
  /** What the API server answers to who may not take a name: it writes no decision then. */
  readonly refusal?: string;
}

let ids = 0;
function request({
  role,
  username,
  groups,
  verb = "get",
  resource = "pods",
  name,
  decision = "allow",
  id,
  impersonated,
  refusal,
  code = decision === "allow" ? 200 : 403,
  group,
  constraint,
  account = ACCOUNT,
}: Asked): string {
  ids += 1;
  return JSON.stringify({
    auditID: id ?? `id-${ids}`,
    stage: "ResponseComplete",
    verb,
    user: {
      username,
      groups,
      extra: { canonicalArn: [`${ROLE}/${role}`.replace(ACCOUNT, account)], sessionName: ["alice"] },
    },
    ...(impersonated === undefined ? {} : { impersonatedUser: impersonated }),
    ...(constraint === undefined ? {} : { authenticationMetadata: { impersonationConstraint: constraint } }),
    objectRef: {
      resource,
      namespace: "prod",
      ...(group === undefined ? {} : { apiGroup: group }),
      ...(name === undefined ? {} : { name }),
    },
    responseStatus: refusal === undefined ? { code } : { code: 403, message: refusal },
    stageTimestamp: "2026-11-20T10:00:00Z",
    ...(refusal === undefined && {
      annotations: { "authorization.k8s.io/decision": decision, "authorization.k8s.io/reason": "" },
    }),
  });
}

const RBAC = `apiVersion: v1
kind: List
items:
  - apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: view }
    rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
  - apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: { name: readers }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
    subjects: [{ kind: Group, name: readers, apiGroup: rbac.authorization.k8s.io }]
  - apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: { name: none, namespace: prod }
    rules: []
  - apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: { name: none, namespace: prod }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: none }
    subjects: []
`;

describe("replay", () => {
  const parsed = parseRbacDump(RBAC);
  const rbac = "rbac" in parsed ? parsed.rbac : undefined;
  const verdicts = async (stage: string, asked: readonly Asked[], given = rbac): Promise<string[]> => {
    const kinds = new RequestKinds(given);
    await readerOf(asked.map(request).join("\n"), kinds);
    return replay(kinds.kinds, stepNamed(stage), given).map(({ verdict }) => verdict);
  };
  const reader: Asked = { role: "reader", username: "reader", groups: ["readers", "system:authenticated"] };
  const old: Asked = { role: "old", username: "old", groups: ["readers", "system:authenticated"] };
  const ops: Asked = {
    role: "ops",
    username: "ops:alice",
    groups: ["system:masters", "system:authenticated"],
    verb: "delete",
  };

  test("a forgotten principal loses what it did, one with an entry keeps it", async () => {
    expect(await verdicts("api", [reader, old, ops])).toEqual(["still-allowed", "lost", "still-allowed"]);
    expect(await verdicts("dual", [reader, old, ops])).toEqual(["still-allowed", "still-allowed", "still-allowed"]);
  });

  test("without RBAC groups are not known, whatever was answered; a cluster admin and a stranger are", async () => {
    const kinds = new RequestKinds();
    const asked: Asked[] = [reader, ops, { ...reader, decision: "forbid" }, { ...old, decision: "forbid" }];
    await readerOf(asked.map(request).join("\n"), kinds);
    const said = ["not-known", "still-allowed", "refused-not-known", "still-refused"];
    expect(replay(kinds.kinds, stepNamed("api")).map(({ verdict }) => verdict)).toEqual(said);
  });

  test("what was refused and an admin's entry now allows is newly possible", async () => {
    const refused: Asked = { ...ops, username: "ops:alice", groups: ["none"], decision: "forbid" };
    expect(await verdicts("api", [refused, { ...reader, verb: "delete", decision: "forbid" }])).toEqual([
      "newly-possible",
      "still-refused",
    ]);
  });

  test("requests of one kind are one line with their count; copies of one event count once", async () => {
    const kinds = new RequestKinds(rbac);
    await readerOf(
      [reader, reader, { ...reader, id: "same" }, { ...reader, id: "same" }].map(request).join("\n"),
      kinds,
    );
    expect(kinds.kinds.map(({ count }) => count)).toEqual([3]);
  });

  test("who impersonates needs the right to, by policy or RBAC", async () => {
    const impersonated = { username: "bob", groups: ["dev"] };
    expect(
      await verdicts("api", [
        { ...ops, impersonated },
        { ...reader, impersonated },
      ]),
    ).toEqual(["still-allowed", "lost"]);
  });

  const dumpWith = (rules: string) => {
    const other = parseRbacDump(RBAC.replace('rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]', rules));
    return "rbac" in other ? other.rbac : undefined;
  };

  test("every part of another's name is asked for: its ID, and each value beside it", async () => {
    const users = '{ apiGroups: [""], resources: [users, groups], verbs: [impersonate] }';
    const beside = (resources: string) =>
      `{ apiGroups: [authentication.k8s.io], resources: [${resources}], verbs: [impersonate] }`;
    const bob = { username: "bob", groups: ["dev"] };
    const asked: Asked[] = [
      { ...reader, impersonated: bob },
      { ...reader, impersonated: { ...bob, uid: "42" } },
      { ...reader, impersonated: { ...bob, extra: { scopes: ["a", "b"] } } },
      { ...reader, impersonated: { ...bob, extra: { reason: ["c"] } } },
    ];
    const given = (...rules: string[]) => dumpWith(`rules: [${rules.join(", ")}]`);
    expect(await verdicts("api", asked, given(users))).toEqual(["still-allowed", "lost", "lost", "lost"]);
    expect(await verdicts("api", asked, given(users, beside("uids, userextras/scopes")))).toEqual([
      "still-allowed",
      "still-allowed",
      "still-allowed",
      "lost",
    ]);
    expect(
      await verdicts(
        "api",
        asked.map((each) => ({ ...ops, impersonated: each.impersonated ?? {} })),
      ),
    ).toEqual(Array.from({ length: 4 }, () => "still-allowed"));
  });

  test("a name that was taken by a constrained verb is not known where the whole verb is not given", async () => {
    const constrained = { impersonated: { username: "bob", groups: [] }, constraint: "impersonate:user-info" };
    expect(
      await verdicts("api", [
        { ...reader, ...constrained },
        { ...ops, ...constrained },
      ]),
    ).toEqual(["not-known", "still-allowed"]);
  });

  test("to make an object no rule for some names alone is enough: its name stands in the body", async () => {
    const rules = 'rules: [{ apiGroups: [""], resources: [configmaps], resourceNames: [web], verbs: ["*"] }]';
    const asked: Asked = { ...reader, resource: "configmaps", name: "web" };
    const given = dumpWith(rules);
    expect(
      await verdicts(
        "api",
        [
          { ...asked, verb: "create", code: 201 },
          { ...asked, verb: "patch" },
        ],
        given,
      ),
    ).toEqual(["lost", "still-allowed"]);
  });

  test("a patch or update that made the object also needs to create it", async () => {
    const rules = 'rules: [{ apiGroups: [""], resources: [configmaps], verbs: [patch, update] }]';
    const asked: Asked = { ...reader, resource: "configmaps", name: "web", verb: "patch" };
    expect(await verdicts("api", [asked, { ...asked, code: 201 }], dumpWith(rules))).toEqual(["still-allowed", "lost"]);
    const more = dumpWith(rules.replace("patch,", "create, patch,"));
    expect(await verdicts("api", [{ ...asked, code: 201 }], more)).toEqual(["still-allowed"]);
  });

  test("roles and bindings that an admin wrote are not known where the stage gives neither escalate nor bind", async () => {
    const rules = 'rules: [{ apiGroups: ["*"], resources: ["*"], verbs: [create, update, patch] }]';
    const group = "rbac.authorization.k8s.io";
    const writes = (of: Asked): Asked[] =>
      ["roles", "rolebindings", "clusterrolebindings"].map((resource) => ({ ...of, group, resource, verb: "update" }));
    const admin: Asked = { ...reader, groups: ["system:masters"] };
    const given = dumpWith(rules);
    const [open, same] = ["not-known", "still-allowed"].map((each) => Array.from({ length: 3 }, () => each));
    expect(await verdicts("api", writes(admin), given)).toEqual(open);
    expect(await verdicts("api", writes(reader), given)).toEqual(same);
    expect(await verdicts("api", writes(ops), given)).toEqual(same);
    expect(await verdicts("api", writes({ ...admin, code: 409 }), given)).toEqual(same);
    const verbs = rules.replace("create,", "escalate, bind, create,");
    expect(await verdicts("api", writes(admin), dumpWith(verbs))).toEqual(same);
  });

  test("components of EKS stand in every log, and no stage keeps them out", async () => {
    const manager: Asked = {
      role: "AWSWesleyClusterManagerLambda-NodeManagerRole-1ABC",
      account: "999900001111",
      username: "eks:node-manager",
      groups: ["system:authenticated"],
    };
    const own: Asked = { ...manager, role: "AWSServiceRoleForAmazonEKS", account: ACCOUNT, username: "x" };
    expect(await verdicts("api", [manager, own])).toEqual(["still-allowed", "still-allowed"]);
    const stranger: Asked = { ...manager, role: "own", account: ACCOUNT };
    expect(await verdicts("api", [stranger, { ...manager, username: "manager" }])).toEqual(["lost", "lost"]);
  });

  test("somebody of IAM whose ARN the log leaves out is not known, and not left out", async () => {
    const scrubbed = request(reader).replace(/"extra":\{.*?\}/, '"uid":"aws-iam-authenticator:administrative:reader"');
    const kinds = new RequestKinds(rbac);
    await readerOf(scrubbed, kinds);
    expect(replay(kinds.kinds, stepNamed("api"), rbac).map(({ verdict }) => verdict)).toEqual(["not-known"]);
  });

  test("what another's name was refused stays refused, whoever takes the name", async () => {
    const impersonated = { username: "bob", groups: ["dev"] };
    expect(await verdicts("api", [{ ...ops, impersonated, decision: "forbid" }])).toEqual(["still-refused"]);
  });

  test("the groups that a service account brings along need no right of their own", async () => {
    const accounts = parseRbacDump(RBAC.replace("[pods], verbs: [get]", "[serviceaccounts], verbs: [impersonate]"));
    const own = "rbac" in accounts ? accounts.rbac : undefined;
    const as = (...groups: string[]): Asked => ({
      ...reader,
      impersonated: { username: "system:serviceaccount:prod:web", groups: [...groups, "system:authenticated"] },
    });
    const [implied, other] = [
      as("system:serviceaccounts", "system:serviceaccounts:prod"),
      as("system:serviceaccounts:shop"),
    ];
    const said = ["still-allowed", "lost"];
    const asked = [implied, other].map((one) => ({ ...one, name: "web" }));
    expect(await verdicts("api", asked, own)).toEqual(said);
  });

  test("a name that was refused is a request for that name, not for what it was to be used for", async () => {
    const refusal =
      'users "bob" is forbidden: User "x" cannot impersonate resource "users" in API group "" at the cluster scope';
    const kinds = new RequestKinds(rbac);
    await readerOf([{ ...ops, username: "x", groups: [], refusal }].map(request).join("\n"), kinds);
    const [first] = replay(kinds.kinds, stepNamed("api"), rbac);
    expect(first).toMatchObject({
      verdict: "newly-possible",
      kind: { allowed: false, request: { verb: "impersonate", apiGroup: "", resource: "users", name: "bob" } },
    });
    expect(await verdicts("api", [{ ...reader, refusal }])).toEqual(["still-refused"]);
  });

  test("names of objects count where a rule is for some names only", async () => {
    const named = RBAC.replace("verbs: [get] }]", "verbs: [get], resourceNames: [web] }]");
    const own = parseRbacDump(named);
    const only = "rbac" in own ? own.rbac : undefined;
    expect(
      await verdicts(
        "api",
        [
          { ...reader, name: "web" },
          { ...reader, name: "db" },
        ],
        only,
      ),
    ).toEqual(["still-allowed", "lost"]);
  });
});
