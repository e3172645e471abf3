import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import { role } from "../../support/definitions/arns";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { moduleRoot } from "../../support/overlay/overlay-roots";
import { reviewed } from "../../support/reviews/review-clusters";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;

withMirror("kubernetes", "an overlay, whose plan nothing reads again", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(moduleRoot());
    for (const stage of ["config-map", "dual", "entries"] as const) await bench.takes(overlaid(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const rows = async (): Promise<string> => ((await bench.bench.kube.configMap("aws-auth"))?.mapRoles ?? "").trim();

  /** Codes of what the review finds in a plan that no guard refuses, sorted. */
  async function found(): Promise<readonly string[]> {
    const read = parsePlan(await bench.planJson());
    if (read.kind !== "plan") throw new Error("expected a plan");
    const { clusters, findings } = reviewed(read.plan);
    const all = [...findings, ...clusters.flatMap((one) => one.findings)];
    return [...new Set(all.map(({ code }) => code))].sort();
  }

  test(
    "a saved plan of retire empties the rows though an entry has gone since: the review says so of every such plan",
    async () => {
      await bench.lay(overlaid("retire"));
      expect(await found()).toContain("second-read-missing");
      await bench.bench.changeEntry("DELETE", role("dev"));
      await bench.applySaved();
      expect(await rows()).toBe("[]");
      expect(await bench.bench.proxy.stateOf("demo").principals()).not.toContain(role("dev"));
    },
    PATIENCE,
  );

  test(
    "the next plan of the stage makes the entry anew",
    async () => {
      await bench.apply();
      expect(await bench.bench.proxy.stateOf("demo").principals()).toContain(role("dev"));
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "a plan that is fresh is refused where an entry has gone",
    async () => {
      await bench.takes(overlaid("entries"));
      await bench.bench.changeEntry("DELETE", role("dev"));
      await bench.lay(overlaid("retire"));
      expect(await bench.refused()).toContain("couldn't find resource");
      expect(await rows()).toContain(role("dev"));
      await bench.takes(overlaid("entries"));
      await bench.takes(overlaid("retire"));
    },
    PATIENCE,
  );

  test(
    "at retire an entry of another type, or of another principal under its key, is made anew: nothing protects what a module makes, the review says danger",
    async () => {
      const { accessEntries } = overlaid("retire");
      const others: readonly AccessEntry[] = [
        { principalArn: role("node"), type: "EC2_WINDOWS" },
        { principalArn: role("admin-2"), type: "EC2_LINUX" },
      ];
      await bench.bench.createRole("admin-2");
      for (const node of others) {
        await bench.lay(overlaid("retire", { accessEntries: { ...accessEntries, node } }));
        expect(await bench.plan()).toContain('module.eks.aws_eks_access_entry.this["node"] must be replaced');
        expect(await found()).toContain("entry-replaced");
      }
      await bench.lay(overlaid("retire"));
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "a key that is renamed: the review says so, and the `moved` blocks of docs/recovery.md keep entry and policy",
    async () => {
      const { accessEntries, ...rest } = overlaid("retire");
      const { admin, ...others } = accessEntries;
      if (admin === undefined) throw new Error("no admin");
      await bench.lay({ ...rest, accessEntries: { ...others, ops: admin } });
      expect(await found()).toContain("entry-renamed");
      bench.write("moved.tf", blockOf("moved").replaceAll("old", "admin").replaceAll("new", "ops"));
      expect(await bench.apply()).toMatch(/Plan: 0 to add, \d+ to change, 0 to destroy|No changes/);
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "409: the entry is there and the state has not got it: the commands of docs/recovery.md take it in",
    async () => {
      const entry = 'module.eks.aws_eks_access_entry.this["ops"]';
      const policy = 'module.eks.aws_eks_access_policy_association.this["ops_admin"]';
      await bench.forget(entry, policy);
      expect(await bench.failed()).toContain("ResourceInUseException");
      for (const command of importsOf(entry, policy)) await bench.types(command.replaceAll("role/ops", "role/admin"));
      expect(await bench.plan()).toContain("No changes.");
    },
    PATIENCE,
  );
});

const PAGE = readFileSync(join(__dirname, "../../../docs/recovery.md"), "utf8");

/** The blocks of HCL of the page that begin so. */
function blockOf(word: string): string {
  const blocks = [...PAGE.matchAll(/```hcl\n([^]*?)```/g)].map(([, text = ""]) => text);
  const found = blocks.find((text) => text.startsWith(word));
  if (found === undefined) throw new Error(`no block ${word}`);
  return found;
}

/** The commands of the page that import at addresses, in their order. */
function importsOf(...addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => {
    const line = PAGE.split("\n").find((one) => one.startsWith(`terraform import '${address}'`));
    if (line === undefined) throw new Error(`no import of ${address}`);
    return line;
  });
}
