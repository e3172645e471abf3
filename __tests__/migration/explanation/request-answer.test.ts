import fc from "fast-check";
import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { type NamedRequest, type Rbac, rbacAllows, type RbacSubject } from "../../../lib/access/rbac/rbac";
import { accessOf } from "../../../lib/access/effective/effective-access";
import { accessSteps } from "../../../lib/migration/explanation/access-step";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { answerAt, type RequestAnswer } from "../../../lib/migration/explanation/request-answer";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { arn, caller, policyArn, role, user } from "../../support/definitions/arns";
import { ADMIN_ROW, CREATOR, definition, NODE_ROW } from "../../support/definitions/definitions";
import { runs } from "../../support/laws/law-runs";

const GET_PODS: NamedRequest = { verb: "get", apiGroup: "", resource: "pods", namespace: "prod" };
const RULE = { verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: [], nonResourceURLs: [] };

function readersAre(...subjects: RbacSubject[]): Rbac {
  const binding = { name: "readers", role: { kind: "ClusterRole", name: "reader" }, subjects } as const;
  return { roles: [{ kind: "ClusterRole", name: "reader", rules: [RULE] }], bindings: [binding], missing: [] };
}

/** The answer about one principal at one stage of a file with these rows and entries alone. */
function answer(of: {
  row?: RoleRow;
  entry?: AccessEntry;
  at?: string;
  rbac?: Rbac;
  request?: NamedRequest;
  who?: string;
  rest?: Partial<AccessDefinition>;
}): RequestAnswer {
  const whole: AccessDefinition = {
    ...definition(),
    accessEntries: of.entry === undefined ? {} : { x: of.entry },
    awsAuth: { awsAuthRoles: of.row === undefined ? [] : [of.row], awsAuthUsers: [], awsAuthAccounts: [] },
    ...of.rest,
  };
  const step = accessSteps(new StagedCluster(whole)).find(({ name }) => name === (of.at ?? "dual"));
  if (step === undefined) throw new Error("no such step");
  const request = of.request ?? GET_PODS;
  return answerAt(step, arn(of.who ?? role("x")), { request, ...(of.rbac === undefined ? {} : { rbac: of.rbac }) });
}

const DEV: RoleRow = { rolearn: role("x"), username: "dev:{{SessionName}}", groups: ["developers"] };
const DEPENDS = "RBAC of group developers, user dev:{{SessionName}}, group system:authenticated";

function holding(policy: string, ...namespaces: string[]): AccessEntry {
  const type = namespaces.length === 0 ? "cluster" : "namespace";
  const association = { policyArn: policyArn(policy), accessScope: { type, namespaces } } as const;
  return { principalArn: role("x"), userName: "dev", policyAssociations: { own: association } };
}

describe("answerAt", () => {
  test.each<[string, RequestAnswer, RequestAnswer]>([
    [
      "system:masters",
      answer({ row: { ...ADMIN_ROW, rolearn: role("x") } }),
      { verdict: "yes", why: "system:masters: nothing is asked" },
    ],
    ["a group, RBAC unread", answer({ row: DEV }), { verdict: "depends", why: DEPENDS }],
    [
      "no groups, RBAC unread",
      answer({ row: { rolearn: role("x") } }),
      { verdict: "depends", why: "RBAC of group system:authenticated" },
    ],
    [
      "a group that is bound",
      answer({ row: DEV, rbac: readersAre({ kind: "Group", name: "developers" }) }),
      { verdict: "yes", why: "ClusterRoleBinding readers gives ClusterRole reader to Group developers" },
    ],
    [
      "a group that is not",
      answer({ row: DEV, rbac: readersAre({ kind: "Group", name: "admins" }) }),
      { verdict: "no", why: "not by group developers" },
    ],
    [
      "nothing that is bound",
      answer({ row: { rolearn: role("x"), username: "x" }, rbac: readersAre() }),
      { verdict: "no", why: "no policy, no group, and no binding of its name allows it" },
    ],
    [
      "one session's name",
      answer({ row: DEV, rbac: readersAre({ kind: "User", name: "dev:alice" }) }),
      {
        verdict: "sometimes",
        why: "as session alice: ClusterRoleBinding readers gives ClusterRole reader to User dev:alice",
      },
    ],
    [
      "names of sessions in a group",
      answer({
        row: { ...DEV, groups: ["team-{{SessionName}}"] },
        rbac: readersAre({ kind: "Group", name: "team-a1" }, { kind: "Group", name: "team-b2" }),
      }),
      {
        verdict: "sometimes",
        why: "as session a1, session b2: ClusterRoleBinding readers gives ClusterRole reader to Group team-a1",
      },
    ],
    [
      "a role that the dump has not",
      answer({ row: DEV, rbac: { ...readersAre({ kind: "Group", name: "developers" }), roles: [] } }),
      { verdict: "depends", why: "ClusterRoleBinding readers gives ClusterRole reader, whose rules are not there" },
    ],
    ["no row", answer({}), { verdict: "no", why: "no access entry and no row names it" }],
    [
      "an unknown creator",
      answer({ who: CREATOR, rbac: readersAre() }),
      { verdict: "unknown", why: "EKS makes its entry by itself, and no row of the file says what it gives" },
    ],
    [
      "a node",
      answer({ row: { ...NODE_ROW, rolearn: role("x") }, rbac: readersAre() }),
      { verdict: "depends", why: "the Node authorizer" },
    ],
    [
      "a policy that gives it",
      answer({ entry: holding("AmazonEKSViewPolicy", "pro*"), at: "api" }),
      { verdict: "yes", why: "AmazonEKSViewPolicy (namespaces pro*)" },
    ],
    [
      "a policy for other namespaces",
      answer({ entry: holding("AmazonEKSViewPolicy", "dev-*"), at: "api", rbac: readersAre() }),
      { verdict: "no", why: "not by AmazonEKSViewPolicy (namespaces dev-*)" },
    ],
    [
      "a policy without a published table",
      answer({ entry: holding("AmazonEKSACKPolicy"), at: "api", rbac: readersAre() }),
      { verdict: "depends", why: "AmazonEKSACKPolicy, whose rules AWS does not publish" },
    ],
    [
      "such a policy for other namespaces",
      answer({ entry: holding("AmazonEKSACKPolicy", "dev"), at: "api", rbac: readersAre() }),
      { verdict: "no", why: "not by AmazonEKSACKPolicy (namespaces dev)" },
    ],
    [
      "such a policy, and RBAC that gives it",
      answer({
        entry: holding("AmazonEKSACKPolicy"),
        at: "api",
        rbac: readersAre({ kind: "User", name: "dev" }),
      }),
      { verdict: "yes", why: "ClusterRoleBinding readers gives ClusterRole reader to User dev" },
    ],
    [
      "an entry of Auto Mode",
      answer({ entry: { principalArn: role("x"), type: "EC2" }, at: "api", rbac: readersAre() }),
      { verdict: "depends", why: "what EKS gives this type of node" },
    ],
    [
      "the bridge group",
      answer({ row: { ...DEV, groups: ["access-bridge"] }, rbac: readersAre() }),
      { verdict: "yes", why: "the bridge group access-bridge, bound to cluster-admin" },
    ],
    [
      "the bridge group before it is bound",
      answer({ row: { ...DEV, groups: ["access-bridge"] }, rbac: readersAre(), at: "config-map" }),
      { verdict: "no", why: "not by group access-bridge" },
    ],
    [
      "an aggregated API and an empty username",
      answer({
        row: { rolearn: role("x"), groups: ["system:masters"] },
        request: { verb: "get", apiGroup: "metrics.k8s.io", resource: "pods" },
      }),
      { verdict: "no", why: "aggregated APIs answer 401 to an empty username" },
    ],
    [
      "an aggregated API and a username",
      answer({
        row: { rolearn: role("x"), username: "x", groups: ["system:masters"] },
        request: { verb: "get", apiGroup: "metrics.k8s.io", resource: "pods" },
      }),
      { verdict: "yes", why: "system:masters: nothing is asked" },
    ],
    [
      "an API group of the API server's own and an empty username",
      answer({
        row: { rolearn: role("x"), groups: ["system:masters"] },
        request: { verb: "get", nonResourceURL: "/apis/apps/v1" },
      }),
      { verdict: "yes", why: "system:masters: nothing is asked" },
    ],
    [
      "an API group that nobody knows and an empty username",
      answer({
        row: { rolearn: role("x"), groups: ["system:masters"] },
        request: { verb: "get", nonResourceURL: "/apis/packages.operators.coreos.com/v1" },
      }),
      {
        verdict: "depends",
        why: "whether an aggregated API serves packages.operators.coreos.com: those answer 401 to an empty username (`kubectl get apiservices` tells)",
      },
    ],
    [
      "an API group that nobody knows and a username",
      answer({
        row: { rolearn: role("x"), username: "x", groups: ["system:masters"] },
        request: { verb: "get", nonResourceURL: "/apis/packages.operators.coreos.com/v1" },
      }),
      { verdict: "yes", why: "system:masters: nothing is asked" },
    ],
    [
      "host names that a binding may have",
      answer({ row: { ...DEV, username: "host:{{EC2PrivateDNSName}}", groups: [] }, rbac: readersAre() }),
      { verdict: "depends", why: "bindings of its instances' own names" },
    ],
  ])("with %s", (_, given, expected) => {
    expect(given).toEqual(expected);
  });

  test("asks users by their access key, where the username holds it", () => {
    const awsAuth = {
      awsAuthRoles: [],
      awsAuthUsers: [{ userarn: user("bob"), username: "key:{{AccessKeyID}}" }],
      awsAuthAccounts: [],
    };
    const rbac = readersAre({ kind: "User", name: "key:AKIA0000000000000001" });
    expect(answer({ who: user("bob"), rest: { awsAuth }, rbac })).toEqual({
      verdict: "sometimes",
      why: "as access key AKIA0000000000000001: ClusterRoleBinding readers gives ClusterRole reader to User key:AKIA0000000000000001",
    });
  });

  test("agrees with RBAC asked for each session by itself", () => {
    const NAMES = ["dev:alice", "dev:bob-x", "dev", "developers", "team-alice", "system:authenticated"];
    const subject = fc.tuple(fc.constantFrom<RbacSubject["kind"][]>("User", "Group"), fc.constantFrom(...NAMES));
    const template = fc.constantFrom("dev:{{SessionName}}", "dev", "{{SessionNameRaw}}", "");
    const group = fc.constantFrom("developers", "team-{{SessionName}}", "viewers");
    fc.assert(
      fc.property(
        fc.array(subject, { maxLength: 3 }),
        template,
        fc.uniqueArray(group),
        (subjects, username, groups) => {
          const rbac = readersAre(...subjects.map(([kind, name]) => ({ kind, name })));
          const row = { rolearn: role("x"), username, groups };
          const given = answer({ row, rbac }).verdict;
          const state = { mode: "CONFIG_MAP", entries: {}, awsAuth: awsAuthOfRow(row) } as const;
          const each = ["alice", "bob-x", "bob@x", "dev", "developers", "team-alice", "somebody-else"].map(
            (session) => {
              const access = accessOf(state, caller(role("x"), session));
              return access.verdict === "authenticated" && rbacAllows(rbac, access, GET_PODS).verdict === "yes";
            },
          );
          const isOther = each.at(-1) === true;
          const expected = isOther ? "yes" : each.includes(true) ? "sometimes" : "no";
          expect({ given, rbac, row }).toEqual({ given: expected, rbac, row });
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

function awsAuthOfRow(row: RoleRow) {
  return {
    roles: [{ row, place: { section: "mapRoles", index: 0 } as const }],
    users: [],
    accounts: [],
    unreadable: [],
  };
}
