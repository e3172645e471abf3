import type { ClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import type { Stage } from "../../lib/migration/stage";
import type { ResourceChange, TerraformPlan } from "../../lib/plan/reading/terraform-plan";
import { deletes, entry, keeps, cluster, creates, teamPlan } from "../support/plans/case-plans";
import { overlaid } from "../support/overlay/overlay-bench";
import { added } from "../support/plans/plan-edits";
import { planNamed } from "../support/plans/plan-fixtures";
import { fileOf, findingsOf, reviewed, told } from "../support/reviews/review-clusters";

const CLUSTER = "module.eks.aws_eks_cluster.this[0]";

/** The cluster file that was laid over the root of the plans. */
const demo = (stage: Stage) => fileOf(overlaid(stage));

/** A plan with one change more. */
function withChange(name: string, change: ResourceChange): TerraformPlan {
  const plan = planNamed(name);
  return { ...plan, resource_changes: [...(plan.resource_changes ?? []), change] };
}

describe("a root module with an overlay, beside its cluster file", () => {
  test.each<readonly [string, Stage, readonly string[]]>([
    ["overlay-config-map", "config-map", ["safe"]],
    ["overlay-dual", "dual", ["irreversible", `mode-irreversible ${CLUSTER}`]],
    ["overlay-entries", "entries", ["safe", 'masters-by-name module.eks.aws_eks_access_entry.this["admin"]']],
    ["overlay-again-entries", "entries", ["safe"]],
    ["overlay-retire", "retire", ["safe"]],
    ["overlay-back-to-entries", "entries", ["safe"]],
    ["overlay-api", "api", ["irreversible", `mode-irreversible ${CLUSTER}`]],
    ["overlay-destroy", "api", ["danger", `cluster-destroyed ${CLUSTER}`]],
  ])("%s is the plan of stage %s", (name, stage, expected) => {
    expect(told(planNamed(name), demo(stage))).toEqual(expected);
  });

  test("the plan of another stage is refused", () => {
    expect(told(planNamed("overlay-dual"), demo("config-map"))).toContain(`stage-differs ${CLUSTER}`);
    expect(told(planNamed("overlay-entries"), demo("dual"))).toContain(
      'stage-differs module.eks.aws_eks_access_entry.this["admin"]',
    );
  });

  test("what else the team has there is the team's: a VPC that goes, an entry of a sub-module", () => {
    const vpc = withChange("overlay-again-entries", deletes("aws_vpc.main", {}));
    const karpenter = creates("module.karpenter.aws_eks_access_entry.node[0]", {
      ...entry("karpenter", { type: "EC2_LINUX", kubernetes_groups: null, user_name: null }),
      cluster_name: "demo",
    });
    expect(told(vpc, demo("entries"))).toEqual(["safe"]);
    expect(told(withChange("overlay-again-entries", karpenter), demo("entries"))).toEqual(["safe"]);
  });

  test("an entry that somebody adds to the module's own is not the file's", () => {
    const own = 'module.eks.aws_eks_access_entry.this["x"]';
    const values = { ...entry("x", { kubernetes_groups: ["a"] }), cluster_name: "demo" };
    const more = added(own, { before: null, after: values })(planNamed("overlay-again-entries"));
    expect(told(more, demo("entries"))).toContain(`stage-differs ${own}`);
  });
});

describe("guards of an overlay", () => {
  const missing = (plan: TerraformPlan, ...files: readonly ClusterFile[]) =>
    findingsOf(reviewed(plan, ...files)).flatMap(({ code, message }) => (code === "guard-missing" ? [message] : []));

  test("the override file is gone: nothing waits for them", () => {
    const gone = missing(planNamed("overlay-without-override"), demo("entries"));
    expect(gone).toHaveLength(2);
    expect(gone[0]).toMatch(/nothing makes the mode and the entries wait .* `eks_access_override\.tf\.json`/);
    expect(gone[1]).toMatch(/nothing makes the rows wait/);
    expect(missing(planNamed("overlay-without-override"))).toHaveLength(1);
    expect(missing(planNamed("overlay-again-entries"), demo("entries"))).toEqual([]);
  });

  test.each([
    ["eks", "access_entries", "mode"],
    ["eks", "authentication_mode", "mode"],
    ["aws_auth", "aws_auth_roles", "rows"],
    ["aws_auth", "aws_auth_users", "rows"],
  ])(
    "an override that was edited, so that a constant stands for module.%s's %s: it would be applied whatever they say",
    (call, argument, part) => {
      const plan = planNamed("overlay-again-entries");
      const root = plan.configuration?.root_module ?? {};
      const { expressions = {}, ...block } = root.module_calls?.[call] ?? {};
      expect(Object.keys(expressions)).toContain(argument);
      const edited = { ...block, expressions: { ...expressions, [argument]: { constant_value: [] } } };
      const calls = { ...root.module_calls, [call]: edited };
      const configuration = { ...plan.configuration, root_module: { ...root, module_calls: calls } };
      const said = missing({ ...plan, configuration }, demo("entries"));
      expect(said).toEqual([
        expect.stringMatching(part === "mode" ? /the mode and the entries wait/ : /the rows wait/),
      ]);
    },
  );

  test("both files are gone: seen beside the cluster file", () => {
    const gone = missing(planNamed("overlay-without-files"), demo("config-map"));
    expect(gone).toEqual([expect.stringMatching(/no guards of the overlay, expected `eks_access\.tf\.json`/)]);
    expect(told(planNamed("overlay-without-files"), demo("config-map"))).toEqual([
      "refused",
      `guard-missing ${CLUSTER}`,
    ]);
    expect(missing(planNamed("overlay-without-files"))).toEqual([]);
    expect(missing(planNamed("overlay-config-map"), demo("config-map"))).toEqual([]);
  });

  test("a root module without the cluster needs none", () => {
    const other = teamPlan([
      keeps("data.aws_eks_cluster.x", cluster("API", {}, "demo")),
      creates("aws_s3_bucket.x", {}),
    ]);
    expect(missing(other, demo("entries"))).toEqual([]);
  });

  test("one that is read while the plan is applied is refused, where the plan changes access", () => {
    const late: ResourceChange = {
      address: "data.kubernetes_config_map_v1.eks_access_demo_rows",
      mode: "data",
      type: "kubernetes_config_map_v1",
      name: "eks_access_demo_rows",
      change: { actions: ["read"], before: null, after: {}, after_unknown: {} },
    };
    const said = missing(withChange("overlay-retire", late), demo("retire"));
    expect(said).toEqual(["a guard is read while the plan is applied, expected an answer while Terraform plans"]);
    expect(missing(withChange("overlay-again-entries", late), demo("entries"))).toEqual([]);
    const other = { ...late, name: "aws_auth", address: "data.kubernetes_config_map_v1.aws_auth" };
    expect(missing(withChange("overlay-retire", other), demo("retire"))).toEqual([]);
  });

  test("says that nothing reads again during the apply, where the plan changes access", () => {
    const notes = (name: string) =>
      findingsOf(reviewed(planNamed(name))).flatMap(({ code, severity }) =>
        code === "second-read-missing" ? [`${code} ${severity}`] : [],
      );
    expect(notes("overlay-retire")).toEqual(["second-read-missing note"]);
    expect(notes("overlay-again-entries")).toEqual([]);
    expect(notes("stage-retire")).toEqual([]);
  });

  test("are those of their own cluster", () => {
    const plan = withChange(
      "overlay-retire",
      deletes("aws_eks_access_entry.x", { ...entry("x"), cluster_name: "other" }),
    );
    const [demoCluster, other] = reviewed(plan).clusters;
    expect([demoCluster?.cluster, other?.cluster]).toEqual(["demo", "other"]);
    expect(other?.findings.map(({ code }) => code)).not.toContain("second-read-missing");
  });
});
