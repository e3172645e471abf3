import { STAGES, type Stage } from "../../../lib/migration/stage";
import { AWS_AUTH_RESOURCES } from "../../../lib/migration/rendering/rendered-aws-auth";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { MODULE_FILES, ROOT_AT_19, ROOT_AT_20, withRowsOf19 } from "../../support/overlay/root-at-19";
import { upgradedFiles } from "../../support/overlay/upgraded-root";
import { called } from "../../support/terraform/module-bench";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const NOTHING = "Plan: 0 to add, 0 to change, 0 to destroy.";
const [, ROWS = ""] = AWS_AUTH_RESOURCES.map((address) => `${address}[0]`);
const BUMPED_ROWS = "kubernetes_config_map_v1_data.eks_access_aws_auth";

/** The state of the root is that of the stack which takes its place. */
const BACKEND = 'terraform {\n  backend "local" {\n    path = "state.tfstate"\n  }\n}\n';

const driven = (stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition => ({
  ...withRowsOf19(called(stage)),
  ...rest,
});

/** How the rows come out of v19's module into the call of modules/aws-auth. */
const WAYS = [
  { way: "the stack takes the place of the root at v19", isBumpedBefore: false },
  { way: "the stack takes the place of the root that upgrade-module has brought to v20", isBumpedBefore: true },
];

describe.each(WAYS)("$way", ({ isBumpedBefore }) => {
  withMirror("kubernetes", "a root of v19 that goes on with `render: module`", () => {
    let bench: OverlayBench;
    let before: Readonly<Record<string, string>> | undefined;

    beforeAll(async () => {
      bench = await OverlayBench.start(`${ROOT_AT_19}${BACKEND}`, "module.eks.aws_eks_cluster.this[0]", MODULE_FILES);
      await bench.bench.createRole("fargate");
      before = await bench.bench.kube.configMap("aws-auth");
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    const applied = async (definition: ClusterDefinition): Promise<string> => {
      bench.write("cdk.tf.json", jsonOf(definition));
      return bench.apply();
    };

    if (isBumpedBefore)
      test(
        "the bump of the root moves the rows into a file beside it, and changes nothing",
        async () => {
          const files = await upgradedFiles(ROOT_AT_19, await bench.state());
          for (const [name, text] of Object.entries(files)) bench.write(name, text);
          bench.write("main.tf", `${ROOT_AT_20}${BACKEND}`);
          await bench.init();
          const overlay = { root: "../stack", module: "eks", configMap: BUMPED_ROWS };
          await bench.lay(withRowsOf19({ ...overlaid("config-map"), overlay }));
          expect(await bench.apply()).toContain(NOTHING);
          expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
          bench.remove([...Object.keys(files), "eks_access.tf.json", "eks_access_override.tf.json"]);
          await bench.types(`terraform state mv ${BUMPED_ROWS} module.aws_auth.${ROWS}`);
        },
        PATIENCE,
      );

    test(
      "the first plan of the stack changes nothing, and the rows are byte for byte what they were",
      async () => {
        bench.remove(["main.tf"]);
        bench.write("cdk.tf.json", jsonOf(driven("config-map")));
        await bench.init();
        const plan = await bench.apply();
        if (isBumpedBefore) expect(plan).toContain("No changes.");
        else expect(plan).toContain(`module.eks.${ROWS} has moved to module.aws_auth.${ROWS}`);
        if (!isBumpedBefore) expect(plan).toContain(NOTHING);
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
        expect(before?.mapRoles).toMatch(/role\/node[^]*role\/fargate[^]*role\/admin[^]*role\/dev/);
      },
      PATIENCE,
    );

    test.each(STAGES.slice(1))(
      "%s is applied, and planned again without changes; rows change at retire and done alone",
      async (stage) => {
        const rows = await bench.bench.kube.configMap("aws-auth");
        await applied(driven(stage));
        expect(await bench.plan()).toContain("No changes.");
        const isChanged = JSON.stringify(await bench.bench.kube.configMap("aws-auth")) !== JSON.stringify(rows);
        expect(isChanged).toBe(stage === "retire" || stage === "done");
      },
      PATIENCE,
    );

    test(
      "every entry is live, and without the migration nothing is left to change",
      async () => {
        const { migration: _m, awsAuth: _a, ...rest } = driven("done", { authenticationMode: "API" });
        await applied(rest);
        expect(await bench.plan()).toContain("No changes.");
        expect((await bench.bench.proxy.stateOf("demo").principals()).length).toBe(5);
      },
      PATIENCE,
    );
  });
});
