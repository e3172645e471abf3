import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { CREATOR, importing } from "../support/definitions/definitions";
import { describeCall } from "../support/eks/eks-proxy";
import { isWriting } from "../support/eks/eks-request";
import { GuardBench, guarded } from "../support/guards/guard-bench";
import { withMirror } from "../support/terraform/terraform";

const PATIENCE = 240_000;

/** The same entries, `admin` under another key. */
function withoutKey(definition: ClusterDefinition): ClusterDefinition {
  const { admin, ...others } = definition.accessEntries;
  const { migration } = definition;
  if (admin === undefined || migration === undefined) throw new Error("expected an entry admin");
  const waves = (migration.waves ?? []).map((wave) => wave.map((key) => (key === "admin" ? "platform" : key)));
  return { ...definition, accessEntries: { ...others, platform: admin }, migration: { ...migration, waves } };
}

withMirror("kubernetes", "a key of access_entries that is renamed", () => {
  describe.each(["access", "resources"] as const)("with render: %s", (render) => {
    const before = guarded("entries", { render });
    const unsaid = withoutKey(before);
    const said: ClusterDefinition = { ...unsaid, renamed: { admin: "platform" } };
    let bench: GuardBench;

    beforeAll(async () => {
      bench = await GuardBench.live(before, { creator: CREATOR });
      await bench.switchMode("API_AND_CONFIG_MAP");
      const first: ClusterDefinition = { ...importing(before), adopt: { import: true, imported: [] }, imported: [] };
      await bench.init(first);
      await bench.must(first, "apply", "-auto-approve");
      expect(await bench.passes(before)).toContain("No changes.");
    }, PATIENCE);

    afterAll(async () => {
      await bench.stop();
    }, PATIENCE);

    test(
      "is destroyed and made anew where the file does not say so",
      async () => {
        const plan = await bench.passes(unsaid);
        expect(plan).toContain("Plan: 2 to add, 1 to change, 2 to destroy.");
        expect(plan).toContain("# aws_eks_access_entry.admin will be destroyed");
        expect(plan).toContain("# aws_eks_access_policy_association.admin_admin will be destroyed");
      },
      PATIENCE,
    );

    test(
      "moves with its policy where it does: EKS is not called, and the line may go once it is applied",
      async () => {
        const plan = await bench.passes(said);
        expect(plan).toContain("# aws_eks_access_entry.admin has moved to aws_eks_access_entry.platform");
        expect(plan).toContain(
          "# aws_eks_access_policy_association.admin_admin has moved to aws_eks_access_policy_association.platform_admin",
        );
        expect(plan).toContain("# terraform_data.stage will be updated in-place");
        expect(plan).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
        const at = bench.proxy.calls.length;
        await bench.apply(said);
        expect(
          bench.proxy.calls
            .slice(at)
            .filter(({ request }) => isWriting(request))
            .map(describeCall),
        ).toEqual([]);
        expect(await bench.passes(said)).toContain("No changes.");
        expect(await bench.passes(unsaid)).toContain("No changes.");
      },
      PATIENCE,
    );
  });
});
