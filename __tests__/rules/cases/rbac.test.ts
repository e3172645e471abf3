import type { Rbac, RbacBinding, RbacKind, RbacRole, RbacRule } from "../../../lib/access/rbac/rbac";
import { understandPlan } from "../../../lib/plan/understand-plan";
import type { ResourceChange, TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { reviewStack } from "../../../lib/rules/judge";
import {
  adminRow,
  awsAuth,
  creates,
  deletes,
  devRow,
  entry,
  keeps,
  policy,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { api, both } from "../../support/reviews/case-reviews";
import { binding } from "../../support/reviews/review-plans";
import { findingsOf } from "../../support/reviews/review-clusters";

type Subject = readonly [kind: "Group" | "User", name: string];

/** A dump of bindings of ClusterRoles; kinds of which the dump has nothing. */
function dump(bindings: readonly RbacBinding[], missing: readonly RbacKind[] = []): Rbac {
  return { roles: [], bindings, missing };
}

function bound(name: string, [kind, subject]: Subject, namespace?: string): RbacBinding {
  const where = namespace === undefined ? {} : { namespace };
  return {
    name: `${name}-${subject}`,
    ...where,
    role: { kind: "ClusterRole", name },
    subjects: [{ kind, name: subject }],
  };
}

const developers: Subject = ["Group", "developers"];
const team: Subject = ["Group", "team"];

function judged(plan: TerraformPlan, rbac?: Rbac) {
  const review = reviewStack(understandPlan(plan, "plan.json"), { files: [], today: "2026-11-22", rbac });
  const found = findingsOf(review).map(({ code, severity }) => `${code} ${severity}`);
  return { verdict: review.verdict, found, messages: findingsOf(review).map(({ message }) => message), review };
}

const E = "aws_eks_access_entry.dev";
const from = (groups: readonly string[], username = "dev") =>
  entry("dev", { kubernetes_groups: groups, user_name: username });
const groupChanged = teamPlan([api, updates(E, from(["developers"]), from(["team"]))]);
const groupDropped = teamPlan([api, updates(E, from(["developers", "team"]), from(["team"]))]);
const renamed = teamPlan([api, updates(E, from(["developers"], "dev"), from(["developers"], "dev:{{SessionName}}"))]);

describe("a group that is lost, beside --rbac", () => {
  test.each([
    ["no dump: nobody knows what it gives", undefined, "danger"],
    ["nothing is bound to it", dump([bound("view", team)]), "safe"],
    ["a role is bound to it", dump([bound("edit", developers)]), "danger"],
    ["the same role is bound to the group that stays", dump([bound("edit", developers), bound("edit", team)]), "safe"],
    ["another role is bound to the group that stays", dump([bound("edit", developers), bound("view", team)]), "danger"],
    ["in one namespace instead of all", dump([bound("edit", developers), bound("edit", team, "shop")]), "danger"],
    ["in all namespaces instead of one", dump([bound("edit", developers, "shop"), bound("edit", team)]), "safe"],
    ["in another namespace", dump([bound("edit", developers, "shop"), bound("edit", team, "pay")]), "danger"],
    ["the same role by the username", dump([bound("edit", developers), bound("edit", ["User", "dev"])]), "safe"],
    [
      "the same role by everybody",
      dump([bound("edit", developers), bound("edit", ["Group", "system:authenticated"])]),
      "safe",
    ],
    ["the dump has no role bindings at all", dump([bound("view", team)], ["RoleBinding"]), "danger"],
    ["a user of the group's name is no group", dump([bound("edit", ["User", "developers"])]), "safe"],
  ])("%s", (_, rbac, verdict) => {
    expect([judged(groupDropped, rbac).verdict, judged(groupChanged, rbac).verdict]).toEqual([verdict, verdict]);
    expect(judged(groupDropped, rbac).found.includes("access-lost danger")).toBe(verdict === "danger");
  });

  test("all access is lost, whatever the groups give", () => {
    const gone = teamPlan([api, deletes(E, from(["developers"]))]);
    expect(judged(gone, dump([])).found).toContain("access-lost danger");
  });

  test.each([
    ["system:monitoring", "danger"],
    ["monitoring", "safe"],
  ])("groups of system: mean more than their bindings: %s", (group, verdict) => {
    const rows = (...groups: string[]) => awsAuth([{ ...devRow, groups }]);
    const changed = updates("kubernetes_config_map_v1_data.aws_auth", rows(group, "team"), rows("team"));
    expect(judged(teamPlan([both, changed]), dump([])).verdict).toBe(verdict);
  });

  test("a policy that goes is lost, whatever the groups give", () => {
    const gone = teamPlan([
      api,
      deletes("aws_eks_access_policy_association.dev", policy("dev", "AmazonEKSViewPolicy")),
    ]);
    expect(judged(gone, dump([])).verdict).toBe(judged(gone).verdict);
  });

  test("whoever moves to a group of the same role keeps the same rights in another way", () => {
    const [cluster] = judged(groupChanged, dump([bound("edit", developers), bound("edit", team)])).review.clusters;
    expect(cluster?.people.map(({ effect }) => effect)).not.toContain("loses");
  });
});

describe("a group whose rights an access policy gives, beside --rbac", () => {
  const rule = (verbs: readonly string[], resources: readonly string[], more: Partial<RbacRule> = {}): RbacRule => ({
    verbs,
    apiGroups: [""],
    resources,
    resourceNames: [],
    nonResourceURLs: [],
    ...more,
  });
  const showing = (rules: RbacRole["rules"] | undefined, binding: RbacBinding): Rbac => ({
    roles: rules === undefined ? [] : [{ kind: "ClusterRole", name: binding.role.name, rules }],
    bindings: [binding],
    missing: [],
  });
  const toPolicy = (name: string, namespaces?: readonly string[]) =>
    teamPlan([
      api,
      updates(E, from(["developers"]), from([])),
      creates("aws_eks_access_policy_association.dev", policy("dev", name, namespaces)),
    ]);
  const wide = bound("reader", developers);
  const narrow = bound("reader", developers, "shop");
  const read = ["get", "list", "watch"];

  test.each<readonly [string, TerraformPlan, Rbac, "safe" | "danger"]>([
    ["reads pods", toPolicy("AmazonEKSViewPolicy"), showing([rule(read, ["pods", "pods/log"])], wide), "safe"],
    ["reads secrets too", toPolicy("AmazonEKSViewPolicy"), showing([rule(read, ["secrets"])], wide), "danger"],
    ["reads secrets, and edits now", toPolicy("AmazonEKSEditPolicy"), showing([rule(read, ["secrets"])], wide), "safe"],
    ["reads custom resources", toPolicy("AmazonEKSAdminPolicy"), showing([rule(read, ["*"])], wide), "danger"],
    [
      "may do everything, and is admin now",
      toPolicy("AmazonEKSClusterAdminPolicy"),
      showing([rule(["*"], ["*"])], wide),
      "safe",
    ],
    [
      "reads /metrics",
      toPolicy("AmazonEKSViewPolicy"),
      showing([rule(["get"], [], { nonResourceURLs: ["/metrics"] })], wide),
      "danger",
    ],
    [
      "in the same namespace",
      toPolicy("AmazonEKSViewPolicy", ["shop"]),
      showing([rule(read, ["pods"])], narrow),
      "safe",
    ],
    [
      "in another namespace",
      toPolicy("AmazonEKSViewPolicy", ["pay"]),
      showing([rule(read, ["pods"])], narrow),
      "danger",
    ],
    [
      "in one namespace instead of all",
      toPolicy("AmazonEKSViewPolicy", ["shop"]),
      showing([rule(read, ["pods"])], wide),
      "danger",
    ],
    ["rules that the dump does not show", toPolicy("AmazonEKSAdminPolicy"), showing(undefined, wide), "danger"],
    ["rules that are put together elsewhere", toPolicy("AmazonEKSAdminPolicy"), showing("unresolved", wide), "danger"],
  ])("%s", (...[, plan, rbac, verdict]) => {
    expect(judged(plan, rbac).verdict).toBe(verdict);
    expect(judged(plan).verdict).toBe(
      verdict === "safe" && judged(plan, rbac).found.includes("admin-gained warning") ? "safe" : "danger",
    );
  });
});

describe("a group that is gained, beside --rbac", () => {
  test("says which role it gives, and by which binding", () => {
    const { messages } = judged(groupChanged, dump([bound("edit", team), bound("edit", developers)]));
    expect(messages).toContain("role dev gains group team (ClusterRole edit, by ClusterRoleBinding edit-team)");
    expect(judged(groupChanged).messages).toContain("role dev gains group team");
  });
});

describe("a username that changes, beside --rbac", () => {
  test.each([
    ["no dump", undefined, "danger"],
    ["no role is bound to the old one", dump([bound("edit", developers)]), "warning"],
    ["a role is bound to the old one", dump([bound("edit", ["User", "dev"])]), "danger"],
    ["a role of another user", dump([bound("edit", ["User", "develop"])]), "warning"],
    ["and to a group that stays", dump([bound("edit", ["User", "dev"]), bound("edit", developers)]), "warning"],
    ["bindings of a kind are missing", dump([bound("edit", developers)], ["ClusterRoleBinding"]), "danger"],
  ])("%s", (_, rbac, severity) => {
    expect(judged(renamed, rbac).found).toContain(`username-changed ${severity}`);
    expect(judged(renamed, rbac).verdict).toBe(severity === "danger" ? "danger" : "safe");
  });

  test("a placeholder of the old one may be the user that a binding names", () => {
    const back = teamPlan([api, updates(E, from([], "dev:{{SessionName}}"), from([], "dev"))]);
    expect(judged(back, dump([bound("edit", ["User", "dev:alice"])])).found).toContain("username-changed danger");
    expect(judged(back, dump([bound("edit", ["User", "ops:alice"])])).found).toContain("username-changed warning");
  });
});

describe("an entry without groups, beside --rbac", () => {
  const made = teamPlan([api, creates(E, from([], "dev"))]);

  test.each([
    ["no dump", undefined, true],
    ["its username is bound", dump([bound("edit", ["User", "dev"])]), false],
    ["its username is not bound", dump([bound("edit", ["User", "ops"])]), true],
  ])("%s", (_, rbac, isFound) => {
    expect(judged(made, rbac).found.includes("entry-without-rights warning")).toBe(isFound);
  });
});

describe("a binding that goes, beside --rbac", () => {
  const B = "kubernetes_cluster_role_binding_v1.developers";
  const kept = { ...api };
  const member = updates(E, from(["developers"]), { ...from(["developers"]), tags: { team: "a" } });
  const gone = teamPlan([kept, member, deletes(B, binding(["developers"]))]);

  test.each([
    ["no dump", undefined, "danger"],
    ["it is the only one of its role", dump([bound("edit", developers)]), "danger"],
    [
      "another binds the same role to the group",
      dump([bound("edit", developers), { ...bound("edit", developers), name: "again" }]),
      "safe",
    ],
    [
      "another binds it in one namespace alone",
      dump([bound("edit", developers), bound("edit", developers, "shop")]),
      "danger",
    ],
  ])("%s", (_, rbac, verdict) => {
    expect(judged(gone, rbac).verdict).toBe(verdict);
    expect(judged(gone, rbac).found.includes("binding-removed danger")).toBe(verdict === "danger");
  });
});

describe("the gap of an admin who moves from a row to an entry, beside --rbac", () => {
  const rows = keeps("kubernetes_config_map_v1_data.aws_auth", awsAuth([adminRow]));
  const made = [
    creates("aws_eks_access_entry.ops", entry("ops", { kubernetes_groups: ["admins"], user_name: "ops" })),
    creates("aws_eks_access_policy_association.ops", policy("ops", "AmazonEKSClusterAdminPolicy")),
  ];
  const B = "kubernetes_cluster_role_binding_v1.";
  const admins = binding(["admins"]);
  const live = dump([bound("cluster-admin", ["Group", "admins"])]);
  const gaps = (rbac: Rbac, ...changes: readonly ResourceChange[]): number =>
    judged(teamPlan([both, rows, ...made, ...changes]), rbac).found.filter((one) => one.startsWith("gap-remains"))
      .length;

  test("is closed by a group of the entry that is bound to cluster-admin and stays so", () => {
    expect(gaps(live)).toBe(0);
    expect(gaps(dump([]))).toBe(1);
    expect(gaps(live, keeps(`${B}others`, binding(["others"])))).toBe(0);
    expect(gaps(live, deletes(`${B}admins`, admins), keeps(`${B}others`, binding(["others"])))).toBe(1);
  });
});
