import { z } from "zod";
import { AUTHENTICATION_MODES } from "../../../access/access-entry/authentication-mode";
import { section } from "../camel-keys";
import { OTHER_RENDERINGS } from "./other-renderings";
import { awsArn, clusterVersion, issueOf, roleArn, text, textMap, texts } from "../texts";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

const encryptionConfig = section({
  provider_key_arn: awsArn.describe("ARN of a KMS key that exists.").exactOptional(),
  resources: texts.describe('What is encrypted. Default: ["secrets"].').exactOptional(),
}).transform(({ providerKeyArn, ...rest }, { issues, value }) => {
  if (providerKeyArn !== undefined) return { providerKeyArn, ...rest };
  issues.push(
    issueOf(
      {
        code: "variable-unsupported",
        message: "a key of our own is not rendered, expected provider_key_arn, got nothing",
        help: `write \`{}\` for the key of AWS, or the ARN of a key that exists; or write ${OTHER_RENDERINGS}`,
      },
      value,
    ),
  );
  return z.NEVER;
});

const networks = section({ cidrs: texts.describe("CIDR blocks.") });

/**
 * The module's variables of the control plane, by their names there.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/variables.tf
 */
export const CONTROL_PLANE = {
  cluster_version: clusterVersion
    .describe('`"1.31"`, in quotes. Left out: the latest that EKS has when the cluster is made.')
    .exactOptional(),
  cluster_enabled_log_types: z
    .array(z.enum(LOG_TYPES))
    .describe("Logs of the control plane. Default: audit, api, authenticator.")
    .exactOptional(),
  cluster_force_update_version: z.boolean().describe("Upgrades past failing readiness checks.").exactOptional(),
  authentication_mode: z
    .enum(AUTHENTICATION_MODES)
    .describe(
      "How the cluster authenticates. With `migration` left out, or what the stage says. Default: API_AND_CONFIG_MAP.",
    )
    .exactOptional(),
  bootstrap_self_managed_addons: z
    .boolean()
    .describe("Whether a new cluster gets kube-proxy, CoreDNS and the VPC CNI from EKS. Read at creation only.")
    .exactOptional(),
  vpc_id: text
    .describe("VPC of the security groups, which are not rendered yet: kept, and used by nothing.")
    .exactOptional(),
  subnet_ids: texts
    .describe("Subnets of the nodes, and of the control plane without control_plane_subnet_ids.")
    .exactOptional(),
  control_plane_subnet_ids: texts.describe("Subnets of the control plane. Default: subnet_ids.").exactOptional(),
  cluster_security_group_id: text.describe("Security group of the control plane that exists.").exactOptional(),
  cluster_additional_security_group_ids: texts.describe("More security groups of the control plane.").exactOptional(),
  cluster_endpoint_private_access: z
    .boolean()
    .describe("Whether the API endpoint answers inside the VPC. Default: true.")
    .exactOptional(),
  cluster_endpoint_public_access: z
    .boolean()
    .describe("Whether the API endpoint answers on the internet. Default: false.")
    .exactOptional(),
  cluster_endpoint_public_access_cidrs: texts
    .describe('CIDR blocks from which the public endpoint answers. Default: ["0.0.0.0/0"].')
    .exactOptional(),
  cluster_ip_family: z
    .enum(["ipv4", "ipv6"])
    .describe("IP family of pods and services; read at creation only. Default: ipv4.")
    .exactOptional(),
  cluster_service_ipv4_cidr: text
    .describe("CIDR block of the cluster's services, `172.20.0.0/16`. Left out: EKS chooses.")
    .exactOptional(),
  cluster_compute_config: section({
    enabled: z.boolean().describe("Whether Auto Mode is on. Default: false.").exactOptional(),
    node_pools: texts.describe("Node pools that EKS makes: general-purpose, system.").exactOptional(),
    node_role_arn: roleArn.describe("Role of the pools' nodes. Default: the one that is created.").exactOptional(),
  })
    .describe("Auto Mode.")
    .exactOptional(),
  outpost_config: section({
    control_plane_instance_type: text.describe("Instance type of the control plane, `m5.large`."),
    outpost_arns: z.array(awsArn).describe("ARNs of the Outposts."),
  })
    .describe("The Outpost on which the control plane runs.")
    .exactOptional(),
  cluster_encryption_config: encryptionConfig
    .describe("The key that encrypts Secrets: `{}` for the key of AWS, or provider_key_arn.")
    .exactOptional(),
  cluster_remote_network_config: section({
    remote_node_networks: networks.describe("Networks of the nodes."),
    remote_pod_networks: networks.describe("Networks of their pods.").exactOptional(),
  })
    .describe("Networks of hybrid nodes.")
    .exactOptional(),
  cluster_upgrade_policy: section({
    support_type: z.enum(["STANDARD", "EXTENDED"]).describe("When standard support ends.").exactOptional(),
  })
    .describe("What EKS does when standard support ends.")
    .exactOptional(),
  cluster_zonal_shift_config: section({
    enabled: z
      .boolean()
      .describe("Whether EKS may move traffic away from an impaired zone. Default: false.")
      .exactOptional(),
  })
    .describe("Zonal shift.")
    .exactOptional(),
  cluster_timeouts: section({
    create: text.describe("Creation of the cluster. Default: 30m.").exactOptional(),
    update: text.describe("Each change of the cluster. Default: 60m.").exactOptional(),
    delete: text.describe("Deletion of the cluster. Default: 15m.").exactOptional(),
  })
    .describe("How long Terraform waits for the cluster.")
    .exactOptional(),
  cluster_tags: textMap.describe("Tags of the cluster and its primary security group, beside tags.").exactOptional(),
  create_cluster_primary_security_group_tags: z
    .boolean()
    .describe("Whether the security group that EKS makes gets the tags. Default: true.")
    .exactOptional(),
};
