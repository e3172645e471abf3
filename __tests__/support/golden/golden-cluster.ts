import { AwsClient, succeeded } from "../eks/aws-client";
import { EksProxy } from "../eks/eks-proxy";
import { type Fakecloud, startFakecloud } from "../eks/fakecloud";
import { type KubeApiserver, startKubeApiserver } from "../kubernetes/kube-apiserver";
import { KubeClient } from "../kubernetes/kube-client";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import { PublicParameters } from "./public-parameters";
import { type GoldenState, listOf } from "./golden-state";

/** The account and region of the golden states. */
export const GOLDEN = { accountId: "123456789012", region: "eu-west-1" } as const;

/** The cluster of a state, alive: EKS's rules before an emulator of AWS, and an API server. */
export class GoldenCluster {
  static async start(state: GoldenState, principals: readonly string[]): Promise<GoldenCluster> {
    const [cloud, kubernetes, parameters] = await Promise.all([
      startFakecloud(GOLDEN),
      startKubeApiserver(),
      PublicParameters.start(),
    ]);
    const proxy = await EksProxy.start({
      url: cloud.environment.AWS_ENDPOINT_URL ?? "",
      ...GOLDEN,
      creator: `arn:aws:iam::${GOLDEN.accountId}:root`,
      kubernetes: { endpoint: kubernetes.url, certificateAuthority: kubernetes.certificateAuthority },
    });
    const cluster = new GoldenCluster({ cloud, parameters }, kubernetes, proxy);
    try {
      for (const arn of principals) await cluster.makePrincipal(arn);
      await cluster.make(state);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  private readonly emulator: AwsClient;
  private readonly eks: AwsClient;

  private constructor(
    private readonly aws: { readonly cloud: Fakecloud; readonly parameters: PublicParameters },
    readonly kubernetes: KubeApiserver,
    readonly proxy: EksProxy,
  ) {
    this.emulator = new AwsClient(aws.cloud.environment.AWS_ENDPOINT_URL ?? "", GOLDEN.region);
    this.eks = new AwsClient(proxy.url, GOLDEN.region);
  }

  get kube(): KubeClient {
    return new KubeClient(this.kubernetes);
  }

  /** What Terraform needs in its environment to reach it. */
  get environment(): Readonly<Record<string, string>> {
    const { cloud, parameters } = this.aws;
    const kubernetes = { TF_VAR_kubernetes_token: this.kubernetes.token };
    return { ...cloud.environment, ...parameters.environment, ...this.proxy.environment, ...kubernetes };
  }

  /** What EKS says of a cluster. */
  async describe(name: string): Promise<Fields> {
    const answer = await this.eks.eks("GET", `/clusters/${name}`);
    return fieldsOf(fieldsOf(JSON.parse(succeeded(name, answer))).cluster);
  }

  async stop(): Promise<void> {
    const { cloud, parameters } = this.aws;
    await Promise.all([this.proxy.stop(), cloud.stop(), parameters.stop(), this.kubernetes.stop()]);
  }

  private async make(state: GoldenState): Promise<void> {
    await this.makeCluster(state);
    await this.makeNodes(state);
    if (state.mode !== "CONFIG_MAP") {
      await this.switchMode(state, "API_AND_CONFIG_MAP");
      await this.makeEntries(state);
    }
    if (state.mode === "API") await this.switchMode(state, "API");
    await this.kube.writeConfigMap("kube-root-ca.crt", { "ca.crt": this.kubernetes.certificateAuthority });
    await this.kube.writeConfigMap("aws-auth", state.awsAuth);
  }

  private async makePrincipal(arn: string): Promise<void> {
    const [, kind, path = "", name = ""] = /:(role|user)\/(.*\/)?([^/]+)$/.exec(arn) ?? [];
    const own = { Path: `/${path}` };
    const role = { RoleName: name, AssumeRolePolicyDocument: "{}", ...own };
    if (kind === "role") succeeded(arn, await this.emulator.iam("CreateRole", role));
    else succeeded(arn, await this.emulator.iam("CreateUser", { UserName: name, ...own }));
  }

  private async makeCluster({ cluster }: GoldenState): Promise<void> {
    const vpc = fieldsOf(listOf(cluster.vpc_config)[0]);
    const encryption = listOf(cluster.encryption_config).map(({ provider, resources }) => ({
      provider: { keyArn: listOf(provider)[0]?.key_arn },
      resources,
    }));
    await this.call("/clusters", {
      name: cluster.name,
      version: cluster.version,
      roleArn: cluster.role_arn,
      resourcesVpcConfig: {
        subnetIds: vpc.subnet_ids,
        securityGroupIds: vpc.security_group_ids,
        endpointPrivateAccess: vpc.endpoint_private_access,
        endpointPublicAccess: vpc.endpoint_public_access,
      },
      accessConfig: { authenticationMode: "CONFIG_MAP" },
      kubernetesNetworkConfig: { ipFamily: "ipv4" },
      logging: { clusterLogging: [{ types: cluster.enabled_cluster_log_types, enabled: true }] },
      tags: cluster.tags,
      ...(encryption.length === 0 ? {} : { encryptionConfig: encryption }),
    });
  }

  private async makeNodes(state: GoldenState): Promise<void> {
    const at = `/clusters/${String(state.cluster.name)}`;
    for (const { node_group_name: name, node_role_arn: nodeRole, subnet_ids: subnets, ami_type: amiType } of state.all(
      "aws_eks_node_group",
    ))
      await this.call(`${at}/node-groups`, { nodegroupName: name, nodeRole, subnets, amiType });
    for (const profile of state.all("aws_eks_fargate_profile"))
      await this.call(`${at}/fargate-profiles`, {
        fargateProfileName: profile.fargate_profile_name,
        podExecutionRoleArn: profile.pod_execution_role_arn,
        selectors: [{ namespace: "default" }],
      });
  }

  private async switchMode({ cluster }: GoldenState, authenticationMode: string): Promise<void> {
    await this.call(`/clusters/${String(cluster.name)}/update-config`, { accessConfig: { authenticationMode } });
  }

  /** Entries of the state; the creator's and those of nodes that EKS manages are there already. */
  private async makeEntries(state: GoldenState): Promise<void> {
    const at = `/clusters/${String(state.cluster.name)}/access-entries`;
    const there = await this.proxy.stateOf(String(state.cluster.name)).principals();
    for (const { principal_arn: principalArn, type, kubernetes_groups: groups, user_name: username } of state.all(
      "aws_eks_access_entry",
    )) {
      const own = type === "STANDARD" ? { kubernetesGroups: groups, username } : {};
      if (!there.includes(String(principalArn))) await this.call(at, { principalArn, type, ...own });
    }
    for (const { principal_arn: arn, policy_arn: policyArn, access_scope: scopes } of state.all(
      "aws_eks_access_policy_association",
    ))
      await this.call(`${at}/${encodeURIComponent(String(arn))}/access-policies`, {
        policyArn,
        accessScope: listOf(scopes)[0],
      });
  }

  private async call(path: string, body: object): Promise<void> {
    succeeded(path, await this.eks.eks("POST", path, JSON.stringify(body)));
  }
}
