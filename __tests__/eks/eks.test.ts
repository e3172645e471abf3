import { Eks, type EksProps } from "../../lib/eks/eks";
import { fieldsOf } from "../support/terraform/provider-schema";
import { addresses, resources, synth } from "./synth";

const MINIMAL = { clusterName: "demo", subnetIds: ["subnet-1", "subnet-2"] };

function rendered(props: Partial<EksProps> = {}) {
  return synth((stack) => new Eks(stack, "eks", { ...MINIMAL, ...props }));
}

function clusterOf(props: Partial<EksProps>) {
  return fieldsOf(resources(rendered(props), "aws_eks_cluster").this);
}

describe("Eks", () => {
  test("renders the module's resources at the module's addresses", () => {
    expect(addresses(rendered({ tags: { Team: "platform" } }))).toEqual([
      "aws_cloudwatch_log_group.this",
      "aws_ec2_tag.cluster_primary_security_group",
      "aws_eks_cluster.this",
      "aws_iam_openid_connect_provider.oidc_provider",
      "aws_iam_policy.custom",
      "aws_iam_role.this",
      "aws_iam_role_policy_attachment.custom",
      "aws_iam_role_policy_attachment.this",
      "data.aws_iam_policy_document.assume_role_policy",
      "data.aws_iam_policy_document.custom",
      "data.aws_partition.current",
    ]);
  });

  test("renders the module's defaults", () => {
    expect(resources(rendered(), "aws_eks_cluster")).toEqual({
      this: {
        access_config: {
          authentication_mode: "API_AND_CONFIG_MAP",
          bootstrap_cluster_creator_admin_permissions: false,
        },
        depends_on: ["aws_iam_role_policy_attachment.this", "aws_cloudwatch_log_group.this"],
        enabled_cluster_log_types: ["audit", "api", "authenticator"],
        kubernetes_network_config: { ip_family: "ipv4" },
        lifecycle: {
          ignore_changes: [
            "access_config[0].bootstrap_cluster_creator_admin_permissions",
            "bootstrap_self_managed_addons",
          ],
        },
        name: "demo",
        role_arn: "${aws_iam_role.this.arn}",
        tags: { "terraform-aws-modules": "eks" },
        vpc_config: {
          endpoint_private_access: true,
          endpoint_public_access: false,
          public_access_cidrs: ["0.0.0.0/0"],
          security_group_ids: [],
          subnet_ids: ["subnet-1", "subnet-2"],
        },
      },
    });
  });

  test("renders every argument of the cluster", () => {
    const cluster = clusterOf({
      clusterVersion: "1.31",
      clusterEnabledLogTypes: ["audit"],
      clusterForceUpdateVersion: true,
      authenticationMode: "CONFIG_MAP",
      bootstrapSelfManagedAddons: false,
      controlPlaneSubnetIds: ["subnet-3"],
      clusterSecurityGroupId: "sg-1",
      clusterAdditionalSecurityGroupIds: ["sg-2", "sg-1", ""],
      clusterEndpointPrivateAccess: false,
      clusterEndpointPublicAccess: true,
      clusterEndpointPublicAccessCidrs: ["203.0.113.0/24"],
      clusterIpFamily: "ipv6",
      clusterServiceIpv4Cidr: "172.20.0.0/16",
      clusterEncryptionConfig: { providerKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
      clusterRemoteNetworkConfig: {
        remoteNodeNetworks: { cidrs: ["10.0.0.0/16"] },
        remotePodNetworks: { cidrs: ["10.1.0.0/16"] },
      },
      clusterUpgradePolicy: { supportType: "STANDARD" },
      clusterZonalShiftConfig: { enabled: true },
      clusterTimeouts: { create: "45m" },
      tags: { Team: "platform", Stage: "prod" },
      clusterTags: { Stage: "live" },
      protect: true,
    });
    expect(cluster).toMatchObject({
      version: "1.31",
      enabled_cluster_log_types: ["audit"],
      force_update_version: true,
      bootstrap_self_managed_addons: false,
      access_config: { authentication_mode: "CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: false },
      vpc_config: {
        endpoint_private_access: false,
        endpoint_public_access: true,
        public_access_cidrs: ["203.0.113.0/24"],
        security_group_ids: ["sg-2", "sg-1"],
        subnet_ids: ["subnet-3"],
      },
      kubernetes_network_config: { ip_family: "ipv6", service_ipv4_cidr: "172.20.0.0/16" },
      encryption_config: {
        provider: { key_arn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
        resources: ["secrets"],
      },
      remote_network_config: {
        remote_node_networks: { cidrs: ["10.0.0.0/16"] },
        remote_pod_networks: { cidrs: ["10.1.0.0/16"] },
      },
      upgrade_policy: { support_type: "STANDARD" },
      zonal_shift_config: { enabled: true },
      timeouts: { create: "45m" },
      tags: { "terraform-aws-modules": "eks", Team: "platform", Stage: "live" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("renders Auto Mode with its policies and the role of its nodes", () => {
    const json = rendered({ clusterComputeConfig: { enabled: true, nodePools: ["general-purpose"] } });
    expect(resources(json, "aws_eks_cluster").this).toMatchObject({
      bootstrap_self_managed_addons: false,
      compute_config: {
        enabled: true,
        node_pools: ["general-purpose"],
        node_role_arn: "${aws_iam_role.eks_auto.arn}",
      },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true }, ip_family: "ipv4" },
      storage_config: { block_storage: { enabled: true } },
    });
    const attachments = resources(json, "aws_iam_role_policy_attachment");
    expect(Object.keys(fieldsOf(fieldsOf(attachments.this).for_each))).toEqual([
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
    ]);
    expect(attachments.eks_auto).toMatchObject({
      for_each: {
        AmazonEC2ContainerRegistryPullOnly:
          "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        AmazonEKSWorkerNodeMinimalPolicy:
          "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
      },
    });
  });

  test("gives Auto Mode without node pools no role of nodes", () => {
    expect(clusterOf({ clusterComputeConfig: { enabled: true } }).compute_config).toEqual({
      enabled: true,
      node_pools: [],
    });
  });

  test("leaves out on Outposts what there is not", () => {
    const outpostConfig = {
      controlPlaneInstanceType: "m5.large",
      outpostArns: ["arn:aws:outposts:eu-west-1:111122223333:outpost/op-1"],
    };
    const json = rendered({ outpostConfig, clusterEncryptionConfig: { providerKeyArn: "arn" } });
    const cluster = fieldsOf(resources(json, "aws_eks_cluster").this);
    expect(cluster).not.toHaveProperty("kubernetes_network_config");
    expect(cluster).not.toHaveProperty("encryption_config");
    expect(cluster).toMatchObject({ outpost_config: { control_plane_instance_type: "m5.large" } });
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual({});
    expect(resources(json, "aws_iam_role_policy_attachment").this).toMatchObject({
      for_each: { AmazonEKSClusterPolicy: expect.stringContaining("/AmazonEKSLocalOutpostClusterPolicy") },
    });
  });

  test("keeps policy variables of the custom policy for IAM", () => {
    const documents = fieldsOf(fieldsOf(rendered().data).aws_iam_policy_document);
    expect(JSON.stringify(documents.custom)).toContain("$${aws:PrincipalTag/eks:eks-cluster-name}");
  });

  test("logs to a group that Terraform makes, or to none", () => {
    const json = rendered({
      tags: { Team: "platform" },
      cloudwatchLogGroupClass: "INFREQUENT_ACCESS",
      cloudwatchLogGroupTags: { Keep: "1" },
    });
    expect(resources(json, "aws_cloudwatch_log_group").this).toEqual({
      log_group_class: "INFREQUENT_ACCESS",
      name: "/aws/eks/demo/cluster",
      retention_in_days: 90,
      tags: { Keep: "1", Name: "/aws/eks/demo/cluster", Team: "platform" },
    });
    expect(addresses(rendered({ createCloudwatchLogGroup: false }))).not.toContain("aws_cloudwatch_log_group.this");
  });

  test("makes IAM trust the cluster's service accounts, leaving thumbprints to AWS", () => {
    const provider = {
      client_id_list: ["sts.amazonaws.com"],
      tags: { Name: "demo-eks-irsa" },
      url: "${aws_eks_cluster.this.identity[0].oidc[0].issuer}",
    };
    expect(resources(rendered(), "aws_iam_openid_connect_provider").oidc_provider).toEqual(provider);
    const own = rendered({
      openidConnectAudiences: ["x", "sts.amazonaws.com"],
      customOidcThumbprints: ["a".repeat(40)],
    });
    expect(resources(own, "aws_iam_openid_connect_provider").oidc_provider).toEqual({
      ...provider,
      client_id_list: ["sts.amazonaws.com", "x"],
      thumbprint_list: ["a".repeat(40)],
    });
  });

  test("tags the primary security group, but for `Name`", () => {
    const json = rendered({ tags: { Team: "${x}", Name: "n" }, clusterTags: { Stage: "prod" } });
    expect(resources(json, "aws_ec2_tag").cluster_primary_security_group).toEqual({
      for_each: { Stage: "prod", Team: "$${x}" },
      key: "${each.key}",
      resource_id: "${aws_eks_cluster.this.vpc_config[0].cluster_security_group_id}",
      value: "${each.value}",
    });
    expect(
      resources(rendered({ tags: { A: "b" }, createClusterPrimarySecurityGroupTags: false }), "aws_ec2_tag"),
    ).toEqual({});
  });
});
