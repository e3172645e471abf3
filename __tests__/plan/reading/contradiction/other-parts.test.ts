import fc from "fast-check";
import { isRecord, listOf, recordOf } from "../../../../lib/plan/reading/json-value";
import { TYPES_OF_INTEREST } from "../../../../lib/plan/reading/resource-types";
import { runs } from "../../../support/laws/law-runs";
import { planNames } from "../../../support/plans/plan-fixtures";
import { mutated, type Place, planJson } from "../../../support/plans/plan-mutations";
import { outcome, saferIn } from "../../../support/reviews/plan-outcome";

type Json = Readonly<Record<string, unknown>>;
/** One that nothing changes, one in which the ConfigMap goes, one in which an entry's groups change. */
const [AGAIN, GONE] = ["bare-again", "bare-config-map-destroyed"];

const changesOf = (plan: unknown): readonly Json[] => listOf(recordOf(plan).resource_changes).map(recordOf);
const at = (plan: unknown, address: string): number => changesOf(plan).findIndex((one) => one.address === address);
function side(plan: unknown, address: string, [name = "", ...rest]: Place): Place {
  return ["resource_changes", at(plan, address), "change", name, ...rest];
}

/** The plan with `planned_values` as Terraform writes them beside these changes. */
function withPlanned(plan: unknown): unknown {
  const resources = changesOf(plan).flatMap(({ change, address, mode, type, name, index, deposed }) => {
    const { after, after_sensitive: marks } = recordOf(change);
    if (!isRecord(after) || mode !== "managed" || deposed !== undefined) return [];
    return [{ address, mode, type, name, index, values: after, sensitive_values: marks }];
  });
  return { ...recordOf(plan), planned_values: { root_module: { resources: JSON.parse(JSON.stringify(resources)) } } };
}

/** Texts in what is before the changes of a plan, outside of what is sensitive. */
function* texts(node: unknown, place: Place): Generator<Place> {
  if (typeof node === "string") yield place;
  else if (Array.isArray(node)) for (const [i, one] of node.entries()) yield* texts(one, [...place, i]);
  else if (isRecord(node)) for (const [name, one] of Object.entries(node)) yield* texts(one, [...place, name]);
}

const ADMIN = "aws_eks_access_entry.admin";
const ROWS = "kubernetes_config_map.aws_auth";

describe("a change that another part of its plan contradicts", () => {
  const plan = planJson(AGAIN);
  const problem = (one: unknown): string =>
    outcome(one).verdict.replace("unreadable: ", "").replace(" it is not what Terraform writes,", "");

  test("is unreadable where what is before it is not what the state has", () => {
    const i = at(plan, ADMIN);
    const lied = ["before", "after"].reduce<unknown>(
      (one, name) =>
        mutated(one, { at: side(plan, ADMIN, [name, "principal_arn"]), value: "arn:aws:iam::111122223333:role/x" }),
      plan,
    );
    expect(problem(lied)).toBe(
      `resource_changes[${i}].change.before.principal_arn: expected the value of prior_state, got \`string\``,
    );
    const gone = planJson(GONE);
    const fewer = mutated(gone, { at: side(gone, ROWS, ["before", "data", "mapRoles"]), value: "" });
    expect(problem(fewer)).toBe(
      `resource_changes[${at(gone, ROWS)}].change.before.data.mapRoles: expected the value of prior_state, got \`string\``,
    );
  });

  test("is read where what goes differs from the state by what happened outside Terraform", () => {
    const gone = planJson(GONE);
    const old = mutated(gone, { at: side(gone, ROWS, ["before", "data", "mapRoles"]), value: "[]\n" });
    const change = recordOf(changesOf(gone)[at(gone, ROWS)]);
    const [was, is] = [old, gone].map((one) => recordOf(recordOf(changesOf(one)[at(gone, ROWS)]).change).before);
    const drift = { ...change, action_reason: undefined, change: { actions: ["update"], before: was, after: is } };
    const told: unknown = JSON.parse(JSON.stringify({ ...recordOf(old), resource_drift: [drift] }));
    expect(problem(told)).not.toMatch(/expected the value of prior_state/);
    const other = { ...drift, change: { ...drift.change, after: { ...recordOf(is), data: {} } } };
    const untrue: unknown = JSON.parse(JSON.stringify({ ...recordOf(old), resource_drift: [other] }));
    expect(problem(untrue)).toMatch(/expected the value of prior_state/);
  });

  test("is unreadable where planned_values have another value after it, or nothing", () => {
    const planned = withPlanned(plan);
    expect(problem(planned)).toBe(outcome(plan).verdict);
    const resources = listOf(recordOf(recordOf(recordOf(planned).planned_values).root_module).resources).map(recordOf);
    const i = resources.findIndex(({ address }) => address === ADMIN);
    const place: Place = ["planned_values", "root_module", "resources"];
    const groups = mutated(planned, { at: [...place, i, "values", "kubernetes_groups"], value: ["viewers"] });
    expect(problem(groups)).toBe(
      `resource_changes[${at(plan, ADMIN)}].change.after.kubernetes_groups: expected the value of planned_values, got \`a list\``,
    );
    const without = mutated(planned, { at: place, value: resources.filter((_, k) => k !== i) });
    expect(problem(without)).toBe(
      `resource_changes[${at(plan, ADMIN)}].change.after: expected null: planned_values has no such resource, got \`object\``,
    );
  });

  test("is read where planned_values name no resource at all, as in a plan that was cut down to its changes", () => {
    const cut = { ...recordOf(plan), planned_values: { root_module: {} } };
    expect(outcome(cut)).toEqual(outcome(plan));
  });

  test("is unreadable where the state calls a resource otherwise than its address", () => {
    const place: Place = ["prior_state", "values", "root_module", "resources", 0];
    expect(problem(mutated(plan, { at: [...place, "type"], value: "aws_iam_policy" }))).toMatch(
      /^prior_state\.values\.root_module\.resources\[0\]\.address: expected the address of this mode, type, name and index/,
    );
  });

  test.each([
    ["what is sensitive", { at: [...side(plan, ROWS, ["before", "data"])], value: { mapRoles: "(hidden)" } }, true],
    ["nothing in other words", { at: [...side(plan, ADMIN, ["before", "tags"])], value: {} }, false],
  ])("is read where the two parts differ in %s alone", (_, { at: place, value }, isSensitive) => {
    const both = (one: unknown): unknown =>
      [place, place.map((step) => (step === "before" ? "after" : step))].reduce<unknown>(
        (so, where) => mutated(so, { at: where, value }),
        one,
      );
    const marked = ["before_sensitive", "after_sensitive"].reduce<unknown>(
      (one, name) => (isSensitive ? mutated(one, { at: side(plan, ROWS, [name, "data"]), value: true }) : one),
      both(plan),
    );
    expect(problem(marked)).not.toMatch(/expected the value of prior_state/);
  });

  const lies = planNames().flatMap((name) => {
    const whole = planJson(name);
    return changesOf(whole).flatMap(({ type, mode, address, change }, i) => {
      if (mode !== "managed" || typeof type !== "string" || !TYPES_OF_INTEREST.has(type)) return [];
      const { before } = recordOf(change);
      const base: Place = ["resource_changes", i, "change", "before"];
      return [...texts(before, base)].map((place) => ({ name, whole, place, address }));
    });
  });

  test("is never safer where a text before it says something else", () => {
    expect(lies.length).toBeGreaterThan(2000);
    fc.assert(
      fc.property(fc.constantFrom(...lies), fc.constantFrom("", "byebye"), ({ name, whole, place, address }, value) => {
        const lied = [place, place.map((step) => (step === "before" ? "after" : step))].reduce<unknown>(
          (one, where, k) => (k === 0 || isNoOp(whole, place) ? mutated(one, { at: where, value }) : one),
          whole,
        );
        if (!isInState(whole, address)) return;
        expect([name, place, saferIn(outcome(lied), outcome(whole))]).toEqual([name, place, []]);
      }),
      { numRuns: runs(500) },
    );
  });

  /** A lie about what does not change has to be told of both sides. */
  function isNoOp(whole: unknown, [, i]: Place): boolean {
    return listOf(recordOf(changesOf(whole)[Number(i)]?.change).actions).join(",") === "no-op";
  }

  function isInState(whole: unknown, address: unknown): boolean {
    return JSON.stringify(recordOf(whole).prior_state ?? {}).includes(`"address":${JSON.stringify(address)}`);
  }
});
