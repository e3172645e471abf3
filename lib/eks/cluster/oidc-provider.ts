import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import {
  DataAwsIamOpenidConnectProvider,
  type DataAwsIamOpenidConnectProviderConfig,
} from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import {
  IamOpenidConnectProvider,
  type IamOpenidConnectProviderConfig,
} from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, single } from "../address/adoptable";
import type { OutpostConfig } from "./cluster-settings";
import { literals } from "../address/literal";
import { callerIdentity, liveCluster, partition } from "../settings/stack-data";
import { boolDefault } from "../../module/module-default";

/** The IAM identity provider of the cluster's service accounts, in the module's variables. */
export interface OidcProviderProps {
  readonly clusterName: string;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether IAM trusts the cluster's service accounts. Never on Outposts.
   * @default true
   */
  readonly enableIrsa?: boolean;
  /**
   * Audiences beside `sts.amazonaws.com`.
   * @default []
   */
  readonly openidConnectAudiences?: readonly string[];
  /**
   * Thumbprints of the issuer's certificates.
   * @default IAM's own: the module's fetching needs a provider more, and IAM does not look at them for EKS
   */
  readonly customOidcThumbprints?: readonly string[];
  /**
   * The Outpost on which the control plane runs.
   * @default in the region
   */
  readonly outpostConfig?: OutpostConfig;
}

/**
 * `aws_iam_openid_connect_provider.oidc_provider`, undefined without IRSA.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
 */
export function oidcProvider(
  scope: Construct,
  props: OidcProviderProps,
  cluster: EksCluster,
): IamOpenidConnectProvider | undefined {
  const {
    clusterName,
    enableIrsa = boolDefault("enable_irsa"),
    outpostConfig,
    openidConnectAudiences = [],
    customOidcThumbprints,
  } = props;
  if (!enableIrsa || outpostConfig) return undefined;
  const config = literals<IamOpenidConnectProviderConfig>({
    clientIdList: [...new Set(["sts.amazonaws.com", ...openidConnectAudiences])],
    thumbprintList: customOidcThumbprints,
    url: cluster.identity.get(0).oidc.get(0).issuer,
    tags: { Name: `${clusterName}-eks-irsa`, ...props.tags },
  });
  return named(new IamOpenidConnectProvider(scope, "oidc_provider", config), "oidc_provider");
}

/**
 * `data.aws_iam_openid_connect_provider.oidc_provider`: the provider of a cluster that something else manages, looked up by
 * the issuer of the live cluster.
 */
export function liveOidcProvider(scope: Construct, clusterName: string): DataAwsIamOpenidConnectProvider {
  const { issuer } = liveCluster(scope, clusterName).identity.get(0).oidc.get(0);
  const config = literals<DataAwsIamOpenidConnectProviderConfig>({ url: issuer });
  return named(new DataAwsIamOpenidConnectProvider(scope, "oidc_provider", config), "oidc_provider");
}

/**
 * `aws_iam_openid_connect_provider.oidc_provider` for the issuer of a live cluster that something else manages, and that has no
 * provider in IAM yet.
 */
export function ownOidcProvider(
  scope: Construct,
  { clusterName, tags = {} }: Pick<OidcProviderProps, "clusterName" | "tags">,
): IamOpenidConnectProvider {
  const { issuer } = liveCluster(scope, clusterName).identity.get(0).oidc.get(0);
  const config = literals<IamOpenidConnectProviderConfig>({
    clientIdList: ["sts.amazonaws.com"],
    url: issuer,
    tags: { Name: `${clusterName}-eks-irsa`, ...tags },
  });
  return named(new IamOpenidConnectProvider(scope, "oidc_provider", config), "oidc_provider");
}

/** Where the provider was before: its import ID holds the issuer, which the live cluster knows. */
export function oidcProviderAdoptable(scope: Construct, props: OidcProviderProps): Adoptable {
  return single("aws_iam_openid_connect_provider.oidc_provider", () => {
    const issuer = liveCluster(scope, props.clusterName).identity.get(0).oidc.get(0).issuer;
    const account = `arn:${partition(scope).partition}:iam::${callerIdentity(scope).accountId}`;
    return `${account}:oidc-provider/${Fn.replace(issuer, "https://", "")}`;
  });
}
