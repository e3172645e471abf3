import fc from "fast-check";
import { compareAccess } from "../../lib/access/effective/comparison";
import type { PlannedCluster } from "../../lib/plan/cluster/planned-cluster";
import type { TerraformPlan } from "../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../lib/plan/understand-plan";
import { planNamed, planNames } from "../support/plans/plan-fixtures";
import { nested, renamed, reordered } from "../support/plans/plan-transformations";
import { runs } from "../support/laws/law-runs";

const NAMES = planNames();
/** Guards and their marker are found by their addresses in the root module: they stand nowhere else. */
const OF_ANY_TEAM = NAMES.filter((name) => /^(bare|legacy|module|nested)-/.test(name));

/** All that a verdict rests on, without an address. */
function substance(plan: TerraformPlan): unknown {
  return understandPlan(plan, "plan").clusters.map(judged);
}

function judged({ name, mode, access, awsAuth, changes, entries, nodes, principals, stale }: PlannedCluster): unknown {
  const compared = compareAccess(access.before.state, access.after.state);
  const people = (["lost", "gained", "changed", "unknown"] as const).map((what) =>
    compared[what].map(({ principal, rights }) => ({ principal, rights })),
  );
  return {
    name,
    mode,
    people,
    equal: compared.equal,
    awsAuth,
    exists: [access.before.exists, access.after.exists],
    unknowns: [access.before, access.after].map(({ unknowns }) =>
      unknowns.map(({ about, why, attribute, principal }) => ({ about, why, attribute, principal })),
    ),
    changes: changes.map(({ type, action, replacePaths, sensitive }) => ({ type, action, replacePaths, sensitive })),
    entries: entries.map(({ before, after, callerDerived }) => [before?.principal, after?.principal, callerDerived]),
    nodes: nodes.map(({ kind, role }) => ({ kind, role })),
    principals: principals.map(({ arn }) => arn),
    stale: stale.length,
  };
}

describe("a plan's understanding", () => {
  test("does not depend on the order of anything", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.infiniteStream(fc.nat()), (name, numbers) => {
        const plan = planNamed(name);
        const order = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => ({ one, by: numbers.next().value }))
            .sort((a, b) => a.by - b.by)
            .map(({ one }) => one);
        expect(understandPlan(reordered(plan, order), "plan")).toEqual(understandPlan(plan, "plan"));
      }),
      { numRuns: runs(15) },
    );
  });

  test.each(OF_ANY_TEAM)("%s: does not depend on the module around it", (name) => {
    const plan = planNamed(name);
    expect(substance(nested(plan))).toEqual(substance(plan));
    expect(substance(nested(nested(plan)))).toEqual(substance(plan));
  });

  test.each(OF_ANY_TEAM)("%s: does not depend on the names of resources", (name) => {
    const plan = planNamed(name);
    expect(substance(renamed(plan))).toEqual(substance(plan));
  });
});
