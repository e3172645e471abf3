import { DataAwsEksClusterAuth } from "@cdktf/provider-aws/lib/data-aws-eks-cluster-auth";
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { KubernetesProvider, type KubernetesProviderConfig } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, type TerraformStack } from "cdktf";
import { named } from "../address/addresses";
import { type Loose, literal, literals } from "../address/literal";
import type { AssumeRole } from "./aws-provider";
import { liveCluster } from "./stack-data";

/**
 * How Terraform proves to Kubernetes who it is: `ephemeral` (a token that is in no plan file), `exec` (`aws eks
 * get-token` on the runner), `token` (frozen into the saved plan: an approval 15 minutes later is Unauthorized),
 * `kubeconfig` (a file of the runner).
 */
export type KubernetesAuth = "ephemeral" | "exec" | "token" | "kubeconfig";

/** A cluster that a module makes: its endpoint is an output of it. */
export interface ModuleCluster {
  /** Name of the module's call. */
  readonly module: string;
}

/** The Kubernetes provider, from the section `terraform`. */
export interface KubernetesProviderProps {
  readonly clusterName: string;
  readonly region: string;
  /** @default "ephemeral" */
  readonly kubernetesAuth?: KubernetesAuth;
  /**
   * The cluster resource, where host and CA may come from it: a new cluster.
   * @default read live by name: guards stand before the resource, and a provider behind it would be a cycle
   */
  readonly cluster?: EksCluster | ModuleCluster;
  /**
   * The role that `exec` takes.
   * @default the runner's own credentials
   */
  readonly assumeRole?: AssumeRole;
  /**
   * Path of the file for `kubeconfig`.
   * @default the provider's own: KUBE_CONFIG_PATH
   */
  readonly configPath?: string;
  /**
   * Context within the file for `kubeconfig`.
   * @default the file's current context
   */
  readonly configContext?: string;
}

/**
 * The stack's Kubernetes provider.
 * @see hashicorp/kubernetes 2.38.0, provider configuration; DESIGN, known traps
 */
export function kubernetesProvider(stack: TerraformStack, props: KubernetesProviderProps): KubernetesProvider {
  const provider = new KubernetesProvider(stack, "kubernetes", literals(configOf(stack, props)));
  const isFromFile = props.kubernetesAuth === "kubeconfig";
  if (!isFromFile && props.cluster !== undefined && "module" in props.cluster) {
    provider.addOverride("host", `\${module.${props.cluster.module}.cluster_endpoint}`);
    const authority = `module.${props.cluster.module}.cluster_certificate_authority_data`;
    provider.addOverride("cluster_ca_certificate", `\${base64decode(${authority})}`);
  }
  if ((props.kubernetesAuth ?? "ephemeral") === "ephemeral")
    provider.addOverride("token", ephemeralToken(stack, props));
  return provider;
}

/** The oldest Terraform that takes the stack: `removed` needs 1.7, ephemeral tokens 1.10. */
export function requiredVersion(kubernetesAuth?: KubernetesAuth): string {
  return kubernetesAuth === "ephemeral" ? ">= 1.10" : ">= 1.7";
}

function configOf(stack: TerraformStack, props: KubernetesProviderProps): Loose<KubernetesProviderConfig> {
  const { kubernetesAuth = "ephemeral", configPath, configContext } = props;
  switch (kubernetesAuth) {
    case "ephemeral":
      return endpoint(stack, props);
    case "exec":
      return { ...endpoint(stack, props), exec: [awsCommand(props)] };
    case "token":
      return { ...endpoint(stack, props), token: dataToken(stack, props) };
    case "kubeconfig":
      return { configPath, configContext };
  }
}

function endpoint(stack: TerraformStack, { cluster, clusterName }: KubernetesProviderProps) {
  if (cluster !== undefined && "module" in cluster) return {};
  const { endpoint: host, certificateAuthority } = cluster ?? liveCluster(stack, clusterName);
  return { host, clusterCaCertificate: Fn.base64decode(certificateAuthority.get(0).data) };
}

/** cdktf knows no ephemeral resources: the block is an override of the stack, the reference one of the provider. */
function ephemeralToken(stack: TerraformStack, { clusterName }: KubernetesProviderProps): string {
  stack.addOverride("ephemeral.aws_eks_cluster_auth.this", { name: literal(clusterName) });
  return "${ephemeral.aws_eks_cluster_auth.this.token}";
}

function dataToken(stack: TerraformStack, { clusterName }: KubernetesProviderProps): string {
  const auth = new DataAwsEksClusterAuth(stack, "cluster_auth", literals({ name: clusterName }));
  return named(auth, "this").token;
}

function awsCommand({ clusterName, region, assumeRole }: KubernetesProviderProps) {
  const role = assumeRole ? ["--role-arn", assumeRole.roleArn] : [];
  const args = ["eks", "get-token", "--cluster-name", clusterName, "--region", region, ...role];
  return { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args };
}
