import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import { called, ModuleBench } from "../../../support/terraform/module-bench";
import { withMirror } from "../../../support/terraform/terraform";

const PATIENCE = 240_000;
const NO_ROWS = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
const CONFIG_MAP = "module.aws_auth.kubernetes_config_map.aws_auth[0]";
const ROWS = "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]";

withMirror("kubernetes", "a stack that calls the module, whose toggles and names change in one state", () => {
  let bench: ModuleBench;

  const toggled = (create: boolean, manage: boolean, rest: Partial<ClusterDefinition> = {}): ClusterDefinition => {
    const { awsAuth = NO_ROWS } = called("config-map");
    const toggles = { createAwsAuthConfigmap: create, manageAwsAuthConfigmap: manage };
    return called("config-map", { awsAuth: { ...awsAuth, ...toggles }, ...rest });
  };

  beforeAll(async () => {
    bench = await ModuleBench.start();
    await bench.import(toggled(true, true), CONFIG_MAP, "kube-system/aws-auth");
    await bench.apply(toggled(true, true));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  /** The JSON as it was written before a toggle forgot anything: without `moved` and `removed`. */
  const then = async (definition: ClusterDefinition): Promise<string> =>
    bench.planWithout(definition, ["moved", "removed"]);

  test(
    "create_aws_auth_configmap that goes to false destroyed the ConfigMap; it is forgotten today",
    async () => {
      expect(await then(toggled(false, true))).toContain(`# ${CONFIG_MAP} will be destroyed`);
      const plan = await bench.plan(toggled(false, true));
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain(`(moved from ${CONFIG_MAP})`);
    },
    PATIENCE,
  );

  test(
    "manage_aws_auth_configmap that goes to false emptied the rows; they are forgotten today",
    async () => {
      expect(await then(toggled(true, false))).toContain(`# ${ROWS} will be destroyed`);
      const plan = await bench.plan(toggled(true, false));
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain(`(moved from ${ROWS})`);
    },
    PATIENCE,
  );

  test(
    "both to false: the whole call leaves the state, and nothing is destroyed",
    async () => {
      const plan = await bench.plan(toggled(false, false));
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain(`# ${CONFIG_MAP} will no longer be managed by Terraform`);
    },
    PATIENCE,
  );

  const { module } = called("config-map");
  const names = { name: "cluster", awsAuthName: "rows" };

  test(
    "another name of the calls destroyed the cluster; it is forgotten today, and with `formerly` everything moves",
    async () => {
      const renamed = toggled(true, true, { module: { ...module, ...names } });
      await bench.init(renamed);
      expect(await then(renamed)).toContain("# module.eks.aws_eks_cluster.this[0] will be destroyed");
      const alone = await bench.plan(renamed);
      expect(alone).toContain("# module.eks.aws_eks_cluster.this[0] will no longer be managed by Terraform");
      expect(alone).toContain(`# ${CONFIG_MAP} will no longer be managed by Terraform`);
      expect(alone).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
      const formerly = { formerly: "eks", awsAuthFormerly: "aws_auth" };
      const moves = toggled(true, true, { module: { ...module, ...names, ...formerly } });
      const plan = await bench.plan(moves);
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain(
        "# module.eks.aws_eks_cluster.this[0] has moved to module.cluster.aws_eks_cluster.this[0]",
      );
    },
    PATIENCE,
  );

  test(
    "another name and another toggle at once: what the module has no more is forgotten, the rest moves",
    async () => {
      const formerly = { formerly: "eks", awsAuthFormerly: "aws_auth" };
      const moves = toggled(false, true, { module: { ...module, ...names, ...formerly } });
      expect(await bench.apply(moves)).toContain("Apply complete! Resources: 0 added, 0 changed, 0 destroyed.");
      expect(await bench.plan(moves)).toContain("No changes.");
      expect(await bench.addresses()).not.toContain(CONFIG_MAP);
      expect((await bench.bench.kube.configMap("aws-auth"))?.mapRoles).toContain("system:masters");
    },
    PATIENCE,
  );
});
