import { role } from "../../../support/definitions/arns";
import {
  awsAuth,
  creates,
  deletes,
  entry,
  keeps,
  nodeEntry,
  policy,
  replaces,
  teamPlan,
  updates,
} from "../../../support/plans/case-plans";
import { api, both, checkCases } from "../../../support/reviews/case-reviews";
import { findingsOf, reviewed } from "../../../support/reviews/review-clusters";

const E = "aws_eks_access_entry.a";
const R = "aws_iam_role.a";
const member = keeps(E, entry("a", { kubernetes_groups: ["a"] }));
const admin = keeps("aws_eks_access_policy_association.a", policy("a", "AmazonEKSClusterAdminPolicy"));

type Statement = Readonly<Record<string, unknown>>;
const allow = (principal: unknown, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: principal,
  ...more,
});
const trust = (...statements: readonly Statement[]) => ({
  name: "a",
  path: "/",
  arn: role("a"),
  assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
const people = (...names: readonly string[]) => allow({ AWS: names.map((name) => role(name)) });
const changed = (before: object, after: object) => updates(R, { ...before }, { ...after });
const found = [`trust-changed ${R}`];
const github = (...subjects: readonly string[]) =>
  allow(
    { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    {
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringLike: { "token.actions.githubusercontent.com:sub": subjects } },
    },
  );

const exactly = (subject: string) =>
  allow(
    { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    {
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": subject } },
    },
  );

describe("who may assume the role of an entry", () => {
  const team = (before: object, after: object) => teamPlan([api, member, changed(before, after)]);
  checkCases([
    ["loses somebody", team(trust(people("x", "y")), trust(people("x"))), "danger", found],
    ["loses a program", team(trust(github("repo:a/b:*", "repo:a/c:*")), trust(github("repo:a/b:*"))), "danger", found],
    ["gets a program", team(trust(github("repo:a/b:*")), trust(github("repo:a/b:*", "repo:a/c:*"))), "safe", []],
    [
      "is split over statements",
      team(trust(github("repo:a/b:*", "repo:a/c:*")), trust(github("repo:a/b:*"), github("repo:a/c:*"))),
      "safe",
      [],
    ],
    ["gets a wider pattern", team(trust(github("repo:a/b:main", "repo:a/c:*")), trust(github("repo:a/*"))), "safe", []],
    ["gets a narrower pattern", team(trust(github("repo:a/*")), trust(github("repo:a/b:*"))), "danger", found],
    [
      "names the same without a pattern",
      team(trust(github("repo:a/b:main")), trust(exactly("repo:a/b:main"))),
      "safe",
      [],
    ],
    [
      "names a pattern as if it were none",
      team(trust(github("repo:a/*")), trust(exactly("repo:a/*"))),
      "danger",
      found,
    ],
    [
      "needs an external ID",
      team(
        trust(people("x")),
        trust(allow({ AWS: role("x") }, { Condition: { StringEquals: { "sts:ExternalId": "1" } } })),
      ),
      "danger",
      found,
    ],
    [
      "needs an external ID no more",
      team(
        trust(allow({ AWS: role("x") }, { Condition: { StringEquals: { "sts:ExternalId": "1" } } })),
        trust(people("x")),
      ),
      "safe",
      [],
    ],
    [
      "is kept out by a statement",
      team(trust(people("x")), trust(people("x"), { ...allow("*"), Effect: "Deny" })),
      "danger",
      found,
    ],
    [
      "is written otherwise",
      team(
        trust(people("x"), allow({ AWS: "111122223333" })),
        trust({
          Sid: "a",
          ...allow({ AWS: ["arn:aws:iam::111122223333:root", role("x")] }),
          Action: ["sts:AssumeRole"],
        }),
      ),
      "safe",
      [],
    ],
    [
      "loses one that is gone already",
      team(trust(people("x"), allow({ AWS: "AROAABCDEFGHIJKLMNOPQ" })), trust(people("x"))),
      "safe",
      [],
    ],
    [
      "may tag sessions too",
      team(trust(people("x")), trust({ ...people("x"), Action: ["sts:AssumeRole", "sts:TagSession"] })),
      "safe",
      [],
    ],
    [
      "stays, under a boundary",
      team(trust(people("x")), { ...trust(people("x")), permissions_boundary: "b" }),
      "safe",
      [],
    ],
    [
      "is known after apply",
      teamPlan([api, member, untold(changed(trust(people("x")), { name: "a", path: "/", arn: role("a") }))]),
      "safe",
      found,
    ],
    [
      "and that of a role that nothing names",
      teamPlan([api, changed(trust(people("x", "y")), trust(people("x")))]),
      "safe",
      [],
    ],
    [
      "of a cluster admin gets somebody",
      teamPlan([api, member, admin, changed(trust(people("x")), trust(people("x", "y")))]),
      "safe",
      found,
    ],
    [
      "of a row loses somebody",
      teamPlan([
        both,
        keeps(
          "kubernetes_config_map_v1_data.aws_auth",
          awsAuth([{ rolearn: role("a"), username: "a", groups: ["a"] }]),
        ),
        changed(trust(people("x", "y")), trust(people("x"))),
      ]),
      "danger",
      found,
    ],
    [
      "of nodes loses EC2",
      teamPlan([
        api,
        keeps(E, nodeEntry("a")),
        changed(trust(allow({ Service: "ec2.amazonaws.com" })), trust(allow({ Service: "ssm.amazonaws.com" }))),
      ]),
      "danger",
      [...found],
    ],
  ]);

  test("names what goes and not what stays", () => {
    const [one] = findingsOf(reviewed(team(trust(github("repo:a/b:*", "repo:a/c:*")), trust(github("repo:a/b:*")))));
    expect(one?.message).toContain("sub repo:a/c:*`");
    expect(one?.message).not.toContain("repo:a/b");
  });

  test("names who, under which conditions, and how the role comes in", () => {
    const [one] = findingsOf(reviewed(team(trust(github("repo:a/b:*"), people("x")), trust(people("z")))));
    expect(one).toMatchObject({
      code: "trust-changed",
      severity: "danger",
      principal: role("a"),
      before: "group `a`, by access entry",
    });
    expect(one?.message).toBe(
      `role a may no longer be assumed by \`arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\` where \`StringLike token.actions.githubusercontent.com:sub repo:a/b:*\`, role x`,
    );
  });
});

function untold(change: ReturnType<typeof updates>): ReturnType<typeof updates> {
  return { ...change, change: { ...change.change, after_unknown: { assume_role_policy: true } } };
}

describe("an assignment to a permission set", () => {
  const A = "aws_ssoadmin_account_assignment.x";
  const name = "AWSReservedSSO_Ops_0123456789abcdef";
  const arn = `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${name}`;
  const ofSet = keeps(E, entry(name, {}, arn));
  const set = (of: string, id: string) => ({ name: of, arn: `arn:aws:sso:::permissionSet/ssoins-1/${id}` });
  const sets = [
    keeps("data.aws_ssoadmin_permission_set.ops", set("Ops", "ps-1")),
    keeps("aws_ssoadmin_permission_set.dev", set("Dev", "ps-2")),
  ];
  const to = (id: string, account = "111122223333") => ({
    permission_set_arn: `arn:aws:sso:::permissionSet/ssoins-1/${id}`,
    target_id: account,
    target_type: "AWS_ACCOUNT",
    principal_id: "g",
    principal_type: "GROUP",
  });
  const told = [`trust-changed ${A}`];
  checkCases([
    ["goes", teamPlan([api, ofSet, ...sets, deletes(A, to("ps-1"))]), "danger", told],
    ["of another set goes", teamPlan([api, ofSet, ...sets, deletes(A, to("ps-2"))]), "safe", []],
    ["of another account goes", teamPlan([api, ofSet, ...sets, deletes(A, to("ps-1", "444455556666"))]), "safe", []],
    ["of a set that the plan does not tell goes", teamPlan([api, ofSet, deletes(A, to("ps-3"))]), "unknown", told],
    ["comes", teamPlan([api, ofSet, ...sets, creates(A, to("ps-1"))]), "safe", []],
  ]);
});

describe("a binding of a group", () => {
  const B = "kubernetes_cluster_role_binding_v1.x";
  const group = (of: string) => ({ kind: "Group", name: of, api_group: "rbac.authorization.k8s.io", namespace: "" });
  const binding = (name: string, to: string, of = "a") => ({
    metadata: [{ name }],
    role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: to }],
    subject: [group(of)],
  });
  const goes = deletes(`${B}["old"]`, binding("old", "edit"));
  const within = (namespace: string) => {
    const { metadata, ...rest } = binding("n", "edit");
    return { metadata: [{ ...metadata[0], namespace }], ...rest };
  };
  const N = "kubernetes_role_binding_v1.n";
  const gets = (old: string, to: string) =>
    teamPlan([api, member, deletes(`${B}["old"]`, binding("old", old)), creates(`${B}["new"]`, binding("new", to))]);
  const again = [`binding-gained ${B}["new"]`, `binding-removed ${B}["old"]`];
  const lost = [...again].reverse();
  const moved = (to: string) => teamPlan([api, member, replaces(N, [within("shop"), within(to)], "metadata")]);
  checkCases([
    ["gets another name", gets("edit", "edit"), "safe", again],
    ["gets a stronger role", gets("edit", "admin"), "safe", again],
    ["gets a stronger role: view -> edit", gets("view", "edit"), "safe", again],
    ["gets a stronger role: ours -> cluster-admin", gets("ours", "cluster-admin"), "safe", again],
    ["gets a role that nobody can tell to be stronger", gets("ours", "view"), "danger", lost],
    ["gets a weaker role", gets("edit", "view"), "danger", lost],
    [
      "goes, and another gives the same",
      teamPlan([api, member, goes, keeps(`${B}["other"]`, binding("other", "edit"))]),
      "safe",
      [],
    ],
    [
      "goes, and another gives somebody else the same",
      teamPlan([api, member, goes, keeps(`${B}["other"]`, binding("other", "edit", "b"))]),
      "danger",
      [`binding-removed ${B}["old"]`],
    ],
    ["goes to another namespace", moved("till"), "danger", [`binding-removed ${N}`, `binding-gained ${N}`]],
    ["is made anew in its namespace", moved("shop"), "safe", [`binding-removed ${N}`]],
    [
      "of a namespace goes, and one of the cluster stays",
      teamPlan([api, member, deletes(N, within("shop")), keeps(`${B}["other"]`, binding("other", "edit"))]),
      "safe",
      [],
    ],
    [
      "of the cluster goes, and one of a namespace stays",
      teamPlan([api, member, goes, keeps(N, within("shop"))]),
      "danger",
      [`binding-removed ${B}["old"]`],
    ],
  ]);
});
