import fc from "fast-check";
import { readPlan } from "../../../lib/plan/reading/read-plan";
import { VERDICTS } from "../../../lib/rules/review/verdict";
import { mutated, type Mutation, mutations, type Place, planJson } from "../../support/plan-mutations";
import { planNamed, planNames } from "../../support/plan-fixtures";
import { findingsOf, reviewed } from "../../support/review-clusters";
import { runs } from "../../support/law-runs";

/** What a run of review comes to; unreadable ends with 2. */
function outcome(plan: unknown): { readonly verdict: string; readonly isSafer: (than: string) => boolean } {
  const read = readPlan(Buffer.from(JSON.stringify(plan)));
  if (read.kind !== "plan")
    return { verdict: `unreadable: ${"problem" in read ? read.problem : ""}`, isSafer: () => false };
  const review = reviewed(read.plan);
  const rank = (verdict: string): number => VERDICTS.findIndex((one) => one === verdict);
  const tellsLess = findingsOf(review).some(({ isUnknown, accepted }) => isUnknown === true && accepted === undefined);
  return {
    verdict: review.verdict,
    // Not known is no answer, and fails as danger does.
    isSafer: (than) => rank(review.verdict) > rank(than) && !tellsLess,
  };
}

describe("a plan that Terraform would not write", () => {
  const plans = planNames().map((name) => {
    const plan = planJson(name);
    return { name, plan, wrong: mutations(plan), verdict: outcome(plan).verdict };
  });

  test("is never judged safer than the plan it came from, and never a fault of ours", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...plans),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (one, where) => {
          const wrong = one.wrong[Math.floor(where * one.wrong.length)];
          if (wrong === undefined) throw new Error("no such mutation");
          const found = outcome(mutated(one.plan, wrong));
          expect({ verdict: found.verdict, isSafer: found.isSafer(one.verdict) }).toMatchObject({ isSafer: false });
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
        expect(outcome(plan).isSafer(one.verdict)).toBe(false);
      }),
      { numRuns: runs(500) },
    );
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

describe("what Terraform does write", () => {
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
    expect(outcome(destroyedWith(fine)).verdict).not.toMatch(/^unreadable/);
  });

  test("a ConfigMap that is not aws-auth is none, whatever of it is sensitive", () => {
    const other = destroyedWith({ at: ["before", "metadata", 0, "name"], value: "settings" });
    const data = mutated(other, { at: [...DESTROYED, "before_sensitive"], value: { data: true } });
    expect(outcome(data).verdict).toBe("safe");
  });
});

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
