import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { arn, role } from "../definitions/arns";
import { CREATOR } from "../definitions/definitions";
import { describeRequest, isWriting } from "../eks/eks-request";
import { GuardBench, sentences } from "../guards/guard-bench";
import { probeCallers } from "../../../lib/access/principal/caller";
import { viewOf } from "../kubernetes/kubernetes-view";
import { jsonOf } from "../definitions/sample-stacks";
import type { StartedTerraform, TerraformResult, Workspace } from "../terraform/terraform";
import { type Loss, describeLoss, Watcher } from "../eks/watcher";
import { CallFault } from "./call-fault";
import type { KillFault } from "./kill-faults";
import { definitionOf, type KillStep, type KillVariant } from "./kill-steps";
import { keep, type KillWorld, putBack, putBackBackup, putBackState } from "./kill-world";

const BRIDGE = "kubernetes_cluster_role_binding_v1.bridge";
const ARGS = ["-input=false", "-no-color"] as const;

/** How a run that went wrong came to its end. */
export const KILL_ENDS = ["itself", "again", "remedy", "stuck"] as const;

/** One cell of the matrix. */
export interface KillResult {
  readonly variant: string;
  readonly step: string;
  readonly call: string;
  readonly fault: string;
  /** By itself in the same run; by the next run; by a remedy of docs/recovery.md, then the next run; not at all. */
  readonly end: (typeof KILL_ENDS)[number];
  /** What was typed. */
  readonly remedy?: string;
  /** What Terraform said where it is stuck. */
  readonly said?: string;
  /** Milliseconds of the gap that DESIGN names, the longest of anybody; 0 where nobody was in it. */
  readonly gap: number;
  /** Whoever had less than before beyond that gap. */
  readonly losses: readonly string[];
}

/** How long the API server may tell of what happened before, in milliseconds. */
const NEWS = 200;

/** Everybody whose access is watched, in the session of a person or of an instance. */
const CALLERS = [...["break-glass", "admin", "dev", "node"].map((name) => role(name)), CREATOR]
  .map(arn)
  .flatMap(probeCallers)
  .filter(({ session, principal }) => session === (principal.name === "node" ? "i-0123456789abcdef0" : "build-42"));

/** A cluster of one variant, which can be put back to where a step begins. */
export class KillBench {
  static async start(variant: KillVariant, first: KillStep): Promise<KillBench> {
    const definition = definitionOf(variant, first);
    const bench = await GuardBench.live(definition, { creator: CREATOR, isKubeProxied: true });
    const folder = bench.workspace({ AWS_MAX_ATTEMPTS: "2" });
    folder.write("cdk.tf.json", jsonOf(definition));
    await folder.must("init", ...ARGS);
    await folder.keepProviders();
    const made = new KillBench(variant, bench, folder);
    await made.takeOver(first);
    return made;
  }

  /** JSON of stacks that were made before, by their definition. */
  private readonly written = new Map<string, string>();

  private constructor(
    private readonly variant: KillVariant,
    private readonly bench: GuardBench,
    private readonly folder: Workspace,
  ) {}

  /** What whoever manages the cluster does before a step. */
  async prepare({ switchedTo }: KillStep): Promise<void> {
    if (this.variant.render === "access" && switchedTo !== undefined) await this.bench.switchMode(switchedTo);
  }

  async keep(): Promise<KillWorld> {
    return keep(this.bench, this.folder);
  }

  async putBack(world: KillWorld): Promise<void> {
    await putBack(this.bench, this.folder, world);
  }

  /** Applies a step with nothing in its way, and answers with the writing calls that it made, sorted. */
  async writes(step: KillStep): Promise<readonly string[]> {
    const { proxy, kubeProxy } = this.bench;
    const [firstCall, firstWrite] = [proxy.calls.length, kubeProxy.writes.length];
    this.write(definitionOf(this.variant, step));
    await this.folder.must("apply", "-auto-approve", ...ARGS);
    const eks = proxy.calls.slice(firstCall).filter(({ request }) => isWriting(request));
    const made = [...eks.map(({ request }) => describeRequest(request)), ...kubeProxy.writes.slice(firstWrite)];
    return made.sort();
  }

  /** Lets a call of a step go wrong, runs again, and types what is needed until a plan has no changes. */
  async run(step: KillStep, call: string, fault: KillFault): Promise<KillResult> {
    const watcher = await this.watched();
    const end = await this.ends(step, call, fault).finally(() => watcher.stop());
    const gaps = watcher.losses.filter((loss) => this.isTheGap(loss));
    const others = watcher.losses.filter((loss) => !gaps.includes(loss) && !isAccepted(step, loss));
    const about = { variant: this.variant.name, step: step.name, call, fault: fault.name };
    return {
      ...about,
      ...end,
      gap: Math.max(0, ...gaps.map(({ milliseconds = 0 }) => milliseconds)),
      losses: others.map(describeLoss),
    };
  }

  async stop(): Promise<void> {
    this.folder.remove();
    await this.bench.stop();
  }

  /** The cluster gets the tags and logs of the stack once, which are no part of access; no state knows it afterwards. */
  private async takeOver(first: KillStep): Promise<void> {
    const before = await this.keep();
    await this.writes(first);
    await this.putBack(before);
  }

  private async ends(
    step: KillStep,
    call: string,
    fault: KillFault,
  ): Promise<Pick<KillResult, "end" | "remedy" | "said">> {
    const { state } = await this.keep();
    const ended = await this.broken(step, call, fault);
    if (fault.losesState === true) putBackState(this.folder, state);
    return this.converge(definitionOf(this.variant, step), ended.exitCode === 0 && !fault.kills);
  }

  private async watched(): Promise<Watcher> {
    const { proxy, kube } = this.bench;
    const watcher = await Watcher.start({ proxy, kubernetes: viewOf(kube), clusterName: "demo", callers: CALLERS });
    await new Promise((resolve) => setTimeout(resolve, NEWS));
    await watcher.forget();
    return watcher;
  }

  private async broken(step: KillStep, call: string, fault: KillFault): Promise<TerraformResult> {
    const { proxy, kubeProxy } = this.bench;
    const running: StartedTerraform[] = [];
    const kill = async (): Promise<void> => {
      for (const one of running) one.kill();
      await Promise.all(running.map(({ result }) => result));
    };
    const broken = new CallFault(call, fault.hit(call, kill), fault.times);
    proxy.breaks(broken);
    kubeProxy.inject(broken);
    this.write(definitionOf(this.variant, step));
    const started = this.folder.start("apply", "-auto-approve", ...ARGS);
    running.push(started);
    const result = await started.result;
    await Promise.all([proxy.idle(), kubeProxy.idle()]);
    proxy.breaks(undefined);
    kubeProxy.inject(undefined);
    if (broken.hits === 0) throw new Error(`${step.name}: ${call} did not come\n${result.stdout}${result.stderr}`);
    return result;
  }

  private async converge(
    definition: ClusterDefinition,
    isDone: boolean,
  ): Promise<Pick<KillResult, "end" | "remedy" | "said">> {
    if (putBackBackup(this.folder)) return this.withBackup(definition);
    if (isDone) return (await this.hasNoChanges(definition)) ? { end: "itself" } : { end: "stuck", said: "changes" };
    const again = await this.apply(definition);
    if (again.exitCode === 0) return this.afterwards(definition, { end: "again" });
    const remedy = await this.remedied(definition, sentences(again));
    if (remedy === undefined) return { end: "stuck", said: sentences(again) };
    return this.afterwards(definition, { end: "remedy", remedy });
  }

  private async withBackup(definition: ClusterDefinition): Promise<Pick<KillResult, "end" | "remedy" | "said">> {
    const { end, remedy, said } = await this.converge(definition, false);
    const typed = ["cp state.tfstate.backup state.tfstate", ...(remedy === undefined ? [] : [remedy])].join("; ");
    return end === "stuck" ? { end, said: said ?? "" } : { end: "remedy", remedy: typed };
  }

  private async afterwards(
    definition: ClusterDefinition,
    end: Pick<KillResult, "end" | "remedy">,
  ): Promise<Pick<KillResult, "end" | "remedy" | "said">> {
    if (await this.hasNoChanges(definition)) return end;
    return { end: "stuck", said: `a later plan has changes, after: ${end.remedy ?? end.end}` };
  }

  /** What docs/recovery.md says to type for what Terraform said; undefined where it says nothing, or it does not help. */
  private async remedied(definition: ClusterDefinition, said: string): Promise<string | undefined> {
    const typed: string[] = [];
    const keys = [...new Set([...said.matchAll(/with aws_eks_access_entry\.(\w+),/g)].map(([, key = ""]) => key))];
    const binding = /clusterrolebindings\.rbac\.authorization\.k8s\.io "([^"]+)" already exists/.exec(said)?.[1];
    if (said.includes("ResourceInUseException") && keys.length > 0) {
      typed.push(`imported_without_associations: [${keys.sort().join(", ")}]`);
    }
    if (binding !== undefined) {
      typed.push(`terraform import ${BRIDGE} ${binding}`);
      await this.folder.run("import", ...ARGS, BRIDGE, binding);
    }
    if (typed.length === 0) return undefined;
    const adopted = keys.length === 0 ? {} : { adopt: { ...definition.adopt, importedWithoutAssociations: keys } };
    const result = await this.apply({ ...definition, ...adopted });
    return result.exitCode === 0 ? typed.join("; ") : undefined;
  }

  private async apply(definition: ClusterDefinition): Promise<TerraformResult> {
    this.write(definition);
    return this.folder.run("apply", "-auto-approve", ...ARGS);
  }

  private async hasNoChanges(definition: ClusterDefinition): Promise<boolean> {
    this.write(definition);
    const { stdout } = await this.folder.run("plan", ...ARGS);
    return stdout.includes("No changes.");
  }

  private write(definition: ClusterDefinition): void {
    const id = JSON.stringify(definition);
    const json = this.written.get(id) ?? jsonOf(definition);
    this.written.set(id, json);
    this.folder.write("cdk.tf.json", json);
  }

  /**
   * The gap that DESIGN names: without a bridge, an entry without its policy: rights are missing, nobody is refused. It begins
   * when the entry is made or its policy goes, and ends when the policy is there or the entry is gone and the row serves.
   */
  private isTheGap({ kind, who, after, until = "" }: Loss): boolean {
    const name = /^role (\S+) of /.exec(who)?.[1] ?? "";
    const isOf = (call: string, ...operations: readonly string[]): boolean =>
      call.includes(`role/${name} `) && operations.some((operation) => call.includes(` ${operation} `));
    const begins = isOf(after, "CreateAccessEntry", "DisassociateAccessPolicy");
    const ends = isOf(until, "AssociateAccessPolicy", "DeleteAccessEntry");
    return !this.variant.isBridged && kind === "rights" && begins && ends;
  }
}

/** Break-glass has no row: the way back to `dual` takes its entry, which the file accepts for it by name. */
function isAccepted({ name }: KillStep, { who }: Loss): boolean {
  return name === "back to dual" && who.startsWith("role break-glass of ");
}
