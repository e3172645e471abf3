import { STAGES, type Stage } from "../../../lib/migration/stage";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { role } from "../../support/definitions/arns";
import { entryNotThere } from "../../support/guards/entry-not-there";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { entriesHcl } from "../../support/overlay/overlay-roots";
import { BARE_SHAPE, PROVIDER_SHAPES, ROOT_SHAPES } from "../../support/overlay/root-shapes";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 400_000;
/** In a local module too, whose name stands before. */
const NODE_NOT_THERE = new RegExp(entryNotThere("node", "eks_access_demo_").source.replace(/^with /, ""));

describe.each([...ROOT_SHAPES, ...PROVIDER_SHAPES, BARE_SHAPE])("an overlay over a root with $name", (shape) => {
  withMirror("kubernetes", "through all stages", () => {
    let bench: OverlayBench;
    const at = (stage: Stage): ClusterDefinition => overlaid(stage, { overlay: shape.overlay });
    const writeRoot = (root: Parameters<typeof shape.files>[0]): void => {
      for (const [name, text] of Object.entries(shape.files(root))) bench.write(name, text);
    };
    const takes = (stage: Stage): void => {
      test(
        `${stage} is applied, and planned again without changes`,
        async () => {
          expect((await bench.takes(at(stage))).again).toContain("No changes.");
        },
        PATIENCE,
      );
    };

    beforeAll(async () => {
      const { "main.tf": main = "", ...files } = shape.files({});
      bench = await OverlayBench.start(main, shape.cluster, files);
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "the first plan changes nothing, and no stage can be skipped",
      async () => {
        await bench.lay(at("config-map"));
        expect(await bench.plan()).toContain("No changes.");
        for (const stage of STAGES.slice(2)) {
          await bench.lay(at(stage));
          expect(await bench.refused()).toContain("Cluster demo is in authentication mode CONFIG_MAP");
        }
      },
      PATIENCE,
    );

    takes("config-map");
    takes("dual");
    takes("entries");

    test(
      "a stranger's row is refused, with -target on the cluster and with -refresh=false too",
      async () => {
        await bench.lay(at("retire"));
        const plans = [[], [`-target=${shape.cluster}`], ["-refresh=false"]];
        const said = await bench.refusedWithRow(role("stranger"), plans);
        expect(said).toHaveLength(plans.length);
        for (const one of said) expect(one).toContain(role("stranger"));
      },
      PATIENCE,
    );

    /** Whole, aimed at the cluster alone, and from the state alone. */
    const refusedEachWay = async (stage: Stage, said: RegExp | string): Promise<void> => {
      await bench.lay(at(stage));
      for (const way of [["plan"], ["plan", `-target=${shape.cluster}`], ["plan", "-refresh=false"]]) {
        const { exitCode, said: text, writes } = await bench.tries(...way);
        expect([way, exitCode, writes]).toEqual([way, 1, []]);
        expect(text).toMatch(said);
      }
    };

    test(
      "an entry that somebody deleted is refused",
      async () => {
        await bench.bench.changeEntry("DELETE", role("node"));
        await refusedEachWay("retire", NODE_NOT_THERE);
        const node = { principalArn: role("node"), type: "EC2_LINUX" };
        await bench.bench.eks("POST", "/clusters/demo/access-entries", node);
      },
      PATIENCE,
    );

    test(
      "a role that IAM does not have is refused, and one that was made anew, whose entry is older",
      async () => {
        await bench.bench.iam("DeleteRole", { RoleName: "dev" });
        await refusedEachWay("entries", `IAM has no ${role("dev")}`);
        await bench.bench.createRole("dev");
        await refusedEachWay(
          "retire",
          /IAM role dev was made at .*--principal-arn arn:\S+role\/dev\).*\[entry-outdated\]/,
        );
        await bench.bench.changeEntry("DELETE", role("dev"));
        expect((await bench.takes(at("entries"))).again).toContain("No changes.");
      },
      2 * PATIENCE,
    );

    takes("retire");
    takes("entries");

    test("the rows are back", async () => {
      expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles).toContain(role("admin"));
    });

    takes("retire");

    test(
      "the last switch is refused while somebody's entry is missing",
      async () => {
        await bench.bench.changeEntry("DELETE", role("node"));
        await refusedEachWay("api", NODE_NOT_THERE);
        const node = { principalArn: role("node"), type: "EC2_LINUX" };
        await bench.bench.eks("POST", "/clusters/demo/access-entries", node);
      },
      PATIENCE,
    );

    takes("api");
    takes("done");

    test(
      "it settles: with the HCL in its place and both files gone the plan says no changes, or that it destroys the empty rows alone",
      async () => {
        const hcl = await bench.settled(at("done"));
        bench.write("printed.tf", hcl);
        await bench.types("terraform fmt -check -diff printed.tf");
        bench.remove(["printed.tf"]);
        const folder = "platform/main.tf" in shape.files({}) ? "platform/" : "";
        bench.remove(["eks_access.tf.json", "eks_access_override.tf.json"].map((name) => `${folder}${name}`));
        writeRoot({ mode: "API", entries: entriesHcl(hcl), awsAuth: "" });
        // What belongs into the cluster's own block comes first: the mode, which the root has by then.
        if (shape === BARE_SHAPE) bench.write("entries.tf", hcl.slice(hcl.indexOf("resource ")));
        const planned = await bench.plan();
        if (shape.hasBareRows !== true) expect(planned).toContain("No changes.");
        else {
          expect(hcl).toContain("the plan destroys what that block made, which is empty, and nothing else");
          expect(planned).toContain("Plan: 0 to add, 0 to change, 1 to destroy.");
          expect(planned).toContain("# kubernetes_config_map_v1_data.auth will be destroyed");
        }
        await bench.apply();
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.bench.proxy.stateOf("demo").principals()).toHaveLength(4);
      },
      PATIENCE,
    );
  });
});
