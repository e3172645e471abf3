import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../../lib/migration/stage";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { AWS_AUTH, moduleRoot } from "../../support/overlay/overlay-roots";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const V19 = join(__dirname, "../../fixtures/overlay/eks-v19");

/** v17 writes the rows with the ConfigMap, in one resource. */
const V17 = readFileSync(join(V19, "main.tf"), "utf8").replace(
  /resource "kubernetes_config_map_v1_data" "aws_auth" \{\n(.*\n) {2}force = true\n/,
  (_, count: string) => `resource "kubernetes_config_map" "aws_auth" {\n${count}`,
);

/** The recipe of the page, as it is to be typed. */
const PAGE =
  readFileSync(join(__dirname, "../../../docs/upgrade-module.md"), "utf8").split("## v17 and older")[1] ?? "";
const [REMOVED = "", ADOPTED = ""] = [...PAGE.matchAll(/```hcl\n([^]*?)```/g)].map(([, hcl = ""]) =>
  hcl.replace(/^ {3}/gm, ""),
);

const NEW = moduleRoot({ awsAuth: "" });
const ROWS = /aws_auth_roles = \[[^]*\]\n/.exec(AWS_AUTH)?.[0] ?? "";
const OLD = moduleRoot({ awsAuth: "", entries: `  manage_aws_auth_configmap = true\n  ${ROWS}` })
  .replace("./modules/eks", "./modules/eks-v17")
  .replace(/ {2}authentication_mode = .*\n/, "");

function adopted(stage: Stage): ClusterDefinition {
  const overlay = { root: "../stack", module: "eks", configMap: "kubernetes_config_map_v1_data.aws_auth" };
  return { ...overlaid(stage), overlay };
}

withMirror("kubernetes", "a root of v17 that goes to v20 by the recipe of the page", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(OLD, undefined, {
      "modules/eks-v17/main.tf": V17,
      "modules/eks-v17/variables.tf": readFileSync(join(V19, "variables.tf"), "utf8"),
      "import-rows.tf":
        'import {\n  to = module.eks.kubernetes_config_map.aws_auth[0]\n  id = "kube-system/aws-auth"\n}\n',
    });
    bench.write("import-rows.tf", "");
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "the root has the ConfigMap with its rows in the module",
    async () => {
      expect(V17).toContain('resource "kubernetes_config_map" "aws_auth" {\n  count');
      expect(await bench.plan()).toContain("No changes.");
      expect(await bench.state()).toContain('"type": "kubernetes_config_map"');
    },
    PATIENCE,
  );

  test(
    "the bump alone would destroy everybody's rows",
    async () => {
      bench.write("main.tf", NEW);
      await bench.init();
      expect(await bench.plan()).toContain("module.eks.kubernetes_config_map.aws_auth[0] will be destroyed");
    },
    PATIENCE,
  );

  test(
    "with `removed` beside it the ConfigMap stays alive as it is, out of the state",
    async () => {
      const before = await bench.bench.kube.configMap("aws-auth");
      bench.write("removed.tf", REMOVED);
      const plan = await bench.apply();
      expect(plan).toContain("module.eks.kubernetes_config_map.aws_auth[0] will no longer be managed by Terraform");
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
      expect(await bench.state()).not.toContain("kubernetes_config_map");
    },
    PATIENCE,
  );

  test(
    "the rows are adopted by a resource of the team's own, and none changes",
    async () => {
      const before = await bench.bench.kube.configMap("aws-auth");
      const live = Object.entries(before ?? {});
      const written = ADOPTED.replace(
        /( {2}data = \{\n)[^]*?\n( {2}\}\n)/,
        (_, open: string, close: string) =>
          `${open}${live.map(([section, text]) => `    ${section} = ${JSON.stringify(text)}`).join("\n")}\n${close}`,
      );
      expect(written).not.toBe(ADOPTED);
      bench.write("rows.tf", written);
      expect(await bench.apply()).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
      expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test.each(["config-map", "dual", "entries", "retire", "api", "done"] as const)(
    "%s is applied, and planned again without changes",
    async (stage) => {
      expect((await bench.takes(adopted(stage))).again).toContain("No changes.");
    },
    PATIENCE,
  );
});
