import type { Rbac } from "../../lib/access/rbac/rbac";
import type { PlannedStack } from "../../lib/plan/planned-stack";
import { understandPlan } from "../../lib/plan/understand-plan";
import { comparedCluster } from "../../lib/rules/compared/compared-cluster";
import { reviewStack } from "../../lib/rules/judge";
import { expectedPlans } from "../support/reviews/expected-plans";
import { findingsOf } from "../support/reviews/review-clusters";

const NOBODY: Rbac = { roles: [], bindings: [], missing: [] };

/** A dump in which each of these groups has a role that no other has. */
function eachBound(groups: readonly string[]): Rbac {
  return {
    roles: groups.map((name) => ({
      kind: "ClusterRole",
      name,
      rules: [{ verbs: ["get"], apiGroups: [name], resources: ["x"], resourceNames: [], nonResourceURLs: [] }],
    })),
    bindings: groups.map((name) => ({
      name,
      role: { kind: "ClusterRole", name },
      subjects: [{ kind: "Group", name }],
    })),
    missing: [],
  };
}

/** Groups that anybody has on either side of a plan. */
function groupsOf(stack: PlannedStack): string[] {
  const sides = stack.clusters.flatMap((cluster) =>
    comparedCluster(stack, cluster).everybody.flatMap(({ before, after }) => [before, after]),
  );
  return [...new Set(sides.flatMap((access) => (access.verdict === "authenticated" ? access.groups : [])))];
}

const REVIEWED = expectedPlans((file) => jest.requireActual<object>(file)).map(({ what, plan, file }) => {
  const stack = understandPlan(plan, "plan.json");
  const by = (rbac?: Rbac) => {
    const review = reviewStack(stack, { files: file === undefined ? [] : [file], today: "2026-11-22", rbac });
    const dangers = findingsOf(review).filter(({ severity }) => severity === "danger");
    return { verdict: review.verdict, dangers: dangers.map(({ code }) => code) };
  };
  return { what, alone: by(), bound: by(eachBound(groupsOf(stack))), unbound: by(NOBODY) };
});

/** Plans with another verdict than without a dump, and what was dangerous in them. */
function changed(beside: "bound" | "unbound") {
  return REVIEWED.filter((one) => one[beside].verdict !== one.alone.verdict).map(({ what, alone, ...one }) => ({
    what,
    dangers: alone.dangers.filter((code) => !one[beside].dangers.includes(code)),
    verdict: one[beside].verdict,
  }));
}

describe("every plan whose verdict is expected, beside a dump of RBAC", () => {
  test("in which each group has a role of its own: usernames that nothing names may change, and no more", () => {
    expect(changed("bound").length).toBeGreaterThan(0);
    for (const one of changed("bound")) {
      expect(one).toEqual({ what: one.what, dangers: ["username-changed"], verdict: "safe" });
    }
  });

  test("in which nobody is bound: groups may go too, and what policies, admins and nodes have may not", () => {
    expect(changed("unbound").length).toBeGreaterThan(changed("bound").length);
    for (const { dangers, verdict } of changed("unbound")) {
      expect(verdict).toBe("safe");
      expect(["username-changed", "access-lost", "entry-weaker"]).toEqual(expect.arrayContaining(dangers));
    }
  });

  test("is not safe by a dump where it is dangerous to nodes, by a mode, or by what goes as a whole", () => {
    const fixed = ["node-access-lost", "admin-lost", "config-map-lost", "cluster-destroyed", "mode-skipped"];
    const touched = REVIEWED.filter(({ alone }) => alone.dangers.some((code) => fixed.includes(code)));
    expect(touched.length).toBeGreaterThan(20);
    for (const { alone, bound, unbound } of touched) {
      expect([bound.verdict, unbound.verdict]).toEqual([alone.verdict, alone.verdict]);
    }
  });
});
