import { planChecks, plannedGuards } from "../../../../lib/plan/cluster/guards/plan-guards";
import { PlanConfiguration } from "../../../../lib/plan/objects/configuration";
import { planObjects } from "../../../../lib/plan/objects/plan-object";
import type { TerraformPlan } from "../../../../lib/plan/reading/terraform-plan";

const block = (mode: "data" | "managed", type: string, name: string) => {
  const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
  return { address, mode, type, name };
};
type Block = ReturnType<typeof block>;

const GUARDS = block("data", "aws_partition", "guards");
const STAGE = block("managed", "terraform_data", "stage");
const AT_APPLY = block("data", "aws_eks_cluster", "at_apply");

/** What a plan leaves as it is, updates or reads late. */
function changed(one: Block, action: string, values: readonly [before: object | null, after: object] = [{}, {}]) {
  const [before, after] = values;
  return { ...one, change: { actions: [action], before: action === "read" ? null : before, after, after_unknown: {} } };
}

function guards(
  resources: readonly (Block & { readonly depends_on?: readonly string[] })[],
  rest: Partial<TerraformPlan>,
) {
  const plan: TerraformPlan = { format_version: "1.2", configuration: { root_module: { resources } }, ...rest };
  return plannedGuards(
    plan,
    planObjects(plan, () => true),
    new PlanConfiguration(plan.configuration),
  );
}

describe(plannedGuards, () => {
  test.each([
    "aws_eks_cluster",
    "aws_eks_access_entry",
    "aws_eks_access_policy_association",
    "kubernetes_config_map_v1",
    "kubernetes_config_map_v1_data",
  ])("miss %s that does not depend on them", (type) => {
    const object = block("managed", type, "this");
    const plan = { resource_changes: [changed(object, "update", [{}, { a: 1 }])] };
    expect(guards([GUARDS, object], plan).unguarded).toEqual([object.address]);
    expect(guards([GUARDS, { ...object, depends_on: [GUARDS.address] }], plan).unguarded).toEqual([]);
    expect(guards([GUARDS, { ...object, depends_on: ["data.aws_partition.other"] }], plan).unguarded).toHaveLength(1);
    expect(guards([object], plan).unguarded).toEqual([]);
    expect(guards([GUARDS], plan).unguarded).toEqual([]);
  });

  test("do not miss what stands in a module whose call depends on them", () => {
    const object = block("managed", "aws_eks_access_entry", "this");
    const inModule = { ...object, address: `module.eks.${object.address}`, module_address: "module.eks" };
    const plan = { resource_changes: [changed(inModule, "update")] };
    const missed = (depends_on: readonly string[]) => {
      const eks = { depends_on, expressions: { access_entries: {} }, module: { resources: [object] } };
      return guards([], { ...plan, configuration: { root_module: { resources: [GUARDS], module_calls: { eks } } } });
    };
    expect(missed([GUARDS.address]).unguarded).toEqual([]);
    expect(missed([]).unguarded).toEqual([inModule.address]);
  });

  test("miss neither other types nor what is only read", () => {
    const others = [block("managed", "aws_iam_role", "this"), block("data", "aws_eks_cluster", "this")];
    const plan = { resource_changes: others.map((one) => changed(one, "no-op")) };
    expect(guards([GUARDS, ...others], plan).unguarded).toEqual([]);
  });

  test("were asked where their data source was read while Terraform planned", () => {
    expect(guards([GUARDS], { resource_changes: [changed(GUARDS, "no-op")] })).toMatchObject({
      present: true,
      read: true,
    });
    expect(guards([GUARDS], { resource_changes: [changed(GUARDS, "read")] })).toMatchObject({
      present: true,
      read: false,
    });
    const other = block("data", "aws_partition", "current");
    const both = [changed(GUARDS, "no-op"), changed(other, "no-op")];
    expect(guards([GUARDS, other], { resource_changes: both }).read).toBe(true);
    expect(guards([other], { resource_changes: [changed(other, "no-op")] })).toMatchObject({
      present: false,
      read: false,
    });
  });

  test("write the stage of the marker, before and after", () => {
    const input = (stage: string) => ({ input: { stage } });
    const plan = { resource_changes: [changed(STAGE, "update", [input("dual"), input("entries")])] };
    expect(guards([GUARDS, STAGE], plan).stage).toEqual({ before: "dual", after: "entries" });
    const made = { resource_changes: [changed(STAGE, "create", [null, input("dual")])] };
    expect(guards([GUARDS, STAGE], made).stage).toEqual({ before: undefined, after: "dual" });
    expect(guards([GUARDS], {}).stage).toEqual({ before: undefined, after: undefined });
  });

  test("read the cluster again: early where it was read already and nothing makes it wait", () => {
    const second = (resources: readonly Block[], action?: string) =>
      guards(resources, action === undefined ? {} : { resource_changes: [changed(AT_APPLY, action)] }).secondRead;
    expect(second([GUARDS, STAGE], "no-op")).toBe("none");
    expect(second([GUARDS, AT_APPLY], "no-op")).toBe("unmarked");
    expect(second([GUARDS, STAGE, AT_APPLY], "read")).toBe("marked");
    expect(second([GUARDS, STAGE, AT_APPLY])).toBe("marked");
    expect(second([GUARDS, STAGE, AT_APPLY], "no-op")).toBe("marked");
    const state = { root_module: { resources: [{ ...AT_APPLY, values: {} }] } };
    expect(guards([GUARDS, STAGE, AT_APPLY], { prior_state: { values: state } }).secondRead).toBe("early");
    const beside = {
      root_module: {
        resources: [
          { ...AT_APPLY, values: {} },
          { ...GUARDS, values: {} },
        ],
      },
    };
    expect(guards([GUARDS, STAGE, AT_APPLY], { prior_state: { values: beside } }).secondRead).toBe("early");
    const elsewhere = { root_module: { resources: [{ ...AT_APPLY, address: "data.aws_eks_cluster.x", values: {} }] } };
    expect(guards([GUARDS, STAGE, AT_APPLY], { prior_state: { values: elsewhere } }).secondRead).toBe("marked");
  });
});

describe(planChecks, () => {
  const checks = (...list: NonNullable<TerraformPlan["checks"]>) => planChecks({ format_version: "1.2", checks: list });

  test("a plan without conditions has none", () => {
    expect(planChecks({ format_version: "1.2" })).toEqual([]);
  });

  test("stand by address, each with the messages of all its instances", () => {
    const instances = [{ problems: [{ message: "a" }, {}, { message: "b" }] }, {}, { problems: [{ message: "c" }] }];
    expect(checks({ address: { to_display: "z" }, status: "pass" }, { status: "fail", instances })).toEqual([
      { address: "", status: "fail", problems: ["a", "b", "c"] },
      { address: "z", status: "pass", problems: [] },
    ]);
  });

  test.each([
    ["pass", "pass"],
    ["fail", "fail"],
    ["error", "error"],
    ["unknown", "unknown"],
    ["passed", "unknown"],
    [undefined, "unknown"],
  ])("a status %p is %p: a word that nobody knows is no pass", (status, expected) => {
    expect(checks(status === undefined ? {} : { status })[0]?.status).toBe(expected);
  });
});
