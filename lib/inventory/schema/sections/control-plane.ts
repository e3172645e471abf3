import { z } from "zod";
import { AUTHENTICATION_MODES } from "../../../access/access-entry/authentication-mode";
import { section } from "../camel-keys";
import { moduleKeys, variable } from "../module-variable";
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
export const CONTROL_PLANE = moduleKeys({
  cluster_version: variable(
    clusterVersion,
    '`"1.31"`, in quotes. Left out: the latest that EKS has when the cluster is made.',
  ),
  cluster_enabled_log_types: variable(z.array(z.enum(LOG_TYPES)), "Logs of the control plane."),
  cluster_force_update_version: variable(z.boolean(), "Upgrades past failing readiness checks."),
  authentication_mode: variable(
    z.enum(AUTHENTICATION_MODES),
    "How the cluster authenticates. With `migration` left out, or what the stage says.",
  ),
  bootstrap_self_managed_addons: variable(
    z.boolean(),
    "Whether a new cluster gets kube-proxy, CoreDNS and the VPC CNI from EKS. Read at creation only.",
  ),
  vpc_id: variable(text, "VPC of the security groups, which are not rendered yet: kept, and used by nothing."),
  subnet_ids: variable(texts, "Subnets of the nodes, and of the control plane without control_plane_subnet_ids."),
  control_plane_subnet_ids: variable(texts, "Subnets of the control plane. Default: subnet_ids."),
  cluster_security_group_id: variable(text, "Security group of the control plane that exists."),
  cluster_additional_security_group_ids: variable(texts, "More security groups of the control plane."),
  cluster_endpoint_private_access: variable(z.boolean(), "Whether the API endpoint answers inside the VPC."),
  cluster_endpoint_public_access: variable(z.boolean(), "Whether the API endpoint answers on the internet."),
  cluster_endpoint_public_access_cidrs: variable(texts, "CIDR blocks from which the public endpoint answers."),
  cluster_ip_family: variable(z.enum(["ipv4", "ipv6"]), "IP family of pods and services; read at creation only."),
  cluster_service_ipv4_cidr: variable(
    text,
    "CIDR block of the cluster's services, `172.20.0.0/16`. Left out: EKS chooses.",
  ),
  cluster_compute_config: variable(
    section({
      enabled: z.boolean().describe("Whether Auto Mode is on. Default: false.").exactOptional(),
      node_pools: texts.describe("Node pools that EKS makes: general-purpose, system.").exactOptional(),
      node_role_arn: roleArn.describe("Role of the pools' nodes. Default: the one that is created.").exactOptional(),
    }),
    "Auto Mode.",
  ),
  outpost_config: variable(
    section({
      control_plane_instance_type: text.describe("Instance type of the control plane, `m5.large`."),
      outpost_arns: z.array(awsArn).describe("ARNs of the Outposts."),
    }),
    "The Outpost on which the control plane runs.",
  ),
  cluster_encryption_config: variable(
    encryptionConfig,
    "The key that encrypts Secrets: `{}` for the key of AWS, or provider_key_arn.",
  ),
  cluster_remote_network_config: variable(
    section({
      remote_node_networks: networks.describe("Networks of the nodes."),
      remote_pod_networks: networks.describe("Networks of their pods.").exactOptional(),
    }),
    "Networks of hybrid nodes.",
  ),
  cluster_upgrade_policy: variable(
    section({
      support_type: z.enum(["STANDARD", "EXTENDED"]).describe("When standard support ends.").exactOptional(),
    }),
    "What EKS does when standard support ends.",
  ),
  cluster_zonal_shift_config: variable(
    section({
      enabled: z
        .boolean()
        .describe("Whether EKS may move traffic away from an impaired zone. Default: false.")
        .exactOptional(),
    }),
    "Zonal shift.",
  ),
  cluster_timeouts: variable(
    section({
      create: text.describe("Creation of the cluster. Default: 30m.").exactOptional(),
      update: text.describe("Each change of the cluster. Default: 60m.").exactOptional(),
      delete: text.describe("Deletion of the cluster. Default: 15m.").exactOptional(),
    }),
    "How long Terraform waits for the cluster.",
  ),
  cluster_tags: variable(textMap, "Tags of the cluster and its primary security group, beside tags."),
  create_cluster_primary_security_group_tags: variable(
    z.boolean(),
    "Whether the security group that EKS makes gets the tags.",
  ),
});
