import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import { AWS_AUTH_RESOURCES } from "../../../../lib/migration/rendering/rendered-aws-auth";
import { STAGES, type Stage } from "../../../../lib/migration/stage";
import { called, ModuleBench } from "../../../support/terraform/module-bench";
import { withMirror } from "../../../support/terraform/terraform";

const PATIENCE = 240_000;
const NO_ROWS = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
const [CONFIG_MAP, ROWS] = AWS_AUTH_RESOURCES.map((address) => `module.eks.${address}[0]`);
const NOTHING = "Plan: 0 to add, 0 to change, 0 to destroy.";

withMirror(
  "kubernetes",
  "a stack that calls the module, over a state of v19, which has aws-auth within module.eks",
  () => {
    let bench: ModuleBench;

    const toggled = (create: boolean, stage: Stage = "config-map"): ClusterDefinition => {
      const { awsAuth = NO_ROWS } = called(stage);
      return called(stage, { awsAuth: { ...awsAuth, createAwsAuthConfigmap: create } });
    };

    beforeAll(async () => {
      bench = await ModuleBench.start();
      await bench.import(toggled(true), "module.aws_auth.kubernetes_config_map.aws_auth[0]", "kube-system/aws-auth");
      await bench.apply(toggled(true));
      for (const address of AWS_AUTH_RESOURCES)
        await bench.moveInState(`module.aws_auth.${address}[0]`, `module.eks.${address}[0]`);
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test.each([true, false])(
      "with create_aws_auth_configmap %s the plan destroyed both; it destroys nothing today",
      async (create) => {
        const then = await bench.planWithout(toggled(create), ["moved", "removed"]);
        expect(then).toContain(`# ${ROWS} will be destroyed`);
        expect(then).toContain(`# ${CONFIG_MAP} will be destroyed`);
        const plan = await bench.plan(toggled(create));
        expect(plan).toContain(NOTHING);
        expect(plan).toContain(`# ${ROWS} has moved to module.aws_auth.`);
        expect(plan).toContain(
          create
            ? `# ${CONFIG_MAP} has moved to module.aws_auth.`
            : `# ${CONFIG_MAP} will no longer be managed by Terraform`,
        );
      },
      PATIENCE,
    );

    test(
      "applied, everybody's rows are as they were, and the next plan changes nothing",
      async () => {
        const before = await bench.bench.kube.configMap("aws-auth");
        expect(await bench.apply(toggled(false))).toContain("Resources: 0 added, 0 changed, 0 destroyed.");
        expect(await bench.plan(toggled(false))).toContain("No changes.");
        expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
        expect(before?.mapRoles).toContain("system:masters");
      },
      PATIENCE,
    );

    test.each(STAGES.slice(1))(
      "%s is applied, and planned again without changes; the ConfigMap itself is left alone",
      async (stage) => {
        expect(await bench.apply(toggled(false, stage))).toContain("Apply complete!");
        expect(await bench.plan(toggled(false, stage))).toContain("No changes.");
        const rows = (await bench.bench.kube.configMap("aws-auth"))?.mapRoles ?? "none";
        expect(rows.includes("system:masters")).toBe(stage === "dual" || stage === "entries");
      },
      PATIENCE,
    );

    test("every entry is live at the end", async () => {
      expect((await bench.bench.proxy.stateOf("demo").principals()).length).toBe(4);
    });
  },
);
