import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AwsClient } from "../eks/aws-client";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { type Fakecloud, startFakecloud } from "../eks/fakecloud";
import { fieldsOf } from "../terraform/provider-schema";
import { type Workspace, workspace } from "../terraform/terraform";

/** What Terraform plans for one managed resource. */
export interface PlannedAction {
  readonly address: string;
  /** `no-op`, `delete`, `forget`, `create,delete` … */
  readonly actions: string;
}

/** A plan: its summary, and what it does to managed resources, sorted by address. */
export interface StatePlan {
  readonly text: string;
  readonly actions: readonly PlannedAction[];
  /** As a review reads it. */
  readonly read: TerraformPlan;
}

/** An emulator of AWS and one folder, in which stacks are planned one after another on one state. */
export class StateBench {
  static async start(accountId: string, region: string): Promise<StateBench> {
    const cloud = await startFakecloud({ accountId, region });
    const aws = new AwsClient(cloud.environment.AWS_ENDPOINT_URL ?? "", region);
    return new StateBench(cloud, aws, workspace(["aws"], cloud.environment));
  }

  private constructor(
    private readonly cloud: Fakecloud,
    /** What is alive, whatever any state says. */
    readonly aws: AwsClient,
    private readonly terraform: Workspace,
  ) {}

  /** Where Terraform runs. */
  get folder(): string {
    return this.terraform.folder;
  }

  /** The state that the next plan starts from. */
  writeState(state: string): void {
    this.terraform.write("terraform.tfstate", state);
  }

  /** The state as the last apply left it. */
  readState(): string {
    return readFileSync(join(this.terraform.folder, "terraform.tfstate"), "utf8");
  }

  /** From now on nothing is known: a state of its own. */
  removeState(): void {
    for (const name of ["terraform.tfstate", "terraform.tfstate.backup"]) {
      rmSync(join(this.terraform.folder, name), { force: true });
    }
  }

  /** Plans a stack, saved as `plan`; with `-refresh=false` AWS is asked for data sources alone. */
  async plan(json: string, ...args: readonly string[]): Promise<StatePlan> {
    this.terraform.write("cdk.tf.json", json);
    await this.terraform.must("init", "-input=false", "-no-color");
    const text = await this.terraform.must("plan", "-input=false", "-no-color", "-out=plan", ...args);
    const shown = await this.terraform.must("show", "-json", "plan");
    const read = parsePlan(shown);
    // What Terraform does write is read, whatever is in it.
    if (read.kind !== "plan") throw new Error(read.kind === "unreadable" ? read.problem : read.kind);
    return { text, actions: actionsOf(shown), read: read.plan };
  }

  /** Applies what was planned last. */
  async applyPlan(): Promise<void> {
    await this.terraform.must("apply", "-input=false", "-no-color", "plan");
  }

  /** Runs one line of the advice that a finding gives: `terraform state rm …`. */
  async runLine(line: string): Promise<string> {
    const [command, ...args] = line.split(" ");
    if (command !== "terraform") throw new Error(`no line of Terraform: ${line}`);
    return this.terraform.must(...args);
  }

  async stop(): Promise<void> {
    this.terraform.remove();
    await this.cloud.stop();
  }
}

/** Addresses of those that one action hits: `delete`, `forget`. */
export function addressesWith(action: string, { actions }: StatePlan): string[] {
  return actions.filter((one) => one.actions === action).map(({ address }) => address);
}

function actionsOf(plan: string): PlannedAction[] {
  const { resource_changes: changes } = fieldsOf(JSON.parse(plan));
  return (Array.isArray(changes) ? changes : [])
    .map((it: unknown) => fieldsOf(it))
    .filter(({ mode }) => mode === "managed")
    .map(({ address, change }) => ({ address: String(address), actions: String(fieldsOf(change).actions) }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}
