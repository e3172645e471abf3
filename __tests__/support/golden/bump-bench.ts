import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli, type CliRun } from "../cli/in-process";
import { GuardBench } from "../guards/guard-bench";
import type { ConfigMapData } from "../kubernetes/kube-client";
import { overlaid } from "../overlay/overlay-bench";
import { succeededText, type Workspace } from "../terraform/terraform";
import { ModuleRegistry } from "./module-registry";
import { PublicParameters } from "./public-parameters";

/** The cluster file, from the home of a bench. */
export const BUMP_FILE = "clusters/demo.yaml";

/** What must not be made anew, whatever a bump changes. */
export const MADE_ANEW =
  /# module\.eks\S*\.(?:aws_eks_cluster|aws_eks_node_group|aws_eks_fargate_profile|aws_iam_role)\.\S+ (?:must be replaced|will be destroyed)/;

/** A resource of the rows that a plan changes. */
export const ROWS_CHANGED = /# \S*kubernetes_config_map\S* will be (?:updated|destroyed|created)/;

/** A root that calls the real module, applied on emulators of AWS and Kubernetes, with the command line beside it. */
export class BumpBench {
  /** Makes all of it: the cluster is imported, its groups, profiles and rows are applied. */
  static async start(root: string): Promise<BumpBench> {
    const servers = await Promise.all([
      GuardBench.live(overlaid("config-map")),
      ModuleRegistry.start(),
      PublicParameters.start(),
    ]);
    const bench = new BumpBench(...servers);
    try {
      await bench.make(root);
    } catch (error) {
      await bench.stop();
      throw error;
    }
    return bench;
  }

  private readonly terraform: Workspace;

  private constructor(
    private readonly bench: GuardBench,
    private readonly registry: ModuleRegistry,
    private readonly parameters: PublicParameters,
  ) {
    const others = ["tls", "time", "cloudinit", "null"] as const;
    this.terraform = bench.workspace(parameters.environment, { others, hosts: registry.configuration });
    mkdirSync(join(this.home, "clusters"));
  }

  /** Where the repository of the team is: `stack` and `clusters` stand in it. */
  get home(): string {
    return dirname(this.terraform.folder);
  }

  /** The stage of the cluster file. */
  get stage(): string {
    return / {2}stage: (\S+)/.exec(this.read(BUMP_FILE))?.[1] ?? "";
  }

  /** A file, from {@link home}. */
  read(name: string): string {
    return readFileSync(join(this.home, name), "utf8");
  }

  /** Changes a file, as an editor does. */
  edit(name: string, change: (text: string) => string): void {
    writeFileSync(join(this.home, name), change(this.read(name)));
  }

  /** Takes files of the root away. */
  remove(...names: readonly string[]): void {
    for (const name of names) rmSync(join(this.terraform.folder, name));
  }

  /** Puts one file of JSON in the place of main.tf, over the same state. */
  replaceRoot(json: string): void {
    this.remove("main.tf");
    this.terraform.write("cdk.tf.json", json);
  }

  /** The command line, in {@link home}. */
  async eksAccess(...args: readonly string[]): Promise<CliRun> {
    return cli(args, { cwd: this.home });
  }

  /** The same; throws what it printed where it does not end with 0. */
  async must(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.eksAccess(...args);
    if (exitCode !== 0) throw new Error(`${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Makes the cluster file of the state that was saved last. */
  async import(answered: (file: string) => string): Promise<void> {
    await this.eksAccess("import", "state.json", "--root", "stack", "--output", BUMP_FILE);
    this.edit(BUMP_FILE, answered);
  }

  /** Writes the state beside the root, as `terraform state pull` prints it. */
  async saveState(): Promise<void> {
    writeFileSync(join(this.home, "state.json"), await this.terraform.must("state", "pull"));
  }

  /** Takes modules and providers as main.tf has them now. */
  async init(): Promise<void> {
    await this.run("init", "-upgrade");
  }

  async plan(): Promise<string> {
    return this.run("plan", "-refresh=false", "-out=saved");
  }

  /** Plans, applies the saved plan, and answers what it planned. */
  async apply(): Promise<string> {
    const text = await this.plan();
    succeededText(await this.terraform.run("apply", "-input=false", "-no-color", "saved"));
    return text;
  }

  /** The ConfigMap aws-auth, as it is live. */
  async rows(): Promise<ConfigMapData | undefined> {
    return this.bench.kube.configMap("aws-auth");
  }

  /** Principals of all entries, as EKS lists them. */
  async principals(): Promise<readonly string[]> {
    return this.bench.proxy.stateOf("demo").principals();
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await Promise.all([this.bench.stop(), this.registry.stop(), this.parameters.stop()]);
  }

  private async make(root: string): Promise<void> {
    this.terraform.write("main.tf", root);
    await this.run("init");
    await this.terraform.must("import", "-input=false", "-no-color", "module.eks.aws_eks_cluster.this[0]", "demo");
    this.terraform.write("made.tfstate", madeHere(await this.terraform.must("state", "pull")));
    await this.terraform.must("state", "push", "made.tfstate");
    await this.run("apply", "-auto-approve");
  }

  private async run(...args: readonly string[]): Promise<string> {
    return succeededText(await this.terraform.run(...args, "-input=false", "-no-color"));
  }
}

/** An imported cluster does not tell that it was made with EKS's own add-ons, by which the module knows that it is not to be made anew. */
function madeHere(state: string): string {
  return state
    .replace('"bootstrap_self_managed_addons": false', '"bootstrap_self_managed_addons": true')
    .replace(/"serial": (\d+)/, (_, serial: string) => `"serial": ${Number(serial) + 1}`);
}

/** Whoever comes in by the account: nobody uses it any more. */
const LEAVING = "leaving: [arn:aws:iam::444455556666:root]\n";

/** The cluster file with a team's answers: which block writes the rows, who leaves, what was looked at. */
export function answered(file: string, writer?: string): string {
  const accept = ["masters-by-name", "creator-unknown"].map(
    (code) => `  - { code: ${code}, reason: looked at, until: 2099-01-31 }\n`,
  );
  const named =
    writer === undefined ? file : file.replace(/ {2}# question: .*\n {2}aws_auth_module:\n/, () => `  ${writer}\n`);
  const whole = named.replace(/^# accept:\n(?:#.*\n)*/m, "");
  return `${whole}  kubernetes_auth: kubeconfig\naccept:\n${accept.join("")}${LEAVING}`;
}
