import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import { EksStack } from "../../stacks/eks-stack";
import { succeeded } from "../support/eks/aws-client";
import { addressesWith, StateBench, type StatePlan } from "../support/guards/state-bench";

/**
 * The state that the module left, without what needs a provider whose binary cannot be had here:
 * `module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]` and `module.eks.time_sleep.this[0]`.
 */
const STATE = join(__dirname, "../fixtures/golden-access/state.json");
const ACCOUNT = "123456789012";
const REGION = "eu-west-1";
const FILE = join(__dirname, "../fixtures/golden-access/payments-prod.yaml");

/** What the module renders and we do not yet: it is forgotten, and stays alive. Shrinks, never grows. */
const NOT_RENDERED_YET = [
  "module.eks.aws_security_group.cluster[0]",
  "module.eks.aws_security_group.node[0]",
  'module.eks.aws_security_group_rule.cluster["ingress_nodes_443"]',
  'module.eks.aws_security_group_rule.node["egress_all"]',
  'module.eks.aws_security_group_rule.node["ingress_cluster_443"]',
  'module.eks.aws_security_group_rule.node["ingress_cluster_4443_webhook"]',
  'module.eks.aws_security_group_rule.node["ingress_cluster_6443_webhook"]',
  'module.eks.aws_security_group_rule.node["ingress_cluster_8443_webhook"]',
  'module.eks.aws_security_group_rule.node["ingress_cluster_9443_webhook"]',
  'module.eks.aws_security_group_rule.node["ingress_cluster_kubelet"]',
  'module.eks.aws_security_group_rule.node["ingress_nodes_ephemeral"]',
  'module.eks.aws_security_group_rule.node["ingress_self_coredns_tcp"]',
  'module.eks.aws_security_group_rule.node["ingress_self_coredns_udp"]',
];

function golden(): string {
  const { cluster, findings } = parseClusterFile("payments-prod.yaml", readFileSync(FILE, "utf8"));
  expect(findings).toEqual([]);
  if (cluster === undefined) throw new Error("the cluster file is refused");
  return Testing.synth(new EksStack(Testing.app({ stackTraces: false }), "payments-prod", cluster.staged));
}

describe("a stack that adopts what the module made (golden/access)", () => {
  let bench: StateBench;
  let plan: StatePlan;

  beforeAll(async () => {
    bench = await StateBench.start(ACCOUNT, REGION);
    // Guards ask IAM whether the principals of entries are there.
    for (const RoleName of ["platform", "developers", "nodes"]) {
      succeeded("role", await bench.aws.iam("CreateRole", { RoleName, Path: "/", AssumeRolePolicyDocument: "{}" }));
    }
    bench.writeState(readFileSync(STATE, "utf8"));
    plan = await bench.plan(golden(), "-refresh=false");
  }, 180_000);

  afterAll(async () => {
    await bench.stop();
  });

  test("changes nothing on the cluster, its role, entries, associations, log group and identity provider", () => {
    expect(addressesWith("no-op", plan)).toEqual([
      "aws_cloudwatch_log_group.this",
      'aws_ec2_tag.cluster_primary_security_group["Environment"]',
      'aws_ec2_tag.cluster_primary_security_group["Team"]',
      "aws_eks_access_entry.developers",
      "aws_eks_access_entry.nodes",
      "aws_eks_access_entry.platform",
      "aws_eks_access_policy_association.developers_edit",
      "aws_eks_access_policy_association.developers_view",
      "aws_eks_access_policy_association.platform_admin",
      "aws_eks_cluster.this",
      "aws_iam_openid_connect_provider.oidc_provider",
      "aws_iam_policy.custom",
      "aws_iam_role.this",
      "aws_iam_role_policy_attachment.custom",
      'aws_iam_role_policy_attachment.this["AmazonEKSClusterPolicy"]',
      'aws_iam_role_policy_attachment.this["AmazonEKSVPCResourceController"]',
    ]);
  });

  test("plans nothing but the moves and what is left over", () => {
    expect(plan.text).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
  });

  test("leaves over what is not rendered yet, and nothing else", () => {
    const others = plan.actions.filter(({ actions }) => actions !== "no-op");
    expect(others).toEqual(NOT_RENDERED_YET.map((address) => ({ address, actions: "forget" })));
  });

  test("keeps the thumbprint that the module fetched, as it does by default", async () => {
    const fetched = '"thumbprint_list": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]';
    const state = readFileSync(STATE, "utf8").replace(/"thumbprint_list": \[\]/, fetched);
    expect(state).toContain(fetched);
    bench.writeState(state);
    const again = await bench.plan(golden(), "-refresh=false");
    expect(again.text).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
  }, 60_000);
});
