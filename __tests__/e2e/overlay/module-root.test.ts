import { STAGES, type Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { entriesHcl, moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
/** As docs/first-hour.md tells it. */
const ONE_CHANGE = "Plan: 0 to add, 1 to change, 0 to destroy.";
const ROWS = "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]";

withMirror("kubernetes", "an overlay over a root with the module, its provider fed from the module's outputs", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(moduleRoot());
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const takes = (stage: Stage, ...says: readonly string[]): void => {
    test(
      `${stage} is applied, and planned again without changes`,
      async () => {
        const { first, again } = await bench.takes(overlaid(stage));
        for (const said of says) expect(first).toContain(said);
        expect(again).toContain("No changes.");
      },
      PATIENCE,
    );
  };

  test(
    "the first plan changes nothing",
    async () => {
      expect(await bench.plan()).toContain("No changes.");
      await bench.lay(overlaid("config-map"));
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test.each(STAGES.slice(2))(
    "%s is refused while the mode is CONFIG_MAP",
    async (stage) => {
      await bench.lay(overlaid(stage));
      expect(await bench.refused()).toContain("Cluster demo is in authentication mode CONFIG_MAP");
    },
    PATIENCE,
  );

  takes("config-map");
  takes("dual");
  takes("entries");

  test(
    "a stranger's row is refused, with -target on what it would lock out too, and -refresh=false",
    async () => {
      await bench.lay(overlaid("retire"));
      const targets = ["module.aws_auth", "module.eks.aws_eks_cluster.this[0]"].map((target) => [`-target=${target}`]);
      const said = await bench.refusedWithRow(role("stranger"), [[], ...targets, ["-refresh=false"]]);
      expect(said).toHaveLength(4);
      for (const one of said) expect(one).toContain(role("stranger"));
    },
    PATIENCE,
  );

  takes("retire", ONE_CHANGE, `# ${ROWS} will be updated in-place`);

  test("the rows are gone, and every entry is live", async () => {
    expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
    expect((await bench.bench.proxy.stateOf("demo").principals()).length).toBe(4);
  });

  takes("entries");

  test("the rows are back", async () => {
    expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles).toContain(role("admin"));
  });

  takes("retire");
  takes("api", ONE_CHANGE, "# module.eks.aws_eks_cluster.this[0] will be updated in-place");
  // The bridge goes too, and the entry that carries its group.
  takes("done", "Plan: 0 to add, 1 to change, 2 to destroy.", `# ${ROWS} will be destroyed`);

  test(
    "it settles: with the HCL in main.tf and both files gone the plan says no changes",
    async () => {
      const hcl = await bench.settled(overlaid("done"));
      bench.remove();
      bench.write("main.tf", moduleRoot({ mode: "API", entries: entriesHcl(hcl), awsAuth: "" }));
      expect(await bench.plan()).toContain("No changes.");
      await bench.apply();
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );
});
