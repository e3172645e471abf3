import { understandPlan } from "../../../../lib/plan/understand-plan";
import { rulesLost } from "../../../../lib/rules/compared/rights/rules-lost";
import type { RbacRule } from "../../../../lib/access/rbac/rbac";
import { reviewStack } from "../../../../lib/rules/judge";
import { creates, deletes, entry, forgets, keeps, teamPlan, updates } from "../../../support/plans/case-plans";
import { api, checkCases } from "../../../support/reviews/case-reviews";
import { binding } from "../../../support/reviews/review-plans";
import { findingsOf, reviewed } from "../../../support/reviews/review-clusters";

const R = "kubernetes_cluster_role_v1.edit";
const B = "kubernetes_cluster_role_binding_v1.developers";
const member = keeps("aws_eks_access_entry.dev", entry("dev", { kubernetes_groups: ["developers"] }));
const bound = keeps(B, binding(["developers"]));

interface Rule {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  readonly resource_names?: readonly string[];
}

const reads: Rule = { verbs: ["get", "list"], resources: ["pods"] };
const execs: Rule = { verbs: ["create"], resources: ["pods/exec"] };

function role(...rules: readonly Rule[]) {
  const blocks = rules.map((rule) => ({ api_groups: [""], resource_names: null, non_resource_urls: null, ...rule }));
  return { metadata: [{ name: "edit", namespace: null }], aggregation_rule: [], rule: blocks };
}

/** The same as a manifest. */
function manifest(...rules: readonly Rule[]) {
  const told = rules.map(({ verbs, resources }) => ({ apiGroups: [""], verbs, resources }));
  return {
    manifest: {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "edit" },
      rules: told,
    },
  };
}

describe("rules of a role that somebody is bound to", () => {
  checkCases([
    [
      "a rule goes",
      teamPlan([api, member, bound, updates(R, role(reads, execs), role(reads))]),
      "danger",
      [`role-rules-removed ${R}`],
    ],
    [
      "a verb goes",
      teamPlan([api, member, bound, updates(R, role(reads), role({ ...reads, verbs: ["get"] }))]),
      "danger",
      [`role-rules-removed ${R}`],
    ],
    [
      "the role goes, and its binding stays",
      teamPlan([api, member, bound, deletes(R, role(reads))]),
      "danger",
      [`role-rules-removed ${R}`],
    ],
    [
      "a name stands before what was for all",
      teamPlan([api, member, bound, updates(R, role(reads), role({ ...reads, resource_names: ["web"] }))]),
      "danger",
      [`role-rules-removed ${R}`],
    ],
    [
      "a manifest loses a rule",
      teamPlan([api, member, bound, updates("kubernetes_manifest.edit", manifest(reads, execs), manifest(reads))]),
      "danger",
      ["role-rules-removed kubernetes_manifest.edit"],
    ],
    ["a rule comes", teamPlan([api, member, bound, updates(R, role(reads), role(reads, execs))]), "safe", []],
    [
      "rules are put in another order",
      teamPlan([api, member, bound, updates(R, role(reads, execs), role(execs, reads))]),
      "safe",
      [],
    ],
    [
      "a star takes their place",
      teamPlan([api, member, bound, updates(R, role(reads, execs), role({ verbs: ["*"], resources: ["*"] }))]),
      "safe",
      [],
    ],
    ["Terraform lets go of the role", teamPlan([api, member, bound, forgets(R, role(reads))]), "safe", []],
    [
      "the role is made elsewhere in the same plan",
      teamPlan([api, member, bound, deletes(R, role(reads)), creates("kubernetes_cluster_role_v1.other", role(reads))]),
      "safe",
      [],
    ],
    ["nobody is bound to it", teamPlan([api, member, updates(R, role(reads, execs), role(reads))]), "safe", []],
    [
      "nobody reaches the cluster by the group",
      teamPlan([api, bound, updates(R, role(reads, execs), role(reads))]),
      "safe",
      [],
    ],
    [
      "it is put together from others",
      teamPlan([api, member, bound, updates(R, role(reads), { ...role(), aggregation_rule: [{}] })]),
      "safe",
      [],
    ],
  ]);

  test("names what goes, and who had it", () => {
    const plan = teamPlan([api, member, bound, updates(R, role(reads, execs), role({ ...reads, verbs: ["get"] }))]);
    expect(findingsOf(reviewed(plan)).map(({ message }) => message)).toEqual([
      "`ClusterRole edit` no longer gives `list pods`, `create pods/exec`, which role dev may do by it",
    ]);
  });

  test("a dump tells who is bound", () => {
    const plan = teamPlan([api, member, updates(R, role(reads, execs), role(reads))]);
    const ref = { kind: "ClusterRole", name: "edit" } as const;
    const subjects = [{ kind: "Group", name: "developers" }] as const;
    const rbac = { roles: [], bindings: [{ name: "developers", role: ref, subjects }], missing: [] };
    const review = reviewStack(understandPlan(plan, "plan.json"), { files: [], today: "2026-11-22", rbac });
    expect(findingsOf(review).map(({ code, path }) => `${code} ${path}`)).toEqual([`role-rules-removed ${R}`]);
  });
});

describe(rulesLost, () => {
  const rule = (rest: Partial<RbacRule>): RbacRule => ({
    verbs: ["get"],
    apiGroups: [""],
    resources: ["pods"],
    resourceNames: [],
    nonResourceURLs: [],
    ...rest,
  });

  test.each<readonly [string, Partial<RbacRule>, Partial<RbacRule>, readonly string[]]>([
    ["the same", {}, {}, []],
    ["a star for a verb", {}, { verbs: ["*"] }, []],
    ["a verb for a star", { verbs: ["*"] }, {}, ["* pods"]],
    ["another group", { apiGroups: ["apps"] }, {}, ["get apps/pods"]],
    ["a subresource of everything", { resources: ["pods/log"] }, { resources: ["*/log"] }, []],
    ["a resource is not its subresource", { resources: ["pods/log"] }, {}, ["get pods/log"]],
    ["a name within all", { resourceNames: ["a"] }, {}, []],
    ["one name of two", { resourceNames: ["a", "b"] }, { resourceNames: ["b"] }, ["get pods a"]],
    ["a URL below a star", url("/healthz/ready"), url("/healthz/*"), []],
    ["a URL beside a star", url("/metrics"), url("/healthz/*"), ["get /metrics"]],
  ])("%s", (...[, before, after, lost]) => {
    expect(rulesLost([rule(before)], [rule(after)])).toEqual(lost);
  });

  function url(path: string): Partial<RbacRule> {
    return { resources: [], apiGroups: [], nonResourceURLs: [path] };
  }
});
