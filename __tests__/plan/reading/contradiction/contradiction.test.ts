import fc from "fast-check";
import { listOf, recordOf } from "../../../../lib/plan/reading/json-value";
import { runs } from "../../../support/laws/law-runs";
import { planNamed, planNames } from "../../../support/plans/plan-fixtures";
import { lies, mutated, type Mutation, planJson } from "../../../support/plans/plan-mutations";
import { outcome, saferIn } from "../../../support/reviews/plan-outcome";

/** A plan in which nothing changes, and one in which the mode does. */
const [AGAIN, MODE] = ["bare-again", "bare-mode-api"];
const at = (name: string, type: string): number =>
  (planNamed(name).resource_changes ?? []).findIndex((one) => one.type === type);

describe("a plan that contradicts itself", () => {
  const lying = planNames().flatMap((name) => {
    const plan = planJson(name);
    const whole = outcome(plan);
    return lies(plan).map((lie) => ({ name, plan, whole, lie }));
  });

  test("is never safer where a change says another action, mode, type, name or module of itself, or that it is deposed", () => {
    expect(lying.length).toBeGreaterThan(5000);
    fc.assert(
      fc.property(fc.constantFrom(...lying), ({ name, plan, lie, whole }) => {
        expect([name, lie, saferIn(outcome(mutated(plan, lie)), whole)]).toEqual([name, lie, []]);
      }),
      { numRuns: runs(1500) },
    );
  });

  const cluster = at(MODE, "aws_eks_cluster");
  const rows = at(AGAIN, "kubernetes_config_map");
  const entry = at(AGAIN, "aws_eks_access_entry");

  test.each<[what: string, where: readonly [plan: string, change: number, wrong: Mutation], problem: string]>([
    [
      "no-op, and before is not after",
      [MODE, cluster, { at: ["change", "actions"], value: ["no-op"] }],
      "change.after.access_config[0].authentication_mode: expected the value of before, as no-op has it, got `string`",
    ],
    [
      "no-op, and something is not known yet",
      [AGAIN, rows, { at: ["change", "after_unknown"], value: { data: true } }],
      "change.after_unknown: expected nothing unknown, as no-op has it, got `object`",
    ],
    [
      "no-op, and only after is sensitive",
      [AGAIN, rows, { at: ["change", "after_sensitive"], value: { data: true } }],
      "change.after_sensitive: expected the marks of before, as no-op has them, got `object`",
    ],
    [
      "a data source that is updated",
      [MODE, cluster, { at: ["mode"], value: "data" }],
      "address: expected the address of this mode, type, name and index, got `string`",
    ],
    ["a third mode", [AGAIN, rows, { at: ["mode"], value: "list" }], "mode: expected managed or data, got `string`"],
    [
      "a resource that is read",
      [MODE, cluster, { at: ["change", "actions"], value: ["read"] }],
      "change.actions: expected no read of a resource, got `a list`",
    ],
    [
      "an update of an object that is deposed",
      [MODE, cluster, { at: ["deposed"], value: "4a5b6c7d" }],
      "change.actions: expected delete, as of an object that is deposed, got `a list`",
    ],
    [
      "a deposed object where the state has no other",
      [AGAIN, entry, { at: ["deposed"], value: "4a5b6c7d" }],
      "deposed: expected nothing: the state has the object itself, got `string`",
    ],
    [
      "an update that is told why it replaces",
      [MODE, cluster, { at: ["action_reason"], value: "replace_because_cannot_update" }],
      "change.actions: expected a replacement, as action_reason has it, got `string`",
    ],
    [
      "an update with what forces a replacement",
      [MODE, cluster, { at: ["change", "replace_paths"], value: [["name"]] }],
      "change.actions: expected a replacement, as replace_paths has it, got `string`",
    ],
    [
      "another module than the address's",
      [AGAIN, rows, { at: ["module_address"], value: "module.eks" }],
      "module_address: expected the module of the address, got `string`",
    ],
  ])("is unreadable, with its place: %s", (_, [plan, change, wrong], problem) => {
    const { verdict } = outcome(mutated(planJson(plan), { ...wrong, at: ["resource_changes", change, ...wrong.at] }));
    expect(verdict.replace(" it is not what Terraform writes,", "")).toBe(
      `unreadable: resource_changes[${change}].${problem}`,
    );
  });

  test("is unreadable where a data source is destroyed: Terraform does not show that", () => {
    const data = { address: "data.aws_partition.x", mode: "data", type: "aws_partition", name: "x" };
    const destroyed = { ...data, change: { actions: ["delete"], before: {}, after: null } };
    const plan = mutated(planJson(AGAIN), { at: ["resource_changes", rows], value: destroyed });
    expect(outcome(plan).verdict).toContain("expected no-op or read, as of a data source");
  });

  test("is unreadable where one object is changed twice; a deposed one beside it is another", () => {
    const changes = listOf(recordOf(planJson(AGAIN)).resource_changes);
    const with_ = (more: unknown): string =>
      outcome({ ...recordOf(planJson(AGAIN)), resource_changes: [...changes, more] }).verdict;
    const own = recordOf(changes[entry]);
    const { before } = recordOf(own.change);
    expect(with_(own)).toContain(`resource_changes[${changes.length}].address: it is not what Terraform writes`);
    const deposed = { ...own, deposed: "4a5b6c7d", change: { actions: ["delete"], before, after: null } };
    expect(with_(deposed)).not.toMatch(/^unreadable/);
    expect(with_({ ...deposed, deposed: "5b6c7d8e" })).not.toMatch(/^unreadable/);
  });
});
