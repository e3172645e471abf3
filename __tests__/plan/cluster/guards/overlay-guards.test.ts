import { guardsOfOverlay, overlayGuards } from "../../../../lib/plan/cluster/guards/overlay-guards";
import type { PlannedGuards } from "../../../../lib/plan/cluster/planned-cluster";
import { PlanConfiguration } from "../../../../lib/plan/objects/configuration";
import { planObjects } from "../../../../lib/plan/objects/plan-object";
import type { Configuration, TerraformPlan } from "../../../../lib/plan/reading/terraform-plan";

type Module = NonNullable<Configuration["root_module"]>;

const PASSED = { references: ["local.eks_access_demo_passed"] };
const data = (type: string, name: string) => ({ address: `data.${type}.${name}`, mode: "data", type, name });
const GUARDS = data("aws_partition", "eks_access_demo_guards");
const READER = data("kubernetes_config_map_v1", "eks_access_demo_config_map_unread_grant_get_or_accept");

function changed(block: ReturnType<typeof data>, actions: readonly string[]) {
  const [before, after] = [actions[0] === "read" ? null : {}, {}];
  return { ...block, change: { actions, before, after, after_unknown: {} } };
}

function guardsIn(root: Module, rest: Partial<TerraformPlan> = {}): ReadonlyMap<string, PlannedGuards> {
  const plan: TerraformPlan = { format_version: "1.2", configuration: { root_module: root }, ...rest };
  return overlayGuards(
    plan,
    planObjects(plan, () => true),
    new PlanConfiguration(plan.configuration),
  );
}

const waits = (root: Module) => guardsIn(root).get("demo")?.overlay?.waits;

describe(overlayGuards, () => {
  test("are one set for each cluster, by the name of the data source that stands for them", () => {
    const other = data("aws_partition", "eks_access_shop_prod_guards");
    const strangers = [
      data("aws_region", "eks_access_a_guards"),
      data("aws_partition", "my_eks_access_b_guards"),
      data("aws_partition", "eks_access_c_guards_old"),
      data("aws_partition", "current"),
    ];
    expect([...guardsIn({ resources: [GUARDS, other, ...strangers] }).keys()]).toEqual(["demo", "shop_prod"]);
    expect(guardsIn({ resources: strangers }).size).toBe(0);
  });

  test("say where they stand, and without a marker no stage and no second read", () => {
    expect(guardsIn({ resources: [GUARDS] }).get("demo")).toEqual({
      present: true,
      overlay: {
        address: "data.aws_partition.eks_access_demo_guards",
        waits: { mode: false, rows: false },
        readAtApply: [],
      },
      read: false,
      stage: { before: undefined, after: undefined },
      secondRead: "none",
      checks: [],
      unguarded: [],
      readsConfigMap: false,
    });
  });

  test("were asked where the data source was read while Terraform planned", () => {
    const read = (...blocks: ReturnType<typeof data>[]) =>
      guardsIn({ resources: [GUARDS] }, { resource_changes: blocks.map((one) => changed(one, ["no-op"])) }).get("demo")
        ?.read;
    expect(read(GUARDS)).toBe(true);
    expect(read(data("aws_partition", "eks_access_shop_guards"))).toBe(false);
    expect(read(data("aws_region", "eks_access_demo_guards"))).toBe(false);
    const late = { resource_changes: [changed(GUARDS, ["read"])] };
    expect(guardsIn({ resources: [GUARDS] }, late).get("demo")?.read).toBe(false);
  });

  test("read aws-auth where the reader of this cluster stands in the same module", () => {
    const reads = (root: Module) => guardsIn(root).get("demo")?.readsConfigMap;
    expect(reads({ resources: [GUARDS, READER] })).toBe(true);
    expect(reads({ resources: [GUARDS, { ...READER, name: READER.name.replace("demo", "shop") }] })).toBe(false);
    expect(reads({ resources: [GUARDS, data("aws_region", "eks_access_demo_region")] })).toBe(false);
    const elsewhere = { child: { module: { resources: [READER] } } };
    expect(reads({ resources: [GUARDS], module_calls: elsewhere })).toBe(false);
  });

  test.each([
    ["authentication_mode", "mode"],
    ["access_config", "mode"],
    ["access_entries", "mode"],
    ["aws_auth_roles", "rows"],
    ["aws_auth_users", "rows"],
    ["manage_aws_auth_configmap", "rows"],
    ["data", "rows"],
  ] as const)("are waited for by %s of a call, or of a resource, in their module", (argument, part) => {
    const expected = { mode: false, rows: false, [part]: true };
    const expressions = { [argument]: PASSED };
    expect(waits({ resources: [GUARDS], module_calls: { eks: { expressions } } })).toEqual(expected);
    expect(waits({ resources: [GUARDS, { ...data("x", "y"), expressions }] })).toEqual(expected);
  });

  test("are not waited for by another argument, by another cluster's value, or in another module", () => {
    const none = { mode: false, rows: false };
    const shop = { references: ["local.eks_access_shop_passed"] };
    for (const expressions of [{ tags: PASSED }, { authentication_mode: shop }, { data: { constant_value: {} } }])
      expect(waits({ resources: [GUARDS], module_calls: { eks: { expressions } } })).toEqual(none);
    const inside = {
      resources: [{ ...data("x", "y"), expressions: { data: PASSED } }],
      module_calls: { eks: { expressions: { authentication_mode: PASSED } } },
    };
    expect(waits({ resources: [GUARDS], module_calls: { child: { module: inside } } })).toEqual(none);
  });

  test("name, in order, what is read while the plan is applied: data sources of this cluster alone", () => {
    const [b, a] = [data("aws_eks_cluster", "eks_access_demo_b"), data("aws_eks_cluster", "eks_access_demo_a")];
    const changes = [
      changed(b, ["read"]),
      changed(a, ["read"]),
      changed(READER, ["no-op"]),
      changed(data("aws_eks_cluster", "eks_access_demolition"), ["read"]),
      changed(data("aws_eks_cluster", "main"), ["read"]),
      { ...changed(b, ["read"]), address: "managed", mode: "managed" },
    ];
    const { overlay } = guardsIn({ resources: [GUARDS] }, { resource_changes: changes }).get("demo") ?? {};
    expect(overlay?.readAtApply).toEqual([a.address, b.address]);
  });
});

describe(guardsOfOverlay, () => {
  test("are found by any of a cluster's names, with a line under where the name has a hyphen", () => {
    const overlays = guardsIn({ resources: [data("aws_partition", "eks_access_shop_prod_eu_guards")] });
    expect(guardsOfOverlay(overlays, new Set(["x", "shop-prod-eu"]))).toBe(overlays.get("shop_prod_eu"));
    expect(guardsOfOverlay(overlays, new Set(["shop"]))).toBeUndefined();
  });
});
