import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { moduleRoot } from "../../support/overlay/overlay-roots";
import { BARE_SHAPE } from "../../support/overlay/root-shapes";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const IMPORTS = "imports.tf";

/** A root, and where its entries are in the state. */
const ROOTS = [
  {
    name: "the module",
    main: moduleRoot(),
    cluster: "module.eks.aws_eks_cluster.this[0]",
    overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
    address: (key: string) => `module.eks.aws_eks_access_entry.this["${key}"]`,
    keys: /with module\.eks\.aws_eks_access_entry\.this\["(\w+)"\],/g,
  },
  {
    name: "bare resources",
    main: BARE_SHAPE.files({})["main.tf"] ?? "",
    cluster: BARE_SHAPE.cluster,
    overlay: BARE_SHAPE.overlay,
    address: (key: string) => `aws_eks_access_entry.eks_access_demo_${key}`,
    keys: /with aws_eks_access_entry\.eks_access_demo_(\w+),/g,
  },
] as const;

describe.each(ROOTS)("Terraform that is killed between an entry and its policy, in an overlay over $name", (root) => {
  withMirror("kubernetes", "and the way out that docs/recovery.md tells", () => {
    const { bridgeGroup: _, ...migration } = overlaid("entries").migration ?? { stage: "entries" as const };
    const at = (stage: "dual" | "entries"): ClusterDefinition =>
      overlaid(stage, { overlay: root.overlay, migration: { ...migration, stage } });
    const entries = at("entries").accessEntries;
    const principal = (key: string): string => entries[key]?.principalArn ?? "";
    let bench: OverlayBench;
    /** Keys of the entries that EKS has and the state has not, as the 409s name them. */
    let unknown: string[] = [];

    beforeAll(async () => {
      bench = await OverlayBench.start(root.main, root.cluster);
      await bench.takes(
        overlaid("config-map", { overlay: root.overlay, migration: { ...migration, stage: "config-map" } }),
      );
      await bench.takes(at("dual"));
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "leaves an entry without its policy, and every later apply is answered 409",
      async () => {
        await bench.lay(at("entries"));
        const killed = bench.start("apply", "-auto-approve");
        bench.bench.proxy.afterEach(({ request: { operation, principalArn } }) => {
          if (operation === "CreateAccessEntry" && principalArn === principal("admin")) killed.kill();
          return Promise.resolve();
        });
        expect(await killed.result).not.toMatchObject({ exitCode: 0 });
        expect(await bench.bench.proxy.stateOf("demo").principals()).toContain(principal("admin"));
        const again = await bench.tries("apply", "-auto-approve");
        expect(again.exitCode).toBe(1);
        expect(again.said).toContain("ResourceInUseException");
        unknown = [...new Set([...again.said.matchAll(root.keys)].map(([, key = ""]) => key))];
        expect(unknown).toContain("admin");
      },
      PATIENCE,
    );

    test(
      "goes on with an import block for each entry that a 409 names, and ends without changes",
      async () => {
        const blocks = unknown.map(
          (key) => `import {\n  to = ${root.address(key)}\n  id = "demo:${principal(key)}"\n}\n`,
        );
        bench.write(IMPORTS, blocks.join(""));
        const plan = await bench.apply();
        expect(plan).toMatch(
          new RegExp(`Plan: ${unknown.length} to import, \\d+ to add, \\d+ to change, 0 to destroy`),
        );
        expect(await bench.plan()).toContain("No changes.");
        rmSync(join(bench.folder, IMPORTS));
        expect(await bench.plan()).toContain("No changes.");
        const calls = bench.bench.proxy.calls.filter(({ request, status }) => {
          return status === 200 && request.principalArn === principal("admin");
        });
        const made = calls.map(({ request }) => request.operation).filter((each) => /^(?:Create|Associate)/.test(each));
        expect(made).toEqual(["CreateAccessEntry", "AssociateAccessPolicy"]);
      },
      PATIENCE,
    );
  });
});
