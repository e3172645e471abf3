import { answered, BumpBench, ROWS_CHANGED } from "../../support/golden/bump-bench";
import { rootWithTemplates } from "../../support/golden/bump-roots";
import { withModule } from "../../support/golden/golden-bench";

const PATIENCE = 900_000;

/** Of a bump nothing that runs is destroyed or made anew: no cluster, group, profile, template, role or instance profile. */
const REPLACED = /# module\.eks\S*\.aws_\S+ (?:must be replaced|will be destroyed)/;

describe.each(["20.13.1", "20.37.2"] as const)("to %s", (version) => {
  withModule("a root of the real module at 19.21.0 with groups of a launch template of its own", () => {
    let bench: BumpBench;

    beforeAll(async () => {
      bench = await BumpBench.start(rootWithTemplates("19.21.0"));
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "the bump moves the rows, byte for byte, and replaces nothing",
      async () => {
        expect(await bench.plan()).toContain("No changes.");
        const before = await bench.rows();
        await bench.saveState();
        const told = await bench.must("upgrade-module", "--root", "stack", "--state", "state.json");
        expect(told).toContain("self_managed_node_group_defaults = { create_access_entry = false }");
        await bench.import((file) => answered(file, "config_map: kubernetes_config_map_v1_data.eks_access_aws_auth"));
        bench.edit("stack/main.tf", (main) => edited(main, told, version));
        await bench.init();
        await bench.must("overlay", "clusters");
        const text = await bench.apply();
        expect(text).toContain(
          "module.eks.kubernetes_config_map_v1_data.aws_auth[0] has moved to kubernetes_config_map_v1_data.eks_access_aws_auth",
        );
        expect(text).not.toMatch(ROWS_CHANGED);
        expect(text).not.toMatch(REPLACED);
        expect(text).not.toContain("aws_eks_access_entry");
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.rows()).toEqual(before);
      },
      PATIENCE,
    );
  });
});

/** Versions of the module without a variable that upgrade-module adds for the newest. */
const WITHOUT_AUTO_MODE = "20.13.1";

/** main.tf as it is told, at a version: arguments added below `cluster_version`, those of the rows deleted. */
function edited(main: string, told: string, version: string): string {
  const added = [...told.matchAll(/^ {2}stack\/main\.tf:\d+ {2}\w+: add (\w+ = .+?): /gm)]
    .map(([, argument = ""]) => `  ${argument}\n`)
    .filter((argument) => version !== WITHOUT_AUTO_MODE || !argument.includes("enable_auto_mode_custom_tags"));
  return main
    .replace('"19.21.0"', `"${version}"`)
    .replace(/\n {2}manage_aws_auth_configmap[^]*?aws_auth_accounts = .*\n/, "\n")
    .replace(/( {2}cluster_version = .*\n)/, (line) => `${line}${added.join("")}`);
}
