import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeAwsAuth } from "../../lib/access/aws-auth-encode";
import type { ClusterDefinition } from "../../lib/inventory/cluster-definition";
import { rowsOf } from "../../lib/migration/rendering";
import type { Stage } from "../../lib/migration/stage";
import { ACCOUNT, role } from "./arns";
import { accepting } from "./definitions";
import { type Fakecloud, startFakecloud } from "./fakecloud";
import { type KubeApiserver, startKubeApiserver } from "./kube-apiserver";
import { fieldsOf } from "./provider-schema";
import { cluster, jsonOf } from "./sample-definitions";
import { type TerraformResult, type Workspace, workspace } from "./terraform";

/** Roles that rows and entries of {@link guarded} name. */
const ROLES = ["admin", "dev", "node", "break-glass"];

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

/** A cluster in the emulator with an API server of its own, and a workspace in which Terraform plans for it. */
export class GuardBench {
  /** Starts emulator and API server, makes the cluster in mode CONFIG_MAP with its IAM roles and rows, and imports it. */
  static async start(definition: ClusterDefinition): Promise<GuardBench> {
    const { clusterName, accountId = "", terraform } = definition;
    const cloud = await startFakecloud({ accountId, region: terraform.region });
    const kubernetes = await startKubeApiserver();
    const bench = new GuardBench(cloud, kubernetes, { clusterName, region: terraform.region });
    await bench.createCluster(definition);
    for (const name of ROLES) await bench.createRole(name);
    bench.writeAwsAuth(encodeAwsAuth(rowsOf(definition)));
    const first = { ...definition, adopt: { import: true } };
    bench.init(first);
    bench.apply(first);
    return bench;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), "guard-bench-"));
  private readonly terraform: Workspace;

  private constructor(
    private readonly cloud: Fakecloud,
    private readonly kubernetes: KubeApiserver,
    private readonly names: { readonly clusterName: string; readonly region: string },
  ) {
    writeFileSync(this.kubeconfig, this.kubeconfigText());
    this.terraform = workspace(["aws", "kubernetes"], { ...cloud.environment, KUBE_CONFIG_PATH: this.kubeconfig });
  }

  /** What Terraform says to a plan that it refuses, on one line. */
  refused(definition: ClusterDefinition, ...args: readonly string[]): string {
    const result = this.run(definition, "plan", ...args);
    if (result.exitCode !== 1) throw new Error(`expected a refused plan, got\n${result.stdout}`);
    return sentences(result);
  }

  /** A plan that nothing refuses. */
  passes(definition: ClusterDefinition, ...args: readonly string[]): string {
    return this.must(definition, "plan", ...args);
  }

  /** An IAM role of the cluster's account. */
  async createRole(name: string): Promise<void> {
    await this.iam("CreateRole", { RoleName: name, AssumeRolePolicyDocument: "{}" });
  }

  /** Terraform on what a definition renders; a failure is a result like any other. */
  run(definition: ClusterDefinition, ...args: readonly string[]): TerraformResult {
    this.write(jsonOf(definition));
    return this.terraform.run(...args, "-input=false", "-no-color");
  }

  /** Writes a stack and initializes Terraform. */
  init(definition: ClusterDefinition): void {
    this.write(jsonOf(definition));
    this.terraform.must("init", "-input=false", "-no-color");
  }

  /** Plans and applies the saved plan. */
  apply(definition: ClusterDefinition): string {
    this.write(jsonOf(definition));
    this.terraform.must("plan", "-input=false", "-no-color", "-out=saved");
    return this.applySaved();
  }

  /** Applies the plan that was saved last. */
  applySaved(): string {
    return this.terraform.must("apply", "-input=false", "-no-color", "saved");
  }

  /** Calls the EKS API of the emulator. */
  async eks(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.call("eks", { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  /** Calls the IAM API of the emulator. */
  async iam(action: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const body = new URLSearchParams({ Action: action, Version: "2010-05-08", ...parameters }).toString();
    return this.call("iam", { method: "POST", path: "/", body });
  }

  /** Writes the ConfigMap aws-auth, whatever stood there. */
  writeAwsAuth(data: Readonly<Record<string, string>>): void {
    this.writeConfigMap("aws-auth", data);
  }

  /** The data of a ConfigMap of kube-system. */
  readConfigMap(name: string): Readonly<Partial<Record<string, string>>> {
    const read = this.kubectl(["-n", "kube-system", "get", "configmap", name, "-o", "json"]);
    const data = Object.entries(fieldsOf(fieldsOf(JSON.parse(read)).data));
    return Object.fromEntries(data.map(([key, value]) => [key, String(value)]));
  }

  /** Applies the plan that was saved last; a failure is a result like any other. */
  runSaved(): TerraformResult {
    return this.terraform.run("apply", "-input=false", "-no-color", "saved");
  }

  /** Terraform on what a definition renders; throws what it printed where it fails. */
  must(definition: ClusterDefinition, ...args: readonly string[]): string {
    this.write(jsonOf(definition));
    return this.terraform.must(...args, "-input=false", "-no-color");
  }

  kubectl(args: readonly string[], input = ""): string {
    return execFileSync("kubectl", ["--kubeconfig", this.kubeconfig, ...args], { input, encoding: "utf8" });
  }

  /** Writes a ConfigMap of kube-system. */
  writeConfigMap(name: string, data: Readonly<Record<string, string>>): void {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data };
    this.kubectl(["delete", "configmap", "-n", "kube-system", name, "--ignore-not-found"]);
    this.kubectl(["create", "-f", "-"], JSON.stringify(object));
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await this.cloud.stop();
    await this.kubernetes.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get kubeconfig(): string {
    return join(this.folder, "kubeconfig");
  }

  private kubeconfigText(): string {
    const { url, token } = this.kubernetes;
    return JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "bench", cluster: { server: url, "insecure-skip-tls-verify": true } }],
      users: [{ name: "admin", user: { token } }],
      contexts: [{ name: "bench", context: { cluster: "bench", user: "admin" } }],
      "current-context": "bench",
    });
  }

  private write(json: string): void {
    this.terraform.write("cdk.tf.json", json);
  }

  /** The API server's root-CA publisher is a controller that does not run here: the bench writes what it would. */
  private async createCluster({ clusterVersion, subnetIds, iamRoleArn }: ClusterDefinition): Promise<void> {
    await this.eks("POST", "/clusters", {
      name: this.names.clusterName,
      version: clusterVersion,
      roleArn: iamRoleArn,
      resourcesVpcConfig: { subnetIds, endpointPrivateAccess: true, endpointPublicAccess: false },
      accessConfig: { authenticationMode: "CONFIG_MAP" },
      kubernetesNetworkConfig: { ipFamily: "ipv4" },
    });
    const { cluster } = fieldsOf(await this.eks("GET", `/clusters/${this.names.clusterName}`));
    const { data } = fieldsOf(fieldsOf(cluster).certificateAuthority);
    this.writeConfigMap("kube-root-ca.crt", { "ca.crt": Buffer.from(String(data), "base64").toString("utf8") });
  }

  private async call(
    service: string,
    { method, path, body }: { method: string; path: string; body?: string },
  ): Promise<unknown> {
    const credential = `test/20260101/${this.names.region}/${service}/aws4_request`;
    const contentType = service === "iam" ? "application/x-www-form-urlencoded" : "application/json";
    const response = await fetch(`${this.cloud.environment.AWS_ENDPOINT_URL ?? ""}${path}`, {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
        "x-amz-date": "20260101T000000Z",
        "content-type": contentType,
      },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${service} ${method} ${path}: ${response.status} ${answer}`);
    return service === "iam" ? answer : JSON.parse(answer);
  }
}
