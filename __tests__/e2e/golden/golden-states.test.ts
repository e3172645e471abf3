import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GoldenBench, withModule } from "../../support/golden/golden-bench";
import { GOLDEN_STATES, type GoldenName } from "../../support/golden/golden-state";

const PATIENCE = 240_000;
const PLATFORM = "arn:aws:iam::123456789012:role/platform";

/** What the team of each state has to accept before its cluster file passes. */
const ACCEPTED: Readonly<Record<GoldenName, readonly string[]>> = {
  access: ["code: masters-by-name", "code: creator-unknown", `code: username-changed, principal: "${PLATFORM}"`],
  "managed-node-groups": [],
  "self-managed": [],
  fargate: [],
  karpenter: [],
  "auto-mode": [],
};

withModule("states that the real module left", () => {
  test.each(GOLDEN_STATES)(
    "%s, imported and with its overlay, plans no changes; two files are new, and no other",
    async (name) => {
      const bench = await GoldenBench.start(name);
      try {
        const files = (): string[] => readdirSync(join(bench.home, "stack")).sort();
        const [before, main] = [files(), bench.read("stack/main.tf")];
        await bench.import(ACCEPTED[name]);
        const { exitCode, stderr } = await bench.eksAccess("overlay", "clusters");
        expect(exitCode === 0 ? "" : stderr).toBe("");
        expect(await bench.plan()).toContain("No changes.");
        expect(files().filter((file) => !before.includes(file))).toEqual([
          "eks_access.tf.json",
          "eks_access_override.tf.json",
        ]);
        expect(bench.read("stack/main.tf")).toBe(main);
      } finally {
        await bench.stop();
      }
    },
    PATIENCE,
  );
});
