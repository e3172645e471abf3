import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { stackOf } from "./compiled-guards";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import type { TerraformResult, Workspace } from "../terraform/terraform";

/** How many definitions are judged at once, at most. */
const SEATS = 32;

/** What Terraform says against each definition, one text per refusal, `sentence (data.… address)`; none: it passes. */
export type Verdicts = Readonly<Record<string, readonly string[]>>;

/**
 * Terraform's judgement of many definitions in one plan: each is a module without state, for guards ask nothing of the state.
 * A verdict counts only where the guards of the module were read to their end, or refused.
 */
export class GuardJury {
  static async start(terraform: Workspace, first: ClusterDefinition): Promise<GuardJury> {
    const { terraform: settings, provider } = stackOf(first);
    const { required_providers: required } = fieldsOf(settings);
    const seats = Array.from({ length: SEATS }, (_, i) => [`seat_${i}`, { source: `./seat_${i}` }] as const);
    terraform.write(
      "main.tf.json",
      JSON.stringify({ terraform: { required_providers: required }, provider, module: Object.fromEntries(seats) }),
    );
    for (let seat = 0; seat < SEATS; seat += 1) terraform.write(seatFile(seat), "{}");
    await terraform.must("init", "-input=false", "-no-color");
    await terraform.keepProviders();
    return new GuardJury(terraform);
  }

  private constructor(private readonly terraform: Workspace) {}

  /** One plan. */
  async judge(definitions: Readonly<Record<string, ClusterDefinition>>): Promise<Verdicts> {
    const stacks = Object.values(definitions).map(moduleOf);
    if (stacks.length > SEATS) throw new Error(`${stacks.length} definitions, and ${SEATS} seats`);
    for (let seat = 0; seat < SEATS; seat += 1) this.terraform.write(seatFile(seat), stacks[seat] ?? "{}");
    const events = eventsOf(await this.terraform.run("plan", "-json", "-input=false"));
    return Object.fromEntries(Object.keys(definitions).map((name, seat) => [name, verdictOf(events, seat)]));
  }

  remove(): void {
    this.terraform.remove();
  }
}

function seatFile(seat: number): string {
  return `seat_${seat}/main.tf.json`;
}

const MODULES = new WeakMap<ClusterDefinition, string>();

/** A definition's stack as a module, made once: providers and state are the root's. */
function moduleOf(definition: ClusterDefinition): string {
  const known = MODULES.get(definition);
  if (known !== undefined) return known;
  const { terraform: _, provider: __, ...rest } = stackOf(definition);
  const made = JSON.stringify(rest);
  MODULES.set(definition, made);
  return made;
}

function eventsOf({ stdout, stderr }: TerraformResult): readonly Fields[] {
  const lines = stdout.split("\n").filter((line) => line !== "");
  const events = lines.map((line) => fieldsOf(JSON.parse(line)));
  if (!events.some(({ type }) => type === "diagnostic" || type === "change_summary")) {
    throw new Error(`Terraform judged nothing: ${stdout}${stderr}`);
  }
  return events;
}

function verdictOf(events: readonly Fields[], seat: number): readonly string[] {
  const refusals = events
    .map(({ diagnostic }) => fieldsOf(diagnostic))
    .filter(({ severity, range }) => severity === "error" && fieldsOf(range).filename === seatFile(seat))
    .map(({ summary, detail, address }) => `${String(summary)}: ${String(detail)} with ${String(address)}`);
  const end = `module.seat_${seat}.data.aws_partition.guards`;
  const isRead = events.some(
    ({ type, hook }) => type === "apply_complete" && fieldsOf(fieldsOf(hook).resource).addr === end,
  );
  if (refusals.length === 0 && !isRead) throw new Error(`the guards of seat ${seat} were not read to their end`);
  return refusals;
}
