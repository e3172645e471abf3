import type { ClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import type { Stage } from "../../lib/migration/stage";
import { recordOf } from "../../lib/plan/reading/plan-shape";
import type { TerraformPlan } from "../../lib/plan/reading/terraform-plan";
import { creates, entry } from "../support/plans/case-plans";
import { destroyed, edited, type Edit } from "../support/plans/plan-edits";
import { planNamed } from "../support/plans/plan-fixtures";
import { fileOf, findingsOf, reviewed, told } from "../support/reviews/review-clusters";
import { called } from "../support/terraform/module-bench";

const CLUSTER = "module.eks.aws_eks_cluster.this[0]";
const ROWS = "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]";
const ENTRY = (key: string): string => `module.eks.aws_eks_access_entry.this["${key}"]`;

/** The cluster file whose stack the plans are of. */
const demo = (stage: Stage) => fileOf(called(stage));

/** The call of a module in the configuration, changed. */
function callOf(name: string, change: (call: Readonly<Record<string, unknown>>) => object): Edit {
  return (plan) => {
    const { configuration = {} } = plan;
    const { root_module: root = {} } = configuration;
    const call = change(recordOf(recordOf(root.module_calls)[name]));
    const calls = { ...root.module_calls, [name]: call };
    return { ...plan, configuration: { ...configuration, root_module: { ...root, module_calls: calls } } };
  };
}

/** An argument of the call that waits for nothing. */
function unwaiting(argument: string): Edit {
  return callOf("eks", (call) => {
    const own = { references: [`local.${argument}`] };
    return { ...call, expressions: { ...recordOf(call.expressions), [argument]: own } };
  });
}

describe("a stack that calls the module, beside its cluster file", () => {
  test.each<readonly [string, Stage, readonly string[]]>([
    ["called-config-map", "config-map", ["safe"]],
    ["called-dual", "dual", ["irreversible", `mode-irreversible ${CLUSTER}`]],
    ["called-entries", "entries", ["safe", `masters-by-name ${ENTRY("admin")}`]],
    ["called-again-entries", "entries", ["safe"]],
    ["called-retire", "retire", ["safe"]],
    ["called-back-to-entries", "entries", ["safe"]],
    ["called-api", "api", ["irreversible", `mode-irreversible ${CLUSTER}`]],
    ["called-done", "done", ["safe"]],
    ["called-destroy", "done", ["danger", `cluster-destroyed ${CLUSTER}`]],
  ])("%s is the plan of stage %s", (name, stage, expected) => {
    expect(told(planNamed(name), demo(stage))).toEqual(expected);
  });

  test("the plan of another stage is refused by its marker", () => {
    for (const [name, stage] of [
      ["called-dual", "config-map"],
      ["called-retire", "entries"],
      ["called-back-to-entries", "retire"],
    ] as const)
      expect(told(planNamed(name), demo(stage))).toEqual(
        expect.arrayContaining(["refused", "stage-differs terraform_data.stage"]),
      );
  });

  test("what goes that is the team's is a danger", () => {
    expect(told(planNamed("called-destroys-beside"), demo("entries"))).toEqual([
      "danger",
      "destroyed-beside aws_iam_role.payments",
    ]);
  });

  test("rows that go with people in them are lost access, by whichever call", () => {
    const [verdict, ...found] = told(edited("called-config-map", destroyed(ROWS)), demo("config-map"));
    expect(verdict).toBe("danger");
    expect(found).toContain(`config-map-lost ${ROWS}`);
    expect(found).not.toContain(`destroyed-beside ${ROWS}`);
  });
});

describe("guards of a stack that calls the module", () => {
  const missing = (plan: TerraformPlan, ...files: readonly ClusterFile[]): readonly string[] =>
    findingsOf(reviewed(plan, ...files)).flatMap(({ code, path }) => (code === "guard-missing" ? [path] : []));
  const entries = ["admin", "alice", "dev", "node"].map(ENTRY);
  const policy = 'module.eks.aws_eks_access_policy_association.this["admin_admin"]';

  const withoutDependsOn = callOf("aws_auth", ({ depends_on: _, ...call }) => call);
  const onCluster = callOf("aws_auth", (call) => ({ ...call, depends_on: ["module.eks"] }));

  test.each<readonly [string, readonly [plan: string, edit: Edit], readonly string[]]>([
    ["the mode waits for nothing", ["called-dual", unwaiting("authentication_mode")], [CLUSTER]],
    ["the entries wait for nothing", ["called-entries", unwaiting("access_entries")], [...entries, policy]],
    ["the rows wait for nothing", ["called-retire", withoutDependsOn], [ROWS]],
    ["the rows wait for the cluster alone", ["called-retire", onCluster], [ROWS]],
  ])("are missing where %s", (_, [name, edit], expected) => {
    expect(missing(planNamed(name))).toEqual([]);
    expect(missing(edited(name, edit))).toEqual(expected);
  });

  test("are missing where somebody took them out: seen beside the cluster file", () => {
    expect(missing(planNamed("called-without-guards"), demo("retire"))).toEqual([CLUSTER]);
    expect(told(planNamed("called-without-guards"), demo("retire"))[0]).toBe("refused");
  });

  test("an entry of another module of the stack waits for none, and is nobody's to guard", () => {
    const karpenter = creates("module.karpenter.aws_eks_access_entry.node[0]", {
      ...entry("karpenter", { type: "EC2_LINUX", kubernetes_groups: null, user_name: null }),
      cluster_name: "demo",
    });
    const block = { address: "aws_eks_access_entry.node", mode: "managed", type: "aws_eks_access_entry", name: "node" };
    const call = callOf("karpenter", () => ({
      source: "terraform-aws-modules/eks/aws//modules/karpenter",
      expressions: { cluster_name: {} },
      module: { resources: [block] },
    }));
    const plan = edited("called-again-entries", call);
    expect(missing({ ...plan, resource_changes: [...(plan.resource_changes ?? []), karpenter] })).toEqual([]);
  });

  test("the stack reads again during the apply, but for its first plan", () => {
    const notes = ["called-dual", "called-entries", "called-retire", "called-back-to-entries", "called-api"].filter(
      (name) => findingsOf(reviewed(planNamed(name))).some(({ code }) => code === "second-read-missing"),
    );
    expect(notes).toEqual([]);
  });
});
