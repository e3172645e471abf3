import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role, user } from "../../support/definitions/arns";
import { ADMIN_ROW, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { moduleRoot } from "../../support/overlay/overlay-roots";
import { upgradedFiles } from "../../support/overlay/upgraded-root";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const V19 = join(__dirname, "../../fixtures/overlay/eks-v19");
const files = Object.fromEntries(
  ["main.tf", "variables.tf"].map((name) => [`modules/eks-v19/${name}`, readFileSync(join(V19, name), "utf8")]),
);

const ARGUMENTS = `  manage_aws_auth_configmap                        = true
  aws_auth_node_iam_role_arns_non_windows          = ["${role("node")}"]
  aws_auth_fargate_profile_pod_execution_role_arns = ["${role("fargate")}"]
  aws_auth_roles = [
    { rolearn = "${role("admin")}", username = "admin:{{SessionName}}", groups = ["system:masters"] },
    { rolearn = "${role("dev")}", username = "dev:{{SessionName}}", groups = ["developers"] },
  ]
  aws_auth_users = [{ userarn = "${user("alice")}", username = "alice", groups = ["developers"] }]
`;
const OLD = moduleRoot({ awsAuth: "", entries: ARGUMENTS })
  .replace("./modules/eks", "./modules/eks-v19")
  .replace(/ {2}authentication_mode = .*\n/, "");
const NEW = moduleRoot({ awsAuth: "" });

/** The cluster file after the bump: rows in the order in which v19 had them. */
function bumped(stage: Stage): ClusterDefinition {
  const fargate = {
    rolearn: role("fargate"),
    username: "system:node:{{SessionName}}",
    groups: ["system:bootstrappers", "system:nodes", "system:node-proxier"],
  };
  const definition = overlaid(stage);
  return {
    ...definition,
    overlay: { root: "../stack", module: "eks", configMap: "kubernetes_config_map_v1_data.eks_access_aws_auth" },
    accessEntries: { ...definition.accessEntries, fargate: { principalArn: role("fargate"), type: "FARGATE_LINUX" } },
    awsAuth: {
      awsAuthRoles: [NODE_ROW, fargate, ADMIN_ROW, DEV_ROW],
      awsAuthUsers: [{ userarn: user("alice"), username: "alice", groups: ["developers"] }],
      awsAuthAccounts: [],
    },
  };
}

withMirror("kubernetes", "a root of v19 that goes to v20", () => {
  let bench: OverlayBench;

  beforeAll(async () => {
    bench = await OverlayBench.start(OLD, "module.eks.aws_eks_cluster.this[0]", files);
    await bench.bench.createRole("fargate");
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  test(
    "the bump moves the rows out of the module, and changes nothing",
    async () => {
      const before = await bench.bench.kube.configMap("aws-auth");
      const written = await upgradedFiles(OLD, await bench.state());
      for (const [name, text] of Object.entries(written)) bench.write(name, text);
      bench.write("main.tf", NEW);
      await bench.init();
      await bench.lay(bumped("config-map"));
      const plan = await bench.plan();
      expect(plan).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain(
        "module.eks.kubernetes_config_map_v1_data.aws_auth[0] has moved to kubernetes_config_map_v1_data.eks_access_aws_auth",
      );
      await bench.apply();
      expect(await bench.plan()).toContain("No changes.");
      expect(await bench.bench.kube.configMap("aws-auth")).toEqual(before);
    },
    PATIENCE,
  );

  test.each(["dual", "entries", "retire", "api", "done"] as const)(
    "%s is applied, and planned again without changes",
    async (stage) => {
      expect((await bench.takes(bumped(stage))).again).toContain("No changes.");
    },
    PATIENCE,
  );
});
