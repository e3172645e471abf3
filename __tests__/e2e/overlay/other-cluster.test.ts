import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const DATA = "eks_access.tf.json";
const CLUSTER = "module.eks.aws_eks_cluster.this[0]";
/** As with a workspace of its own: another state, and other variables. */
const OTHER = ["-state=other.tfstate", "-var=name=other"];
const REFUSED =
  "This run is about cluster other, and the overlay in its folder is about cluster demo: it would give other the mode, the entries and the rows of demo:";

/** The name of the cluster comes by a variable, as where one folder serves several environments. */
const MAIN = `variable "name" { default = "demo" }\n${moduleRoot().replace(/(cluster_name +=) "demo"/, "$1 var.name")}`;

withMirror("kubernetes", "an overlay over a folder that serves several clusters by variables", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(MAIN);
    await bench.bench.eks("POST", "/clusters", {
      name: "other",
      version: "1.31",
      roleArn: "arn:aws:iam::111122223333:role/demo-cluster",
      resourcesVpcConfig: { subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"] },
      accessConfig: { authenticationMode: "CONFIG_MAP" },
    });
    await bench.takes(overlaid("config-map"));
    await bench.takes(overlaid("dual"));
    await bench.takes(overlaid("entries"));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "a plan of its own cluster has no changes, and one of the other is refused, whatever is targeted",
    async () => {
      expect(await bench.plan()).toContain("No changes.");
      expect(await bench.plan("-var=name=demo")).toContain("No changes.");
      bench.write("import.tf", `import {\n  to = ${CLUSTER}\n  id = var.name\n}\n`);
      for (const way of [[], ["-refresh=false"], [`-target=${CLUSTER}`], ["-target=module.aws_auth"]]) {
        const { exitCode, said, writes } = await bench.tries("plan", ...OTHER, ...way);
        expect([way, exitCode, writes]).toEqual([way, 1, []]);
        expect(said).toContain(REFUSED);
      }
    },
    PATIENCE,
  );

  test(
    "without that condition the plan gives the other cluster the mode and the entries of the first",
    async () => {
      const text = bench.read(DATA);
      const without = text.replace(/"precondition": \[\s*\{[^]*?\}\s*\]/, '"precondition": []');
      expect(without).not.toBe(text);
      bench.write(DATA, without);
      const plan = await bench.plan(...OTHER);
      expect(plan).toMatch(/~ authentication_mode +(?:= )?"CONFIG_MAP" -> "API_AND_CONFIG_MAP"/);
      expect(plan).toContain('# module.eks.aws_eks_access_entry.this["admin"] will be created');
      expect(plan).toMatch(/\+ cluster_name +(?:= )?"other"/);
      bench.write(DATA, text);
    },
    PATIENCE,
  );
});
