import { user } from "../../support/definitions/arns";
import { answered, BUMP_FILE, BumpBench, ROWS_CHANGED } from "../../support/golden/bump-bench";
import { rootAt20 } from "../../support/golden/bump-roots";
import { withModule } from "../../support/golden/golden-bench";

const PATIENCE = 900_000;

describe.each(["config-map", "entries"] as const)("at stage %s", (stage) => {
  withModule("a root of the real module at 20.13.1 with its overlay", () => {
    let bench: BumpBench;

    beforeAll(async () => {
      bench = await BumpBench.start(rootAt20("20.13.1"));
      await bench.saveState();
      await bench.import(answered);
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "plans no changes under its first overlay, and takes its stages",
      async () => {
        expect(await bench.plan()).toContain("No changes.");
        await bench.must("overlay", "clusters");
        expect(await bench.plan()).toContain("No changes.");
        for (let step = 0; step < 3 && bench.stage !== stage; step += 1) {
          await bench.must("advance", BUMP_FILE);
          expect(await bench.apply()).not.toMatch(ROWS_CHANGED);
        }
        expect(bench.stage).toBe(stage);
      },
      PATIENCE,
    );

    test(
      "the bump to 20.37.2 changes nothing: no row, no entry, nothing that runs",
      async () => {
        const before = await Promise.all([bench.rows(), bench.principals()]);
        await bench.saveState();
        const told = await bench.must("upgrade-module", "--root", "stack", "--state", "state.json");
        const edits = [...told.matchAll(/^ {2}stack\/main\.tf:\d+ {2}(\S+): (.*)$/gm)].map(([, name]) => name);
        expect(edits).toEqual(["enable_auto_mode_custom_tags", "version", "module.aws_auth.version"]);
        bench.edit("stack/main.tf", (main) =>
          main
            .replaceAll('"20.13.1"', '"20.37.2"')
            .replace(/( {2}cluster_version = .*\n)/, (line) => `${line}  enable_auto_mode_custom_tags = false\n`),
        );
        await bench.init();
        await bench.must("overlay", "clusters");
        expect(await bench.apply()).toContain("No changes.");
        expect(await Promise.all([bench.rows(), bench.principals()])).toEqual(before);
        expect(before[0]).toMatchObject({
          mapRoles: expect.stringContaining("eks:kube-proxy-windows"),
          mapUsers: expect.stringContaining(user("alice")),
          mapAccounts: '- "444455556666"\n',
        });
      },
      PATIENCE,
    );
  });
});
