import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../../lib/migration/stage";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { AWS_AUTH, moduleRoot } from "../../support/overlay/overlay-roots";
import { upgradedFiles } from "../../support/overlay/upgraded-root";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const V19 = join(__dirname, "../../fixtures/overlay/eks-v19");
const files = Object.fromEntries(
  ["main.tf", "variables.tf"].map((name) => [`modules/eks-v19/${name}`, readFileSync(join(V19, name), "utf8")]),
);

const [ROWS = ""] = /aws_auth_roles = \[[^]*\]\n/.exec(AWS_AUTH) ?? [];
const written = (root: string, meta: string, instance: string): string =>
  root.replace('module "eks" {\n', `module "eks" {\n  ${meta}\n`).replaceAll("module.eks.", `module.eks[${instance}].`);

const V19_ROOT = moduleRoot({ awsAuth: "", entries: `  manage_aws_auth_configmap = true\n  ${ROWS}` })
  .replace("./modules/eks", "./modules/eks-v19")
  .replace(/ {2}authentication_mode = .*\n/, "");
const COUNTED = written(V19_ROOT, "count = 1", "0");
const KEYED = written(V19_ROOT, "for_each = { one = true }", '"one"');
const BUMPED = written(moduleRoot({ awsAuth: "" }), "for_each = { one = true }", '"one"');

/** As the page says it of `count`. */
const [, MOVED = ""] =
  /```hcl\n( {2}moved[^]*?)```/.exec(readFileSync(join(__dirname, "../../../docs/upgrade-module.md"), "utf8")) ?? [];

function bumped(stage: Stage): ClusterDefinition {
  const configMap = "kubernetes_config_map_v1_data.eks_access_aws_auth_one";
  return { ...overlaid(stage), overlay: { root: "../stack", module: 'eks["one"]', configMap } };
}

withMirror("kubernetes", "a root of v19 that calls the module by count", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(COUNTED, "module.eks[0].aws_eks_cluster.this[0]", files);
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "goes to for_each in a plan that changes nothing",
    async () => {
      bench.write("main.tf", KEYED);
      bench.write("moved.tf", MOVED);
      await bench.init();
      const plan = await bench.apply();
      expect(plan).toContain('module.eks[0].aws_eks_cluster.this[0] has moved to module.eks["one"].');
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "the bump moves the rows out of the instance, and changes nothing",
    async () => {
      const before = await bench.bench.kube.configMap("aws-auth");
      const written = await upgradedFiles(KEYED, await bench.state());
      expect(Object.keys(written)).toEqual(["eks_access_aws_auth_one.tf"]);
      for (const [name, text] of Object.entries(written)) bench.write(name, text);
      bench.write("main.tf", BUMPED);
      await bench.init();
      await bench.lay(bumped("config-map"));
      expect(await bench.apply()).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(await bench.plan()).toContain("No changes.");
      expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
    },
    PATIENCE,
  );

  test.each(["dual", "entries", "retire"] as const)(
    "%s is applied, and planned again without changes",
    async (stage) => {
      expect((await bench.takes(bumped(stage))).again).toContain("No changes.");
    },
    PATIENCE,
  );
});
