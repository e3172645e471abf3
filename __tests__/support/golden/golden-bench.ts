import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli, type CliRun } from "../cli/in-process";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import { kubeconfigFor } from "../kubernetes/kube-apiserver";
import { succeededText, type TerraformResult, type Workspace, workspace } from "../terraform/terraform";
import { GoldenCluster } from "./golden-cluster";
import { type GoldenName, GoldenState, goldenFile, listOf, principalsIn } from "./golden-state";
import { ModuleRegistry } from "./module-registry";

const NEEDED = [
  "EKS_MODULE_REPOSITORY",
  "KMS_MODULE_REPOSITORY",
  "GOLDEN_STATES",
  "KUBERNETES_PROVIDER_MIRROR",
  "TLS_PROVIDER_MIRROR",
  "TIME_PROVIDER_MIRROR",
  "CLOUDINIT_PROVIDER_MIRROR",
  "NULL_PROVIDER_MIRROR",
] as const;

/** A group of tests that needs the real modules and states that they left: where they are not, one line says that it was not run. */
export function withModule(name: string, group: () => void): void {
  const missing = NEEDED.filter((variable) => process.env[variable] === undefined);
  if (missing.length === 0) describe(name, group);
  else test(`${name}: not run, ${missing.join(", ")} not set`, () => expect(missing).not.toEqual([]));
}

const FILES = ["main.tf", "terraform.tfvars", "terraform.tfstate"] as const;

const PROVIDERS = ["aws", "kubernetes", "tls", "time", "cloudinit", "null"] as const;

const FROM_OUTPUTS = `variable "kubernetes_token" { type = string }
provider "kubernetes" {
  host                   = module.eks.cluster_endpoint
  cluster_ca_certificate = base64decode(module.eks.cluster_certificate_authority_data)
  token                  = var.kubernetes_token
}
`;

/** What a test changes of a golden state. */
export interface GoldenChanges {
  /**
   * Whether root and state lead to the cluster that is alive, so that plans can be applied: the Kubernetes provider is fed from the
   * module's outputs.
   * @default false: both as Terraform left them
   */
  readonly isAlive?: boolean;
  /** @default none */
  readonly main?: (text: string) => string;
  /** @default none */
  readonly state?: (text: string) => string;
}

/** A copy of a golden state: its root and its cluster alive, with the command line and the real module. */
export class GoldenBench {
  static async start(name: GoldenName, { isAlive = false, main, state }: GoldenChanges = {}): Promise<GoldenBench> {
    const text = (state ?? same)(goldenFile(name, "terraform.tfstate"));
    const golden = new GoldenState(text);
    const principals = principalsIn(FILES.map((file) => goldenFile(name, file)).join("\n"));
    const [cluster, registry] = await Promise.all([GoldenCluster.start(golden, principals), ModuleRegistry.start()]);
    const bench = new GoldenBench(golden, { cluster, registry });
    bench.write("main.tf", (main ?? same)((isAlive ? fromOutputs : same)(goldenFile(name, "main.tf"))));
    bench.write("terraform.tfvars", goldenFile(name, "terraform.tfvars"));
    bench.write("terraform.tfstate", isAlive ? await bench.alive(text) : text);
    await bench.init();
    return bench;
  }

  private readonly terraform: Workspace;

  private constructor(
    private readonly golden: GoldenState,
    private readonly servers: { readonly cluster: GoldenCluster; readonly registry: ModuleRegistry },
  ) {
    const { cluster, registry } = servers;
    const reach = { ...cluster.environment, KUBE_CONFIG_PATH: "../kubeconfig" };
    this.terraform = workspace(PROVIDERS, reach, registry.configuration);
    mkdirSync(join(this.home, "clusters"));
    writeFileSync(join(this.home, "kubeconfig"), kubeconfigFor(cluster.kubernetes), { mode: 0o600 });
  }

  get cluster(): GoldenCluster {
    return this.servers.cluster;
  }

  /** Where the repository of the team is: `stack` and `clusters` stand in it. */
  get home(): string {
    return dirname(this.terraform.folder);
  }

  get clusterName(): string {
    return String(this.golden.cluster.name);
  }

  /** The cluster file, from {@link home}. */
  get file(): string {
    return `clusters/${this.clusterName}.yaml`;
  }

  /** Writes a file of the root. */
  write(name: string, text: string): void {
    this.terraform.write(name, text);
  }

  /** A file, from {@link home}. */
  read(name: string): string {
    return readFileSync(join(this.home, name), "utf8");
  }

  /** The command line, in {@link home}. */
  async eksAccess(...args: readonly string[]): Promise<CliRun> {
    return cli(args, { cwd: this.home });
  }

  /** Makes the cluster file of the state and of the ConfigMap, the answers of a team appended. */
  async import(accepted: readonly string[] = []): Promise<void> {
    writeFileSync(join(this.home, "aws-auth.json"), JSON.stringify(await this.configMap()));
    const sources = ["stack/terraform.tfstate", "aws-auth.json"];
    const run = await this.eksAccess("import", ...sources, "--root", "stack", "--output", this.file);
    const text = this.read(this.file).replace(/^# accept:\n(?:#.*\n)*/m, "");
    if (!text.includes("\nterraform:\n")) throw new Error(run.stderr);
    const lines = accepted.map((code) => `  - { ${code}, reason: looked, until: 2027-01-31 }\n`);
    const accept = lines.length === 0 ? "" : `accept:\n${lines.join("")}`;
    writeFileSync(join(this.home, this.file), `${text}  kubernetes_auth: kubeconfig\n${accept}`);
  }

  /** Writes the cluster file. */
  writeFile(text: string): void {
    writeFileSync(join(this.home, this.file), text);
  }

  /** Changes the text of the cluster file, as an editor does. */
  edit(change: (text: string) => string): void {
    writeFileSync(join(this.home, this.file), change(this.read(this.file)));
  }

  /** Writes what `--settle` printed into main.tf, and deletes what it says: the block of the rows, and both files. */
  settle(printed: string): void {
    const hcl = /^authentication_mode = [^]*?^access_entries = \{\n[^]*?^\}/m.exec(printed)?.[0];
    if (hcl === undefined) throw new Error(printed);
    const main = this.read("stack/main.tf")
      .replace(/ {2}authentication_mode .*\n/, "")
      .replace(/ {2}access_entries = \{\n[^]*?\n {2}\}\n/, "")
      .replace(/( {2}cluster_name .*\n)/, (line) => `${line}${hcl}\n`)
      .replace(/module "aws_auth" \{\n[^]*?\n\}\n/, "");
    this.write("main.tf", main);
    for (const name of ["eks_access.tf.json", "eks_access_override.tf.json"]) rmSync(join(this.home, "stack", name));
  }

  async init(): Promise<void> {
    succeededText(await this.terraform.run("init", "-input=false", "-no-color", "-upgrade"));
  }

  /** A plan; the emulator does not know every resource of the state, so data sources alone are read. */
  async plan(...args: readonly string[]): Promise<string> {
    return succeededText(await this.run("plan", ...args));
  }

  /** The plan that was saved as `saved`, as `terraform show -json` prints it. */
  async shown(): Promise<string> {
    return this.terraform.must("show", "-json", "saved");
  }

  async planned(...args: readonly string[]): Promise<TerraformResult> {
    return this.run("plan", ...args);
  }

  /** Plans, and applies the saved plan. */
  async apply(): Promise<string> {
    const plan = await this.plan("-out=saved");
    succeededText(await this.terraform.run("apply", "-input=false", "-no-color", "saved"));
    return plan;
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await Promise.all([this.cluster.stop(), this.servers.registry.stop()]);
  }

  private async run(command: string, ...args: readonly string[]): Promise<TerraformResult> {
    return this.terraform.run(command, "-refresh=false", "-input=false", "-no-color", ...args);
  }

  private async configMap(): Promise<object> {
    const data = (await this.cluster.kube.configMap("aws-auth")) ?? {};
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "aws-auth", namespace: "kube-system" }, data };
  }

  /** The state as it would be of the cluster that is alive now: what EKS chose by itself, in every place. */
  private async alive(state: string): Promise<string> {
    const then = this.golden.cluster;
    const now = await this.cluster.describe(this.clusterName);
    const vpc = fieldsOf(listOf(then.vpc_config)[0]);
    const live = fieldsOf(now.resourcesVpcConfig);
    const chosen: readonly (readonly [unknown, unknown])[] = [
      [then.endpoint, now.endpoint],
      [listOf(then.certificate_authority)[0]?.data, fieldsOf(now.certificateAuthority).data],
      [vpc.cluster_security_group_id, live.clusterSecurityGroupId],
      [issuer(listOf(listOf(then.identity)[0]?.oidc)[0]), issuer(fieldsOf(fieldsOf(now.identity).oidc))],
    ];
    return chosen.reduce((text, [old, own]) => text.replaceAll(String(old), String(own)), state);
  }
}

/** `oidc.eks.eu-west-1.amazonaws.com/id/…` */
function issuer(oidc: Fields | undefined): string {
  return String(oidc?.issuer).replace("https://", "");
}

const same = (text: string): string => text;

/** The Kubernetes provider that most roots have: it hangs on the module. */
function fromOutputs(main: string): string {
  return main.replace(/provider "kubernetes" \{\n(?:.*\n)*?\}\n/, FROM_OUTPUTS);
}
