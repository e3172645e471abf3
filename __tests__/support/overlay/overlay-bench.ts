import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { makeOverlays } from "../../../lib/overlay/make-overlays";
import { settledText } from "../../../lib/overlay/settle/settled-text";
import { describeCall } from "../eks/eks-proxy";
import { isWriting } from "../eks/eks-request";
import { GuardBench, sentences } from "../guards/guard-bench";
import { clusterFile, overlaid } from "./overlaid";
import { type StartedTerraform, succeededText, type TerraformResult, type Workspace } from "../terraform/terraform";

export { overlaid } from "./overlaid";

const MODULE = join(__dirname, "../../fixtures/overlay/eks");

/** A team's root module, as it is before our files lie beside it. */
interface OverlaidRoot {
  readonly main: string;
  /** @default the module's */
  readonly cluster?: string;
  /** @default main.tf alone */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * Whether its Kubernetes providers lead to several API servers: then none is found by the environment.
   * @default false
   */
  readonly hasServers?: boolean;
  /** What Terraform has in its environment besides. @default nothing */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a run of Terraform ended. */
export interface Tried {
  readonly exitCode: number;
  readonly said: string;
  /** `#12 UpdateClusterConfig demo -> 200` */
  readonly writes: readonly string[];
}

/** A root module of a team, of text, in front of a live cluster: planned with and without our two files beside it. */
export class OverlayBench {
  /** Starts the servers, makes the cluster `demo` in mode CONFIG_MAP with its rows, and takes it into the root's state. */
  static async start(main: string, cluster?: string, files?: Readonly<Record<string, string>>): Promise<OverlayBench> {
    return OverlayBench.over(await GuardBench.live(overlaid("config-map")), {
      main,
      ...(cluster === undefined ? {} : { cluster }),
      ...(files === undefined ? {} : { files }),
    });
  }

  /** The same of a cluster `demo` that runs. */
  static async over(
    bench: GuardBench,
    { main, cluster = "module.eks.aws_eks_cluster.this[0]", files = {}, hasServers = false, environment }: OverlaidRoot,
  ): Promise<OverlayBench> {
    const own = new OverlayBench(
      bench,
      bench.workspace({ ...(hasServers ? { KUBE_CONFIG_PATH: "" } : {}), ...environment }),
    );
    cpSync(MODULE, join(own.folder, "modules/eks"), { recursive: true });
    for (const [name, text] of Object.entries(files)) own.write(name, text);
    own.write("main.tf", main);
    own.write("import.tf", `import {\n  to = ${cluster}\n  id = "demo"\n}\n`);
    await own.must("init");
    await own.terraform.keepProviders(hasServers ? ["aws"] : undefined);
    await own.must("apply", "-auto-approve");
    rmSync(join(own.folder, "import.tf"));
    return own;
  }

  private constructor(
    readonly bench: GuardBench,
    private readonly terraform: Workspace,
  ) {}

  get folder(): string {
    return this.terraform.folder;
  }

  write(name: string, text: string): void {
    this.terraform.write(name, text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Lays a cluster file over the root, as `eks-access overlay` does. */
  async lay(...definitions: readonly ClusterDefinition[]): Promise<void> {
    const { files, findings } = await makeOverlays(definitions.map(clusterFile), this.folder);
    if (findings.length > 0)
      throw new Error(findings.map(({ file, line, message }) => `${file}:${line ?? 0} ${message}`).join("\n"));
    for (const { path, texts } of files)
      for (const [name, text] of Object.entries(texts)) writeFileSync(join(path, name), text);
  }

  /** What keeps a cluster file from being laid over the root: `code file:line`. */
  async refusals(...definitions: readonly ClusterDefinition[]): Promise<string[]> {
    const { findings } = await makeOverlays(definitions.map(clusterFile), this.folder);
    return findings.map(({ code, file, line }) => `${code} ${file}:${line ?? 0}`);
  }

  /** Takes both files away, or those that are named. */
  remove(names: readonly string[] = ["eks_access.tf.json", "eks_access_override.tf.json"]): void {
    for (const name of names) rmSync(join(this.folder, name), { force: true });
  }

  /** The HCL that settles the clusters of the root. */
  async settled(...definitions: readonly ClusterDefinition[]): Promise<string> {
    const { targets } = await makeOverlays(definitions.map(clusterFile), this.folder);
    const made = settledText(targets);
    if (targets.length === 0 || !("text" in made)) throw new Error("refused");
    return made.text;
  }

  /** What `terraform state pull` prints. */
  async state(): Promise<string> {
    return succeededText(await this.terraform.run("state", "pull"));
  }

  /** Whether the program finds the folder valid: throws where it does not. */
  async validates(): Promise<string> {
    return this.terraform.must("validate", "-no-color");
  }

  /** Installs modules whose sources have changed. */
  async init(): Promise<void> {
    await this.must("init");
  }

  async plan(...args: readonly string[]): Promise<string> {
    return this.must("plan", ...args);
  }

  /** A plan that is saved, as JSON; one that Terraform refuses too. */
  async planJson(...args: readonly string[]): Promise<string> {
    rmSync(join(this.folder, "saved"), { force: true });
    await this.run("plan", "-out=saved", ...args);
    return this.terraform.must("show", "-json", "saved");
  }

  /** Plans, and applies the saved plan: what the plan said. */
  async apply(): Promise<string> {
    const plan = await this.must("plan", "-out=saved");
    await this.applySaved();
    return plan;
  }

  /** Takes addresses out of the state; what is alive stays. */
  async forget(...addresses: readonly string[]): Promise<void> {
    await this.terraform.must("state", "rm", ...addresses);
  }

  /** What Terraform says to an apply that fails. */
  async failed(): Promise<string> {
    const result = await this.run("apply", "-auto-approve");
    if (result.exitCode === 0) throw new Error(`expected a failure, got\n${result.stdout}`);
    return sentences(result);
  }

  /** Types `terraform <words> 'word in quotes' word`, as a shell takes it. */
  async types(line: string): Promise<string> {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = ""]) => quoted ?? bare);
    return this.terraform.must(...words.slice(1));
  }

  /** Applies the plan that was saved last. */
  async applySaved(): Promise<string> {
    return succeededText(await this.terraform.run("apply", "-input=false", "-no-color", "saved"));
  }

  /** Lays a cluster file over the root and applies it: what its plan said, and the plan after it. */
  async takes(definition: ClusterDefinition): Promise<{ readonly first: string; readonly again: string }> {
    await this.lay(definition);
    const first = await this.apply();
    return { first, again: await this.plan() };
  }

  /** What Terraform says to plans by these arguments while aws-auth has one more row; the rows are as before afterwards. */
  async refusedWithRow(arn: string, plans: readonly (readonly string[])[]): Promise<string[]> {
    const rows = await this.bench.kube.configMap("aws-auth");
    const strange = `${rows?.mapRoles ?? ""}- RoleARN: ${arn}\n  username: x\n  groups: [a]\n`;
    await this.bench.writeAwsAuth({ ...rows, mapRoles: strange });
    const said: string[] = [];
    for (const args of plans) said.push(await this.refused(...args));
    await this.bench.writeAwsAuth(rows ?? {});
    return said;
  }

  /** Terraform, whatever it ends with: its exit code, what it said on one line, and the calls of EKS that wrote. */
  async tries(...args: readonly string[]): Promise<Tried> {
    const first = this.bench.proxy.calls.length;
    const result = await this.run(...args);
    const writes = this.bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request));
    return { exitCode: result.exitCode, said: sentences(result), writes: writes.map(describeCall) };
  }

  /** Terraform, which can be killed. */
  start(...args: readonly string[]): StartedTerraform {
    return this.terraform.start(...args, "-input=false", "-no-color");
  }

  /** What Terraform says to a plan that it refuses, on one line. */
  async refused(...args: readonly string[]): Promise<string> {
    const result = await this.run("plan", ...args);
    if (result.exitCode !== 1) throw new Error(`expected a refused plan, got\n${result.stdout}`);
    return sentences(result);
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await this.bench.stop();
  }

  private async run(...args: readonly string[]): Promise<TerraformResult> {
    return this.terraform.run(...args, "-input=false", "-no-color");
  }

  private async must(...args: readonly string[]): Promise<string> {
    return succeededText(await this.run(...args));
  }
}
