import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import { CREATOR, importing } from "../../../support/definitions/definitions";
import type { EksRequest } from "../../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../../support/guards/guard-bench";
import { jsonOf } from "../../../support/definitions/sample-stacks";
import { type TerraformResult, withMirror, type Workspace } from "../../../support/terraform/terraform";

const PATIENCE = 240_000;
const BRIDGE = "kubernetes_cluster_role_binding_v1.bridge";

withMirror("kubernetes", "Terraform that is killed between an entry and its policy", () => {
  describe.each(["access", "resources"] as const)("with render: %s", (render) => {
    const dual = guarded("dual", { render });
    const entries = guarded("entries", { render });
    const admin = entries.accessEntries.admin?.principalArn ?? "";
    let bench: GuardBench;
    let folder: Workspace;
    /** Keys of the entries that EKS has and the state has not, as the 409s name them. */
    let unknown: string[] = [];

    const writes = (definition: ClusterDefinition): void => folder.write("cdk.tf.json", jsonOf(definition));
    const run = async (
      definition: ClusterDefinition,
      command: string,
      ...args: readonly string[]
    ): Promise<TerraformResult> => {
      writes(definition);
      return folder.run(command, "-input=false", "-no-color", ...args);
    };
    const must = async (
      definition: ClusterDefinition,
      command: string,
      ...args: readonly string[]
    ): Promise<string> => {
      writes(definition);
      return folder.must(command, "-input=false", "-no-color", ...args);
    };
    /**
     * On a busy machine Terraform is killed after the bridge's binding was made and before that reached the state: then it is
     * imported, as docs/recovery.md says, and the run made again.
     */
    const withBridge = async (again: () => Promise<TerraformResult>): Promise<TerraformResult> => {
      const first = await again();
      if (!sentences(first).includes('"access-bridge" already exists')) return first;
      await must(entries, "import", BRIDGE, "access-bridge");
      return again();
    };
    const done = (operation: EksRequest["operation"], principalArn: string): number =>
      bench.proxy.calls.filter(
        ({ request, status }) =>
          request.operation === operation && request.principalArn === principalArn && status === 200,
      ).length;

    beforeAll(async () => {
      bench = await GuardBench.live(dual, { creator: CREATOR });
      await bench.switchMode("API_AND_CONFIG_MAP");
      folder = bench.workspace();
      const first: ClusterDefinition = { ...importing(dual), adopt: { import: true, imported: [] } };
      writes(first);
      await folder.must("init", "-input=false", "-no-color");
      await must(first, "apply", "-auto-approve");
    }, PATIENCE);

    afterAll(async () => {
      folder.remove();
      await bench.stop();
    }, PATIENCE);

    test(
      "leaves an entry without its policy, and every later apply is answered 409",
      async () => {
        writes(entries);
        const killed = folder.start("apply", "-auto-approve", "-input=false", "-no-color");
        bench.proxy.afterEach(({ request: { operation, principalArn } }) => {
          if (operation === "CreateAccessEntry" && principalArn === admin) killed.kill();
          return Promise.resolve();
        });
        expect(await killed.result).not.toMatchObject({ exitCode: 0 });
        expect([done("CreateAccessEntry", admin), done("AssociateAccessPolicy", admin)]).toEqual([1, 0]);
        const again = await withBridge(() => run(entries, "apply", "-auto-approve"));
        expect(again.exitCode).toBe(1);
        expect(sentences(again)).toContain("ResourceInUseException");
        unknown = [...sentences(again).matchAll(/with aws_eks_access_entry\.(\w+),/g)].map(([, key = ""]) => key);
        expect(unknown).toContain("admin");
        expect(await run(entries, "apply", "-auto-approve")).toMatchObject({ exitCode: 1 });
      },
      PATIENCE,
    );

    test(
      "is not helped by importing the entry with its policies, which never were",
      async () => {
        const whole = await run({ ...importing(entries), adopt: { import: true, imported: unknown } }, "plan");
        expect(whole.exitCode).toBe(1);
        expect(sentences(whole)).toContain("Cannot import non-existent remote object");
      },
      PATIENCE,
    );

    test(
      "goes on where the file names the entries without their associations, and ends without changes",
      async () => {
        const remedy = { ...entries, adopt: { importedWithoutAssociations: unknown } };
        const plan = await must(remedy, "plan", "-out=saved");
        expect(plan).toMatch(
          new RegExp(`Plan: ${unknown.length} to import, \\d+ to add, \\d+ to change, 0 to destroy`),
        );
        expect(plan).toContain("# aws_eks_access_entry.admin will be imported");
        expect(plan).toContain("# aws_eks_access_policy_association.admin_admin will be created");
        await folder.must("apply", "-input=false", "-no-color", "saved");
        expect(await must(remedy, "plan")).toContain("No changes.");
        expect(await must(entries, "plan")).toContain("No changes.");
        expect([done("CreateAccessEntry", admin), done("AssociateAccessPolicy", admin)]).toEqual([1, 1]);
      },
      PATIENCE,
    );

    test(
      "goes on where the bridge is there and the state does not know it, once it is imported",
      async () => {
        writes(entries);
        await folder.must("state", "rm", BRIDGE);
        const refused = await run(entries, "apply", "-auto-approve");
        expect(refused.exitCode).toBe(1);
        expect(sentences(refused)).toContain('"access-bridge" already exists');
        expect(await must(entries, "import", BRIDGE, "access-bridge")).toContain("Import successful!");
        expect(await must(entries, "plan")).toContain("No changes.");
      },
      PATIENCE,
    );
  });
});
