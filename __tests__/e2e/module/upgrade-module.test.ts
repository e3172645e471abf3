import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { MODULE_FILES, ROOT_AT_19, ROOT_AT_20, withRowsOf19 } from "../../support/overlay/root-at-19";
import { upgradedFiles } from "../../support/overlay/upgraded-root";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;

/** The cluster file after the bump. */
function bumped(stage: Stage): ClusterDefinition {
  const overlay = {
    root: "../stack",
    module: "eks",
    configMap: "kubernetes_config_map_v1_data.eks_access_aws_auth",
  };
  return withRowsOf19({ ...overlaid(stage), overlay });
}

withMirror("kubernetes", "a root of v19 that goes to v20", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(ROOT_AT_19, "module.eks.aws_eks_cluster.this[0]", MODULE_FILES);
    await bench.bench.createRole("fargate");
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "the bump moves the rows out of the module, and changes nothing",
    async () => {
      const before = await bench.bench.kube.configMap("aws-auth");
      const written = await upgradedFiles(ROOT_AT_19, await bench.state());
      for (const [name, text] of Object.entries(written)) bench.write(name, text);
      bench.write("main.tf", ROOT_AT_20);
      await bench.init();
      await bench.lay(bumped("config-map"));
      const plan = await bench.plan();
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain(
        "module.eks.kubernetes_config_map_v1_data.aws_auth[0] has moved to kubernetes_config_map_v1_data.eks_access_aws_auth",
      );
      await bench.apply();
      expect(await bench.plan()).toContain("No changes.");
      expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
    },
    PATIENCE,
  );

  test.each(["dual", "entries", "retire", "api", "done"] as const)(
    "%s is applied, and planned again without changes",
    async (stage) => {
      expect((await bench.takes(bumped(stage))).again).toContain("No changes.");
    },
    PATIENCE,
  );
});
