import { cpSync } from "node:fs";
import { join } from "node:path";
import { jsonOf } from "../../../support/definitions/sample-stacks";
import { succeeded } from "../../../support/eks/aws-client";
import { addressesWith, StateBench } from "../../../support/guards/state-bench";
import { judged } from "../../../support/terraform/before";
import { fieldsOf } from "../../../support/terraform/provider-schema";

const PATIENCE = 240_000;
const MODULE = join(__dirname, "../../../fixtures/overlay/eks");
const ROLE = "arn:aws:iam::111122223333:role/cluster";
const SUBNETS = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"];

/** What each way to render says beside the access, which is the same. */
const RENDERS = {
  access: "render: access\n",
  module: `render: module
module: { source: ./modules/eks, version: 20.37.2 }
accept: [{ code: adopt-whole-state, reason: looked at, until: 2099-01-01 }]
cluster_version: "1.31"
subnet_ids: [${SUBNETS.join(", ")}]
iam_role_arn: ${ROLE}
`,
  resources: `cluster_version: "1.31"
subnet_ids: [${SUBNETS.join(", ")}]
create_iam_role: false
iam_role_arn: ${ROLE}
create_cluster_security_group: false
create_node_security_group: false
create_kms_key: false
cluster_encryption_config: {}
`,
} as const;

type Render = keyof typeof RENDERS;

/** The JSON of today for a cluster that is rendered in one way. */
function jsonFor(name: string, render: Render): string {
  const text = `cluster_name: ${name}
${RENDERS[render]}authentication_mode: API
access_entries:
  platform:
    principal_arn: arn:aws:iam::111122223333:role/platform
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }
terraform:
  account_id: "111122223333"
  region: eu-west-1
  backend: { local: { path: terraform.tfstate } }
`;
  const { definition, isRefused } = judged({ file: `${name}.yaml`, text });
  expect(isRefused).toBe(false);
  return jsonOf(definition);
}

/** As the JSON was before a stack forgot what another way to render has in its state. */
function withoutRemoved(json: string): string {
  const { removed: _, ...rest } = fieldsOf(JSON.parse(json));
  return JSON.stringify(rest);
}

describe("a cluster whose `render` changes to or from `module` in one state", () => {
  let bench: StateBench;

  beforeAll(async () => {
    bench = await StateBench.start("111122223333", "eu-west-1");
    cpSync(MODULE, join(bench.folder, "modules/eks"), { recursive: true });
    // Guards ask IAM whether the principals of entries are there.
    for (const RoleName of ["platform", "cluster"]) {
      succeeded("role", await bench.aws.iam("CreateRole", { RoleName, Path: "/", AssumeRolePolicyDocument: "{}" }));
    }
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  });

  /** A cluster whose state is of a way to render, as its apply leaves it. */
  async function applied(name: string, render: Render): Promise<void> {
    bench.removeState();
    if (render === "access") {
      const accessConfig = { authenticationMode: "API" };
      const body = { name, roleArn: ROLE, accessConfig, resourcesVpcConfig: { subnetIds: SUBNETS } };
      succeeded("cluster", await bench.aws.eks("POST", "/clusters", JSON.stringify(body)));
    }
    await bench.plan(jsonFor(name, render));
    await bench.applyPlan();
  }

  const OF_MODULE = [
    'module.eks.aws_eks_access_entry.this["platform"]',
    'module.eks.aws_eks_access_policy_association.this["platform_admin"]',
    "module.eks.aws_eks_cluster.this[0]",
  ];
  const OF_ACCESS = ["aws_eks_access_entry.platform", "aws_eks_access_policy_association.platform_admin"];

  test.each<[Render, Render, readonly string[]]>([
    ["module", "access", OF_MODULE],
    ["module", "resources", OF_MODULE],
    ["access", "module", OF_ACCESS],
    ["resources", "module", [...OF_ACCESS, "aws_eks_cluster.this"]],
  ])(
    "%s to %s: without the `removed` blocks all of it is destroyed; today it is forgotten, and nothing is destroyed",
    async (from, to, held) => {
      const name = `from-${from}-to-${to}`;
      await applied(name, from);
      const json = jsonFor(name, to);
      const then = await bench.plan(withoutRemoved(json));
      expect(addressesWith("delete", then)).toEqual(expect.arrayContaining([...held]));
      const today = await bench.plan(json);
      expect(addressesWith("forget", today)).toEqual(addressesWith("delete", then));
      expect(today.actions.filter(({ actions }) => actions.includes("delete"))).toEqual([]);
      expect(today.text).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
    },
    PATIENCE,
  );
});
