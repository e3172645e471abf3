import { Ec2Tag } from "@cdktf/provider-aws/lib/ec2-tag";
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, instance } from "../address/adoptable";
import { EACH_KEY, EACH_VALUE, forEach } from "../address/for-each";
import { boolDefault } from "../../module/module-default";

/** Tags of the security group that EKS makes for the cluster, in the module's variables. */
export interface PrimarySecurityGroupTagsProps {
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Tags of the cluster and its primary security group, beside `tags`.
   * @default {}
   */
  readonly clusterTags?: Readonly<Record<string, string>>;
  /** @default true */
  readonly createClusterPrimarySecurityGroupTags?: boolean;
}

const ADDRESS = "aws_ec2_tag.cluster_primary_security_group";

/** `aws_ec2_tag.cluster_primary_security_group`, one instance per tag. */
export function primarySecurityGroupTags(
  scope: Construct,
  props: PrimarySecurityGroupTagsProps,
  cluster: EksCluster,
): Ec2Tag | undefined {
  const tags = tagsOf(props);
  if (Object.keys(tags).length === 0) return undefined;
  const resourceId = cluster.vpcConfig.clusterSecurityGroupId;
  const tag = new Ec2Tag(scope, "cluster_primary_security_group", { resourceId, key: EACH_KEY, value: EACH_VALUE });
  return forEach(named(tag, "cluster_primary_security_group"), tags);
}

/** Where the tags were before. Importing them gains nothing: creating a tag that exists changes nothing. */
export function primarySecurityGroupTagAdoptables(props: PrimarySecurityGroupTagsProps): readonly Adoptable[] {
  return Object.keys(tagsOf(props)).map((key) => {
    const address = instance(ADDRESS, key);
    return { address, module: { origin: "eks", address } };
  });
}

function tagsOf(props: PrimarySecurityGroupTagsProps): Readonly<Record<string, string>> {
  if (!(props.createClusterPrimarySecurityGroupTags ?? boolDefault("create_cluster_primary_security_group_tags")))
    return {};
  const tags = { ...props.tags, ...props.clusterTags };
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== "Name"));
}
