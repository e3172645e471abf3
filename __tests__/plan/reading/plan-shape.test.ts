import fc from "fast-check";
import { listOf, recordOf } from "../../../lib/plan/reading/json-value";
import { mutated, type Mutation, mutations, type Place, planJson } from "../../support/plans/plan-mutations";
import { planNamed, planNames } from "../../support/plans/plan-fixtures";
import { outcome, saferIn } from "../../support/reviews/plan-outcome";
import { runs } from "../../support/laws/law-runs";

describe("a plan that Terraform would not write", () => {
  const plans = planNames().map((name) => {
    const plan = planJson(name);
    return { name, plan, wrong: mutations(plan), whole: outcome(plan) };
  });

  test("is never judged safer than the plan it came from, and never a fault of ours", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...plans),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (one, where) => {
          const wrong = one.wrong[Math.floor(where * one.wrong.length)];
          if (wrong === undefined) throw new Error("no such mutation");
          expect(saferIn(outcome(mutated(one.plan, wrong)), one.whole)).toEqual([]);
        },
      ),
      { numRuns: runs(1500) },
    );
  });

  test("is not safer either where two things are wrong", () => {
    const pick = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...plans), pick, pick, (one, first, second) => {
        const wrong = [first, second].flatMap((where) => one.wrong[Math.floor(where * one.wrong.length)] ?? []);
        const plan = wrong.reduce<unknown>(mutated, one.plan);
        expect(saferIn(outcome(plan), one.whole)).toEqual([]);
      }),
      { numRuns: runs(500) },
    );
  });

  const leftOut = plans
    .filter(({ whole }) => whole.verdict !== "safe")
    .flatMap((one) =>
      one.wrong
        .filter(({ at, value }) => value === undefined && isOfAccess(one.plan, at))
        .map((wrong) => ({ ...one, wrong })),
    );

  test("nor is it where an attribute is left out of what is there, before or after", () => {
    expect(leftOut.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(fc.constantFrom(...leftOut), ({ plan, wrong, whole }) => {
        expect(saferIn(outcome(mutated(plan, wrong)), whole)).toEqual([]);
      }),
      { numRuns: runs(1600) },
    );
  });

  test("the judge of these tests sees a danger that is not told any more, and takes no answer for none", () => {
    const whole = outcome(planJson(PLAN));
    const silent = { ...whole, dangers: whole.dangers.slice(1) };
    expect(saferIn(silent, whole)).toEqual(whole.dangers.slice(0, 1));
    expect(saferIn({ verdict: "safe", dangers: [], untold: [] }, whole)).toEqual([
      "danger became safe",
      ...whole.dangers,
    ]);
    expect(saferIn({ ...silent, untold: ["access-unknown x"] }, whole)).toEqual([]);
    expect(saferIn(whole, silent)).toEqual([]);
  });

  test.each<[what: string, wrong: Mutation, problem: string]>([
    ["a side that is a text", { at: ["before"], value: "x" }, "before: expected an object or null, got `string`"],
    [
      "a side that is missing",
      { at: ["before"], value: undefined },
      "before: expected an object, as delete has it, got `nothing`",
    ],
    ["a side too many", { at: ["after"], value: {} }, "after: expected null, as delete has it, got `object`"],
    ["no action", { at: ["actions"], value: [] }, "actions: expected a list of texts, got `a list`"],
    [
      "a name that is a number",
      { at: ["before", "metadata", 0, "name"], value: 7 },
      "before.metadata[0].name: expected a text, got `number`",
    ],
    [
      "a name that is left out",
      { at: ["before", "metadata", 0, "name"], value: undefined },
      "before.metadata[0].name: expected the value that the resource has, or null, got `nothing`",
    ],
    [
      "a block that is no list",
      { at: ["before", "metadata"], value: {} },
      "before.metadata: expected a list, got `object`",
    ],
    [
      "rows that are no text",
      { at: ["before", "data", "mapRoles"], value: [] },
      "before.data.mapRoles: expected a text, got `a list`",
    ],
    [
      "a mark that is a number",
      { at: ["before_sensitive"], value: 1 },
      "before_sensitive: expected marks as the value has them, got `number`",
    ],
    [
      "marks of another shape",
      { at: ["before_sensitive"], value: { metadata: {} } },
      "before_sensitive.metadata: expected marks as the value has them, got `object`",
    ],
  ])("is unreadable, with its place: %s", (_, wrong, problem) => {
    const { verdict } = outcome(destroyedWith(wrong));
    const place = DESTROYED.join(".").replace(/\.(\d+)\./, "[$1].");
    expect(verdict.replace(" it is not what Terraform writes,", "")).toBe(`unreadable: ${place}.${problem}`);
  });

  test("a ConfigMap whose name is a sensitive value may be aws-auth: what becomes of it is unknown", () => {
    expect(outcome(planJson(PLAN)).verdict).toBe("danger");
    for (const value of [
      true,
      { metadata: true },
      { metadata: [{ name: true }] },
      { metadata: [{ namespace: true }] },
    ]) {
      expect(outcome(destroyedWith({ at: ["before_sensitive"], value })).verdict).toBe("unknown");
    }
  });
});

const CREATED = "bare-create";

describe("an attribute that is left out of what a plan leaves", () => {
  const changes = planNamed(CREATED).resource_changes ?? [];
  const i = changes.findIndex(({ type }) => type === "aws_eks_access_entry");
  const change: Place = ["resource_changes", i, "change"];
  const without = (name: string): unknown =>
    mutated(planJson(CREATED), { at: [...change, "after", name], value: undefined });

  test("is unreadable, with its place", () => {
    expect(outcome(without("principal_arn")).verdict).toContain(
      `resource_changes[${i}].change.after.principal_arn: it is not what Terraform writes, expected the value that the resource has, or null, got \`nothing\``,
    );
  });

  test("is fine where the plan says that it is not known yet", () => {
    const marks = { ...recordOf(recordOf(changes[i]?.change).after_unknown), principal_arn: true };
    const marked = mutated(without("principal_arn"), { at: [...change, "after_unknown"], value: marks });
    expect(outcome(marked).verdict).not.toMatch(/^unreadable/);
  });
});

describe("what Terraform does write", () => {
  /** What is before a change stands in the state too, which is left out here. */
  const stateless = (plan: unknown): unknown => mutated(plan, { at: ["prior_state"], value: undefined });

  test.each(planNames())("%s is read", (name) => {
    expect(outcome(planJson(name)).verdict).not.toMatch(/^unreadable/);
  });

  test.each<[what: string, fine: Mutation]>([
    ["a null attribute", { at: ["before", "data"], value: null }],
    ["marks that say nothing", { at: ["before_sensitive"], value: false }],
    ["marks of everything", { at: ["before_sensitive"], value: true }],
    ["what is sensitive in another shape, as some tools show it", { at: ["before_sensitive", "data"], value: true }],
  ])("%s is no other shape", (_, fine) => {
    const hidden = mutated(destroyedWith({ at: ["before", "data"], value: "hidden" }), {
      at: [...DESTROYED, "before_sensitive", "data"],
      value: true,
    });
    expect(outcome(hidden).verdict).not.toMatch(/^unreadable/);
    expect(outcome(stateless(destroyedWith(fine))).verdict).not.toMatch(/^unreadable/);
  });

  test("a ConfigMap that is not aws-auth is none, whatever of it is sensitive", () => {
    const other = destroyedWith({ at: ["before", "metadata", 0, "name"], value: "settings" });
    const data = mutated(other, { at: [...DESTROYED, "before_sensitive"], value: { data: true } });
    expect(outcome(stateless(data)).verdict).toBe("safe");
  });
});

/** Whether a place is in the attributes of what says who may reach a cluster. */
function isOfAccess(plan: unknown, [list, i, change, side]: Place): boolean {
  const types = /^(aws_eks_access|kubernetes_(config_map|manifest)|aws_eks_cluster$)/;
  const [of] = [plan].flatMap((one) => listOf(recordOf(one)[String(list)]).slice(Number(i), Number(i) + 1));
  return change === "change" && (side === "before" || side === "after") && types.test(String(recordOf(of).type));
}

const PLAN = "bare-config-map-destroyed";
/** Where aws-auth is destroyed in it. */
const DESTROYED: Place = [
  "resource_changes",
  (planNamed(PLAN).resource_changes ?? []).findIndex(({ address }) => address === "kubernetes_config_map.aws_auth"),
  "change",
];

function destroyedWith({ at, value }: Mutation): unknown {
  return mutated(planJson(PLAN), { at: [...DESTROYED, ...at], value });
}
