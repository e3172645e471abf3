import { rmSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { GoldenBench, withModule } from "../../support/golden/golden-bench";
import { GOLDEN_STATES, type GoldenName } from "../../support/golden/golden-state";

const PATIENCE = 240_000;

const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const ROLE = "arn:aws:iam::123456789012:role";

/** Arguments that each call of `golden` has. */
const EVERYWHERE = `render: module
terraform:
  account_id: "123456789012"
  region: eu-west-1
  kubernetes_auth: kubeconfig
  backend: { local: { path: terraform.tfstate } }
include_oidc_root_ca_thumbprint: false
dataplane_wait_duration: 1s
accept: [{ code: adopt-whole-state, reason: looked at, until: 2099-01-01 }]
`;

const OLD_NETWORK = `vpc_id: vpc-eb1ed5cbf2714b638
subnet_ids: [subnet-65cf74e7120c45d9b, subnet-6c25e5a36b5b4938a]
`;

const NETWORK = `vpc_id: vpc-47303446e48695309
subnet_ids: [subnet-54c03f895289048a3, subnet-c54716592004e00cb]
`;

const NO_KEY = "create_kms_key: false\ncluster_encryption_config: {}\n";

/** The calls of each root, as a cluster file has them. */
const FILES: Readonly<Record<GoldenName, string>> = {
  "managed-node-groups": `cluster_name: orders-live
cluster_version: "1.31"
module: { version: 20.37.2 }
authentication_mode: API_AND_CONFIG_MAP
cluster_endpoint_public_access: true
create_cluster_primary_security_group_tags: false
enable_cluster_creator_admin_permissions: true
${NETWORK}cluster_addons:
  coredns: {}
  kube-proxy: {}
  vpc-cni: { before_compute: true, configuration_values: '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}' }
eks_managed_node_group_defaults: { instance_types: [m6i.large, m5.large], iam_role_attach_cni_policy: true }
eks_managed_node_groups:
  default: { min_size: 1, max_size: 3, desired_size: 2, ami_type: AL2023_x86_64_STANDARD }
  spot:
    use_name_prefix: false
    min_size: 1
    max_size: 10
    desired_size: 1
    capacity_type: SPOT
    labels: { workload: batch }
    taints: { batch: { key: dedicated, value: batch, effect: NO_SCHEDULE } }
    iam_role_additional_policies: { ssm: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
    block_device_mappings:
      xvda: { device_name: /dev/xvda, ebs: { volume_size: 75, volume_type: gp3, encrypted: true, delete_on_termination: true } }
    tags: { Purpose: batch }
  bare: { use_custom_launch_template: false, disk_size: 50 }
node_security_group_additional_rules:
  ingress_self_all: { description: Node to node all ports/protocols, protocol: "-1", from_port: 0, to_port: 0, type: ingress, self: true }
access_entries:
  viewers:
    principal_arn: ${ROLE}/developers
    policy_associations:
      view:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
        access_scope: { type: namespace, namespaces: [default] }
tags: { Environment: stage }
`,
  fargate: `cluster_name: edge-dev
cluster_version: "1.31"
module: { version: 20.37.2 }
authentication_mode: API_AND_CONFIG_MAP
${OLD_NETWORK}create_cluster_security_group: false
create_node_security_group: false
${NO_KEY}fargate_profile_defaults:
  iam_role_additional_policies: { ssm: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
fargate_profiles:
  backend:
    name: backend
    selectors: [{ namespace: backend, labels: { app: api } }, { namespace: app-* }]
    subnet_ids: [subnet-65cf74e7120c45d9b]
    tags: { Owner: edge }
  kube-system: { selectors: [{ namespace: kube-system }] }
access_entries: {}
tags: { Environment: dev }
`,
  karpenter: `cluster_name: scale-dev
cluster_version: "1.31"
module: { version: 20.37.2 }
authentication_mode: API_AND_CONFIG_MAP
enable_cluster_creator_admin_permissions: true
${OLD_NETWORK}${NO_KEY}node_security_group_tags: { karpenter.sh/discovery: scale-dev }
access_entries: {}
modules:
  karpenter:
    source: terraform-aws-modules/eks/aws//modules/karpenter
    version: 20.37.2
    cluster_name: { module: eks, output: cluster_name }
    enable_v1_permissions: true
    node_iam_role_use_name_prefix: false
    node_iam_role_name: scale-dev
    create_pod_identity_association: true
    node_iam_role_additional_policies: { ssm: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
`,
  "auto-mode": `cluster_name: auto-dev
cluster_version: "1.33"
module: { version: 20.37.2 }
authentication_mode: API
cluster_endpoint_public_access: true
enable_cluster_creator_admin_permissions: true
${OLD_NETWORK}cluster_compute_config: { enabled: true, node_pools: [general-purpose] }
access_entries: {}
`,
  access: `cluster_name: payments-prod
cluster_version: "1.31"
module: { version: 20.37.2 }
authentication_mode: API_AND_CONFIG_MAP
${OLD_NETWORK}${NO_KEY}access_entries:
  platform:
    principal_arn: ${ROLE}/platform
    policy_associations:
      admin: { policy_arn: "${ADMIN}", access_scope: { type: cluster } }
  developers:
    principal_arn: ${ROLE}/developers
    kubernetes_groups: [developers]
    user_name: "dev:{{SessionName}}"
    policy_associations:
      edit:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy
        access_scope: { type: namespace, namespaces: [checkout, ledger] }
      view:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
        access_scope: { type: cluster }
  nodes: { principal_arn: "${ROLE}/nodes", type: EC2_LINUX }
aws_auth:
  aws_auth_roles:
    - { rolearn: "${ROLE}/platform", username: "platform:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: "${ROLE}/nodes", username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
  aws_auth_users: [{ userarn: "arn:aws:iam::123456789012:user/alice", username: alice, groups: [developers] }]
  aws_auth_accounts: []
tags: { Environment: prod, Team: payments }
`,
  "self-managed": `cluster_name: legacy-prod
cluster_version: "1.31"
module: { version: 20.37.2 }
authentication_mode: API_AND_CONFIG_MAP
create_cluster_primary_security_group_tags: false
${NETWORK}${NO_KEY}self_managed_node_groups:
  workers:
    name: workers
    ami_type: AL2023_x86_64_STANDARD
    ami_id: ami-0123456789abcdef0
    instance_type: m5.large
    min_size: 1
    max_size: 4
    desired_size: 2
  mixed:
    ami_id: ami-0123456789abcdef0
    use_mixed_instances_policy: true
    mixed_instances_policy:
      instances_distribution: { on_demand_base_capacity: 1, spot_allocation_strategy: capacity-optimized }
      override: [{ instance_type: m5.large, weighted_capacity: "1" }, { instance_type: m6i.large, weighted_capacity: "2" }]
    create_access_entry: false
    iam_role_use_name_prefix: false
access_entries: {}
aws_auth:
  create_aws_auth_configmap: true
  aws_auth_roles:
    - { rolearn: "${ROLE}/mixed-node-group", username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
  aws_auth_users: []
  aws_auth_accounts: []
tags: { Environment: prod }
`,
};

function jsonOf(text: string): string {
  const { cluster, findings } = parseClusterFile(`${/^cluster_name: (.*)$/m.exec(text)?.[1] ?? ""}.yaml`, text);
  if (cluster === undefined) throw new Error(findings.map(({ message }) => message).join("\n"));
  return Testing.synth(new ModuleStack(Testing.app({ stackTraces: false }), "golden", cluster.staged));
}

withModule("states that the real module left, with render: module", () => {
  test.each(GOLDEN_STATES)(
    "%s, its calls in a cluster file, plans no changes",
    async (name) => {
      const bench = await GoldenBench.start(name);
      try {
        rmSync(join(bench.home, "stack/main.tf"));
        rmSync(join(bench.home, "stack/terraform.tfvars"));
        bench.write("cdk.tf.json", jsonOf(`${FILES[name]}${EVERYWHERE}`));
        await bench.init();
        expect(await bench.plan()).toContain("No changes.");
      } finally {
        await bench.stop();
      }
    },
    PATIENCE,
  );
});
