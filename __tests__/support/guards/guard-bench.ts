import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { AuthenticationMode } from "../../../lib/access/access-entry/authentication-mode";
import { render } from "../../../lib/migration/rendering/rendering";
import { rowsOf } from "../../../lib/migration/file-rows";
import type { Stage } from "../../../lib/migration/stage";
import { ACCOUNT, role } from "../definitions/arns";
import { accepting, importing } from "../definitions/definitions";
import { AwsClient, succeeded } from "../eks/aws-client";
import { EksProxy } from "../eks/eks-proxy";
import { type Fakecloud, startFakecloud } from "../eks/fakecloud";
import { type KubeApiserver, kubeconfigFor, startKubeApiserver } from "../kubernetes/kube-apiserver";
import { type ConfigMapData, KubeClient } from "../kubernetes/kube-client";
import { cluster } from "../definitions/sample-definitions";
import { jsonOf } from "../definitions/sample-stacks";
import { type TerraformResult, type Workspace, workspace } from "../terraform/terraform";
import { KubeProxy } from "../kill/kube-proxy";
import { type GuardBenchOptions, principalsOf, type Reach } from "./bench-surroundings";

/** The cluster of `definition()` at a stage, as it runs on a {@link GuardBench}: Kubernetes by the runner's kubeconfig. */
export function guarded(stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const terraform = {
    accountId: ACCOUNT,
    region: "ap-northeast-2",
    kubernetesAuth: "kubeconfig",
    backend: { local: { path: "state.tfstate" } },
  } as const;
  const accept = [accepting("masters-by-name"), { ...accepting("row-not-live"), principal: role("break-glass") }];
  return cluster({ stage }, { terraform, accept, ...rest });
}

/** What Terraform printed, on one line, as wide as it is. */
export function sentences({ stdout, stderr }: TerraformResult): string {
  return `${stdout}\n${stderr}`.replace(/[\n│╷╵ ]+/g, " ");
}

/** A cluster in the emulator behind EKS's rules, with an API server of its own, and a workspace in which Terraform plans. */
export class GuardBench {
  /** Starts all of it, makes the cluster in mode CONFIG_MAP with its IAM roles and rows, and imports it. */
  static async start(definition: ClusterDefinition, options: GuardBenchOptions = {}): Promise<GuardBench> {
    const bench = await GuardBench.live(definition, options);
    await bench.adopt(definition);
    return bench;
  }

  /** The same, but for the import: no state knows the cluster. */
  static async live(
    definition: ClusterDefinition,
    { creator, isUnread = false, isKubeProxied = false }: GuardBenchOptions = {},
  ): Promise<GuardBench> {
    const { accountId = "", terraform } = definition;
    const [cloud, kubernetes] = await Promise.all([
      startFakecloud({ accountId, region: terraform.region }),
      isUnread ? undefined : startKubeApiserver(),
    ]);
    const proxy = await EksProxy.start({
      url: cloud.environment.AWS_ENDPOINT_URL ?? "",
      accountId,
      region: terraform.region,
      ...(kubernetes === undefined
        ? {}
        : { kubernetes: { endpoint: kubernetes.url, certificateAuthority: kubernetes.certificateAuthority } }),
      ...(creator === undefined ? {} : { creator }),
    });
    const kubeProxy = isKubeProxied && kubernetes !== undefined ? await KubeProxy.start(kubernetes) : undefined;
    const bench = new GuardBench(proxy, { cloud, kubernetes, kubeProxy }, terraform.region);
    await bench.prepare(definition);
    return bench;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), "guard-bench-"));
  private readonly environment: Readonly<Record<string, string>>;
  private readonly terraform: Workspace;
  /** The emulator itself, past EKS's rules and log. */
  readonly emulator: AwsClient;
  private readonly eksClient: AwsClient;

  private constructor(
    /** Where Terraform and the test call EKS: its log, faults and delays. */
    readonly proxy: EksProxy,
    private readonly servers: {
      readonly cloud: Fakecloud;
      readonly kubernetes: KubeApiserver | undefined;
      readonly kubeProxy: KubeProxy | undefined;
    },
    region: string,
  ) {
    this.emulator = new AwsClient(servers.cloud.environment.AWS_ENDPOINT_URL ?? "", region);
    this.eksClient = new AwsClient(proxy.url, region);
    const kubeconfig = join(this.folder, "kubeconfig");
    const { kubernetes, kubeProxy } = servers;
    if (kubernetes !== undefined) {
      writeFileSync(kubeconfig, kubeconfigFor(kubernetes, kubeProxy?.url ?? kubernetes.url), { mode: 0o600 });
    }
    const environment = { ...servers.cloud.environment, ...proxy.environment };
    const reaching = { KUBE_CONFIG_PATH: kubeconfig, TF_VAR_kubernetes_token: servers.kubernetes?.token ?? "" };
    this.environment = servers.kubernetes === undefined ? environment : { ...environment, ...reaching };
    this.terraform = this.workspace();
  }

  /** The Kubernetes API, as its administrator. */
  get kube(): KubeClient {
    if (this.servers.kubernetes === undefined) throw new Error("no API server runs on this bench");
    return new KubeClient(this.servers.kubernetes);
  }

  /** What somebody who reads the cluster of this bench needs in its environment: AWS, and a kubeconfig whose context is `bench`. */
  get reach(): Readonly<Record<string, string>> {
    return { ...this.environment, KUBECONFIG: join(this.folder, "kubeconfig") };
  }

  /** Where Terraform reaches the API server, where its calls can go wrong. */
  get kubeProxy(): KubeProxy {
    if (this.servers.kubeProxy === undefined) throw new Error("Terraform reaches the API server itself");
    return this.servers.kubeProxy;
  }

  /** A workspace of its own, in which Terraform asks this bench's cluster. */
  workspace(environment: Readonly<Record<string, string>> = {}, { others = [], hosts = "" }: Reach = {}): Workspace {
    const own = this.servers.kubernetes === undefined ? (["aws"] as const) : (["aws", "kubernetes"] as const);
    return workspace([...own, ...others], { ...this.environment, ...environment }, hosts);
  }

  /** Initializes Terraform for what a definition renders. */
  async init(definition: ClusterDefinition): Promise<void> {
    await this.must(definition, "init");
    await this.terraform.keepProviders();
  }

  /** What Terraform says to a plan that it refuses, on one line. */
  async refused(definition: ClusterDefinition, ...args: readonly string[]): Promise<string> {
    const result = await this.run(definition, "plan", ...args);
    if (result.exitCode !== 1) throw new Error(`expected a refused plan, got\n${result.stdout}`);
    return sentences(result);
  }

  /** A plan that nothing refuses. */
  async passes(definition: ClusterDefinition, ...args: readonly string[]): Promise<string> {
    return this.must(definition, "plan", ...args);
  }

  /** Terraform on what a definition renders; a failure is a result like any other. */
  async run(definition: ClusterDefinition, ...args: readonly string[]): Promise<TerraformResult> {
    return this.runJson(jsonOf(definition), ...args);
  }

  /** Terraform on what a definition renders; throws what it printed where it fails. */
  async must(definition: ClusterDefinition, ...args: readonly string[]): Promise<string> {
    this.write(definition);
    return this.terraform.must(...args, "-input=false", "-no-color");
  }

  /** Terraform on the JSON of a stack, whoever wrote it; a failure is a result like any other. */
  async runJson(json: string, ...args: readonly string[]): Promise<TerraformResult> {
    this.terraform.write("cdk.tf.json", json);
    return this.terraform.run(...args, "-input=false", "-no-color");
  }

  /** Whether Terraform finds what a definition renders valid: throws where it does not. */
  async validates(definition: ClusterDefinition): Promise<string> {
    this.write(definition);
    return this.terraform.must("validate", "-no-color");
  }

  /** Plans and applies the saved plan. */
  async apply(definition: ClusterDefinition): Promise<string> {
    await this.must(definition, "plan", "-out=saved");
    return this.applySaved();
  }

  /** The JSON of a plan that is saved, whether or not something refuses it. */
  async planJson(definition: ClusterDefinition, ...args: readonly string[]): Promise<string> {
    await this.run(definition, "plan", "-out=saved", ...args);
    return this.terraform.must("show", "-json", "saved");
  }

  /** Applies the plan that was saved last. */
  async applySaved(): Promise<string> {
    return this.terraform.must("apply", "-input=false", "-no-color", "saved");
  }

  /** The same; a failure is a result like any other. */
  async runSaved(...args: readonly string[]): Promise<TerraformResult> {
    return this.terraform.run("apply", "-input=false", "-no-color", ...args, "saved");
  }

  /** Remembers the state of now: what is answered puts it back, so that a saved plan can be applied once more. */
  async keepState(): Promise<() => void> {
    const state = await this.terraform.must("state", "pull");
    return () => this.terraform.write("state.tfstate", state);
  }

  /** Calls the EKS API as anybody: through its rules and its log. */
  async eks(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.eksClient.eks(method, path, body === undefined ? undefined : JSON.stringify(body));
    return JSON.parse(succeeded(`eks ${method} ${path}`, answer));
  }

  /** Switches the mode of `demo`, as whoever manages the cluster does. */
  async switchMode(authenticationMode: AuthenticationMode): Promise<void> {
    await this.eks("POST", "/clusters/demo/update-config", { accessConfig: { authenticationMode } });
  }

  /** Makes the entries that a definition renders, without their policies, as somebody else would. */
  async makeEntries(definition: ClusterDefinition): Promise<void> {
    const entries = Object.values(render(definition).entries);
    for (const { principalArn, type = "STANDARD", kubernetesGroups = [], userName } of entries) {
      const identity = type === "STANDARD" ? { kubernetesGroups, username: userName } : {};
      await this.eks("POST", "/clusters/demo/access-entries", { principalArn, type, ...identity });
    }
  }

  /** Changes the live entry of a principal, or takes it away. */
  async changeEntry(method: "POST" | "DELETE", principalArn: string, body?: unknown): Promise<void> {
    await this.eks(method, `/clusters/demo/access-entries/${encodeURIComponent(principalArn)}`, body);
  }

  /** Calls the IAM API of the emulator. */
  async iam(action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return succeeded(`iam ${action}`, await this.emulator.iam(action, parameters));
  }

  /** An IAM role of the cluster's account, with its path: `team/dev`. */
  async createRole(name: string): Promise<void> {
    const [, path = "", last = name] = /^(.*\/)?([^/]+)$/.exec(name) ?? [];
    await this.iam("CreateRole", { RoleName: last, Path: `/${path}`, AssumeRolePolicyDocument: "{}" });
  }

  /** Writes the ConfigMap aws-auth, whatever stood there. */
  async writeAwsAuth(data: ConfigMapData): Promise<void> {
    await this.kube.writeConfigMap("aws-auth", data);
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await Promise.all([
      this.proxy.stop(),
      this.servers.cloud.stop(),
      this.servers.kubernetes?.stop(),
      this.servers.kubeProxy?.stop(),
    ]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(definition: ClusterDefinition): void {
    this.terraform.write("cdk.tf.json", jsonOf(definition));
  }

  private async prepare(definition: ClusterDefinition): Promise<void> {
    await Promise.all(principalsOf(definition).map((name) => this.createPrincipal(name)));
    await this.createCluster(definition);
    if (this.servers.kubernetes !== undefined) await this.prepareKubernetes(this.servers.kubernetes, definition);
  }

  private async adopt(definition: ClusterDefinition): Promise<void> {
    const first = importing(definition);
    await this.init(first);
    await this.apply(first);
  }

  private async createPrincipal(arn: string): Promise<void> {
    const [, kind, name = ""] = /:(role|user)\/(.*)$/.exec(arn) ?? [];
    if (kind === "role") await this.createRole(name);
    if (kind === "user") await this.iam("CreateUser", { UserName: name });
  }

  private async createCluster({
    clusterName,
    clusterVersion = "1.31",
    subnetIds = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
    iamRoleArn = "arn:aws:iam::111122223333:role/demo-cluster",
  }: ClusterDefinition): Promise<void> {
    await this.eks("POST", "/clusters", {
      name: clusterName,
      version: clusterVersion,
      roleArn: iamRoleArn,
      resourcesVpcConfig: { subnetIds, endpointPrivateAccess: true, endpointPublicAccess: false },
      accessConfig: { authenticationMode: "CONFIG_MAP" },
      kubernetesNetworkConfig: { ipFamily: "ipv4" },
    });
  }

  /** The API server's root-CA publisher is a controller that does not run here: the bench writes what it would. */
  private async prepareKubernetes(
    { certificateAuthority }: KubeApiserver,
    definition: ClusterDefinition,
  ): Promise<void> {
    await this.kube.writeConfigMap("kube-root-ca.crt", { "ca.crt": certificateAuthority });
    await this.writeAwsAuth(encodeAwsAuth(rowsOf(definition)));
  }
}
