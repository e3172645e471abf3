import { STAGES, type Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { called, ModuleBench } from "../../support/terraform/module-bench";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;

withMirror("kubernetes", "a stack that calls the module", () => {
  let bench: ModuleBench;

  beforeAll(async () => {
    bench = await ModuleBench.start();
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const takes = (stage: Stage): void => {
    test(
      `${stage} is applied, and planned again without changes`,
      async () => {
        expect(await bench.apply(called(stage))).toContain("Apply complete!");
        expect(await bench.plan(called(stage))).toContain("No changes.");
      },
      PATIENCE,
    );
  };

  test(
    "the first plan of a state that the module made changes nothing",
    async () => {
      expect(await bench.plan(called("config-map"))).toContain("No changes.");
    },
    PATIENCE,
  );

  test.each(STAGES.slice(2))(
    "%s is refused while the mode is CONFIG_MAP",
    async (stage) => {
      expect(await bench.refused(called(stage))).toContain("Cluster demo is in authentication mode CONFIG_MAP");
    },
    PATIENCE,
  );

  takes("config-map");
  takes("dual");
  takes("entries");

  test(
    "a stranger's row is refused, with -target on what it would lock out too, and -refresh=false",
    async () => {
      const rows = await bench.bench.kube.configMap("aws-auth");
      const strange = `${rows?.mapRoles ?? ""}- RoleARN: ${role("stranger")}\n  username: x\n  groups: [a]\n`;
      await bench.bench.writeAwsAuth({ ...rows, mapRoles: strange });
      const ways = [
        [],
        ["-target=module.aws_auth"],
        ["-target=module.eks"],
        ["-target=module.eks.aws_eks_cluster.this[0]"],
        ['-target=module.eks.aws_eks_access_entry.this["dev"]'],
        ["-refresh=false"],
      ];
      for (const args of ways) expect(await bench.refused(called("retire"), ...args)).toContain(role("stranger"));
      await bench.bench.writeAwsAuth(rows ?? {});
    },
    PATIENCE,
  );

  test(
    "a row that is written between plan and apply stops the apply, before anything is emptied",
    async () => {
      const rows = await bench.bench.kube.configMap("aws-auth");
      await bench.plan(called("retire"), "-out=saved");
      const strange = `${rows?.mapRoles ?? ""}- rolearn: ${role("stranger")}\n  username: x\n  groups: [a]\n`;
      await bench.bench.writeAwsAuth({ ...rows, mapRoles: strange });
      expect(await bench.applySaved()).toContain("aws-auth of cluster demo");
      expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles).toBe(strange);
      await bench.bench.writeAwsAuth(rows ?? {});
    },
    PATIENCE,
  );

  takes("retire");

  test("the rows are gone, and every entry is live", async () => {
    expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
    expect((await bench.bench.proxy.stateOf("demo").principals()).length).toBe(4);
  });

  takes("entries");

  test("the rows are back", async () => {
    expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles).toContain(role("admin"));
  });

  takes("retire");
  takes("api");
  takes("done");

  test(
    "without migration and aws_auth the plan says no changes, and the module has the addresses it had",
    async () => {
      const { migration: _m, awsAuth: _a, ...rest } = called("done", { authenticationMode: "API" });
      await bench.apply(rest);
      expect(await bench.plan(rest)).toContain("No changes.");
      expect((await bench.addresses()).filter((address) => address.startsWith("module.eks.aws_"))).toEqual([
        'module.eks.aws_eks_access_entry.this["admin"]',
        'module.eks.aws_eks_access_entry.this["alice"]',
        'module.eks.aws_eks_access_entry.this["dev"]',
        'module.eks.aws_eks_access_entry.this["node"]',
        'module.eks.aws_eks_access_policy_association.this["admin_admin"]',
        "module.eks.aws_eks_cluster.this[0]",
      ]);
    },
    PATIENCE,
  );
});
