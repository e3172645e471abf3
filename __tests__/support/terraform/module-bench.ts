import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CLUSTER_VARIABLES } from "../../../lib/inventory/definition/module/module-variables";
import { camelCase } from "../../../lib/inventory/schema/camel-keys";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../definitions/arns";
import { accepting } from "../definitions/definitions";
import { GuardBench, sentences } from "../guards/guard-bench";
import { overlaid } from "../overlay/overlay-bench";
import { jsonOf } from "../definitions/sample-stacks";
import { fieldsOf } from "./provider-schema";
import { succeededText, type Workspace } from "./terraform";

const MODULE = join(__dirname, "../../fixtures/overlay/eks");

/** The cluster of an overlay at a stage, by a stack that calls the fixtures' small module. */
export function called(stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const { overlay: _, ...whole } = overlaid(stage);
  const unused = CLUSTER_VARIABLES.map(camelCase);
  const definition = { ...whole };
  for (const key of Object.keys(definition)) if (unused.includes(key)) Reflect.deleteProperty(definition, key);
  return {
    ...definition,
    render: "module",
    accept: [...(whole.accept ?? []), accepting("adopt-whole-state")],
    module: { source: "./modules/eks", version: "20.37.2" },
    moduleVariables: {
      cluster_version: "1.31",
      subnet_ids: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
      iam_role_arn: role("demo-cluster"),
    },
    ...rest,
  };
}

/** A stack that calls a module of a folder, in front of a live cluster. */
export class ModuleBench {
  /** Starts the servers, makes the cluster `demo` in mode CONFIG_MAP with its rows, and takes it into the module's state. */
  static async start(): Promise<ModuleBench> {
    const bench = await GuardBench.live(called("config-map"));
    const own = new ModuleBench(bench, bench.workspace());
    cpSync(MODULE, join(own.terraform.folder, "modules/eks"), { recursive: true });
    own.write(called("config-map"));
    own.terraform.write("import.tf", 'import {\n  to = module.eks.aws_eks_cluster.this[0]\n  id = "demo"\n}\n');
    await own.must("init");
    await own.terraform.keepProviders();
    await own.must("apply", "-auto-approve");
    rmSync(join(own.terraform.folder, "import.tf"));
    return own;
  }

  private constructor(
    readonly bench: GuardBench,
    private readonly terraform: Workspace,
  ) {}

  /** Plans what a definition renders. */
  async plan(definition: ClusterDefinition, ...args: readonly string[]): Promise<string> {
    this.write(definition);
    return this.must("plan", ...args);
  }

  /** Plans what a definition renders without some of its top-level blocks. */
  async planWithout(definition: ClusterDefinition, blocks: readonly string[]): Promise<string> {
    const kept = Object.entries(fieldsOf(JSON.parse(jsonOf(definition)))).filter(([key]) => !blocks.includes(key));
    this.terraform.write("cdk.tf.json", JSON.stringify(Object.fromEntries(kept)));
    return this.must("plan");
  }

  /** The JSON of a plan that is saved: of what a definition renders, changed as somebody may have. */
  async planJson(
    definition: ClusterDefinition,
    {
      args = [],
      edit = (json) => json,
    }: { readonly args?: readonly string[]; readonly edit?: (json: string) => string } = {},
  ): Promise<string> {
    this.terraform.write("cdk.tf.json", edit(jsonOf(definition)));
    await this.must("plan", "-out=saved", ...args);
    return this.terraform.must("show", "-json", "saved");
  }

  /** What a team has in the same root: a file of Terraform JSON, until it is written anew. */
  beside(root: object): void {
    this.terraform.write("team.tf.json", JSON.stringify(root));
  }

  /** Plans it and applies the saved plan. */
  async apply(definition: ClusterDefinition): Promise<string> {
    await this.plan(definition, "-out=saved");
    return this.applySaved();
  }

  /** What Terraform says to the plan that was saved last. */
  async applySaved(): Promise<string> {
    const result = await this.terraform.run("apply", "-input=false", "-no-color", "saved");
    return result.exitCode === 0 ? result.stdout : sentences(result);
  }

  /** What Terraform says to a plan that it refuses, on one line. */
  async refused(definition: ClusterDefinition, ...args: readonly string[]): Promise<string> {
    this.write(definition);
    const result = await this.terraform.run("plan", "-input=false", "-no-color", ...args);
    if (result.exitCode !== 1) throw new Error(`expected a refused plan, got\n${result.stdout}`);
    return sentences(result);
  }

  /** Takes what is alive into the state, at an address of what a definition renders. */
  async import(definition: ClusterDefinition, address: string, id: string): Promise<void> {
    this.write(definition);
    await this.must("init");
    succeededText(await this.terraform.run("import", "-input=false", "-no-color", address, id));
  }

  /** Installs the calls that a definition renders: those of other names too. */
  async init(definition: ClusterDefinition): Promise<void> {
    this.write(definition);
    await this.must("init");
  }

  /** What the state has at an address stands at another one, as another version of the module wrote it. */
  async moveInState(from: string, to: string): Promise<void> {
    await this.must("state", "mv", from, to);
  }

  /** Addresses of the state. */
  async addresses(): Promise<string[]> {
    return (await this.must("state", "list")).trim().split("\n");
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await this.bench.stop();
  }

  private write(definition: ClusterDefinition): void {
    this.terraform.write("cdk.tf.json", jsonOf(definition));
  }

  private async must(...args: readonly string[]): Promise<string> {
    const plain = args[0] === "state" ? args : [...args, "-input=false", "-no-color"];
    return succeededText(await this.terraform.run(...plain));
  }
}
