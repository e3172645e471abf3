import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCOUNT } from "../definitions/arns";
import { type Fakecloud, startFakecloud } from "../eks/fakecloud";
import { type KubeApiserver, startKubeApiserver } from "../kubernetes/kube-apiserver";
import { type MirroredProvider, type Workspace, workspace } from "./terraform";

/** An emulator of AWS, an API server, and a workspace in which configurations written by hand are planned and applied. */
export class PlanBench {
  /** Starts both servers; `KUBE_CONFIG_PATH` is the way to the API server. */
  static async start(providers: readonly MirroredProvider[]): Promise<PlanBench> {
    const cloud = await startFakecloud({ accountId: ACCOUNT, region: "eu-west-1" });
    return new PlanBench(cloud, await startKubeApiserver(), providers);
  }

  private readonly folder = mkdtempSync(join(tmpdir(), "plan-bench-"));
  private readonly terraform: Workspace;

  private constructor(
    private readonly cloud: Fakecloud,
    private readonly kubernetes: KubeApiserver,
    providers: readonly MirroredProvider[],
  ) {
    const kubeconfig = join(this.folder, "kubeconfig");
    writeFileSync(kubeconfig, kubeconfigOf(kubernetes));
    const variables = { TF_VAR_kubernetes_host: kubernetes.url, TF_VAR_kubernetes_token: kubernetes.token };
    this.terraform = workspace(providers, { ...cloud.environment, ...variables, KUBE_CONFIG_PATH: kubeconfig });
  }

  /** Unpacks a version of a module out of a git repository, as `./<name>` of the configuration. */
  unpackModule(name: string, repository: string, tag: string): void {
    const archive = execFileSync("git", ["-C", repository, "archive", tag], { maxBuffer: 64 * 1024 * 1024 });
    const target = join(this.terraform.folder, name);
    mkdirSync(target, { recursive: true });
    execFileSync("tar", ["-x", "-C", target], { input: archive });
  }

  /** Lets a module that was unpacked call another one that was, instead of the registry's. */
  callLocally(name: string, source: string, local: string): void {
    const path = join(this.terraform.folder, name, "main.tf");
    const call = new RegExp(`source  = "${source}"\\n  version = "[^"]+".*\\n`);
    const text = readFileSync(path, "utf8");
    if (!call.test(text)) throw new Error(`${name}: no call of ${source}`);
    writeFileSync(path, text.replace(call, `source = "../${local}"\n`));
  }

  /** Writes a module of the configuration: `./<name>`. */
  writeModule(name: string, text: string): void {
    const folder = join(this.terraform.folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.tf"), text);
  }

  /** Writes `main.tf` and initializes. */
  async configure(text: string): Promise<void> {
    this.terraform.write("main.tf", text);
    await this.terraform.must("init", "-input=false", "-no-color", "-upgrade");
  }

  /** Writes another `main.tf` with the same providers and modules. */
  rewrite(text: string): void {
    this.terraform.write("main.tf", text);
  }

  /** Plans, and returns the JSON of the plan. */
  async plan(...args: readonly string[]): Promise<string> {
    const options = ["-input=false", "-no-color", "-out=saved", ...args];
    const { exitCode, stdout, stderr } = await this.terraform.run("plan", ...options);
    if (exitCode !== 0) throw new Error(`${stdout}\n${stderr}`);
    return this.terraform.must("show", "-json", "saved");
  }

  /** Plans and applies. */
  async apply(): Promise<void> {
    await this.terraform.must("apply", "-input=false", "-no-color", "-auto-approve");
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await this.cloud.stop();
    await this.kubernetes.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A kubeconfig of the server's administrator. */
function kubeconfigOf({ url, token }: KubeApiserver): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "bench", cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "bench", context: { cluster: "bench", user: "admin" } }],
    "current-context": "bench",
  });
}
