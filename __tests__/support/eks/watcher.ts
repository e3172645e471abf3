import type { AccessEntries, AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPES } from "../../../lib/access/access-entry/access-entry-type";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { AUTHENTICATION_MODES } from "../../../lib/access/access-entry/authentication-mode";
import { type Caller } from "../../../lib/access/principal/caller";
import { type Access, type AccessState, accessOf } from "../../../lib/access/effective/effective-access";
import { describeRight, rightsLost } from "../../../lib/access/effective/right";
import { CLUSTER_ADMIN_POLICY } from "../../../lib/access/effective/cluster-admin";
import { describeCall, type EksProxy } from "./eks-proxy";
import { isWriting } from "./eks-request";
import type { EksState } from "./eks-state";
import type { KubernetesState, KubernetesView } from "../kubernetes/kubernetes-view";
import { describeCaller } from "../definitions/arns";

/** A time in which somebody had less than before. */
export interface Loss {
  /** `role admin of 111122223333, session build-42` */
  readonly who: string;
  /** Turned away, less rights than before, or a state that does not tell. */
  readonly kind: "refused" | "rights" | "unknown";
  /** Why, or which rights. */
  readonly what: string;
  /** The call or change after which it was so. */
  readonly after: string;
  readonly since: number;
  /** The call or change that ended it; undefined while it lasts. */
  readonly until?: string;
  /** Undefined while it lasts. */
  readonly milliseconds?: number;
}

/** Whom to watch, and where. */
export interface WatcherOptions {
  readonly proxy: EksProxy;
  readonly kubernetes: KubernetesView;
  readonly clusterName: string;
  readonly callers: readonly Caller[];
}

/**
 * Works out after every call of the EKS API and every change of aws-auth who could reach the cluster just then, and notes
 * whoever has less than when the watch began.
 */
export class Watcher {
  static async start(options: WatcherOptions): Promise<Watcher> {
    const watcher = new Watcher(options, await eksSide(options.proxy.stateOf(options.clusterName)));
    watcher.stopWatching = await options.kubernetes.watch((what, state) => void watcher.later(what, { state }));
    options.proxy.afterEach((call) => watcher.later(describeCall(call), { isEksChanged: isWriting(call.request) }));
    await watcher.later("the start", {});
    await watcher.rebase();
    return watcher;
  }

  /** How often it looked. */
  moments = 0;
  /** What it looked after since it began anew. */
  private readonly seen: string[] = [];
  private readonly ended: Loss[] = [];
  private readonly open = new Map<string, Loss>();
  private readonly before = new Map<string, Access>();
  private queue: Promise<void> = Promise.resolve();
  private stopWatching: () => void = () => undefined;
  private isStopped = false;

  private constructor(
    private readonly options: WatcherOptions,
    private eks: Pick<AccessState, "mode" | "entries">,
  ) {}

  /** Every loss so far, those that last too. */
  get losses(): readonly Loss[] {
    return [...this.ended, ...this.open.values()];
  }

  /** Takes what everybody has now for what they are to keep; what was lost until now is not forgotten. */
  async rebase(): Promise<void> {
    await this.queue;
    const kubernetes = await this.options.kubernetes.read();
    for (const caller of this.options.callers) {
      const access = this.accessNow(caller, kubernetes);
      if (access.verdict === "authenticated")
        this.before.set(describeCaller(caller), withoutAdminGroups(access, kubernetes));
      else this.before.delete(describeCaller(caller));
    }
    for (const [who, loss] of this.open) this.close(who, loss, "taken as it is");
  }

  /** Takes everything back that it noted, and begins anew with what everybody has now. */
  async forget(): Promise<void> {
    await this.rebase();
    this.ended.length = 0;
    this.seen.length = 0;
  }

  /** Waits until it has looked after such a change, from now on or just before. */
  async sees(change: string): Promise<void> {
    for (const start = Date.now(); !this.seen.includes(change);) {
      if (Date.now() > start + 10_000) throw new Error(`${change} was not seen within 10 seconds`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Who reaches the cluster now, as the watcher sees it. */
  async reaching(): Promise<readonly string[]> {
    await this.queue;
    const kubernetes = await this.options.kubernetes.read();
    const served = this.options.callers.filter(
      (caller) => this.accessNow(caller, kubernetes).verdict === "authenticated",
    );
    return served.map(describeCaller);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.stopWatching();
    await this.queue;
  }

  /** One look after the other, in the order of what happened. */
  private later(
    after: string,
    { isEksChanged = false, state = {} }: { isEksChanged?: boolean; state?: Partial<KubernetesState> },
  ): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.queue = this.queue.then(async () => {
      if (isEksChanged) this.eks = await eksSide(this.options.proxy.stateOf(this.options.clusterName));
      this.look(after, { ...(await this.options.kubernetes.read()), ...state });
    });
    return this.queue;
  }

  private look(after: string, kubernetes: KubernetesState): void {
    this.moments += 1;
    this.seen.push(after);
    for (const caller of this.options.callers) {
      const who = describeCaller(caller);
      const now = this.accessNow(caller, kubernetes);
      const before = this.before.get(who);
      const lost = before === undefined ? undefined : lossOf(before, now);
      const known = this.open.get(who);
      if (before === undefined && now.verdict === "authenticated")
        this.before.set(who, { ...now, groups: [], policies: [] });
      if (known !== undefined && lost?.kind === known.kind && lost.what === known.what) continue;
      if (known !== undefined) this.close(who, known, after);
      if (lost !== undefined) this.open.set(who, { who, ...lost, after, since: Date.now() });
    }
  }

  private close(who: string, loss: Loss, until: string): void {
    this.open.delete(who);
    this.ended.push({ ...loss, until, milliseconds: Date.now() - loss.since });
  }

  private accessNow(caller: Caller, { awsAuth, adminGroups }: KubernetesState): Access {
    const access = accessOf({ ...this.eks, awsAuth: parseAwsAuth(awsAuth ?? {}).awsAuth }, caller);
    if (access.verdict !== "authenticated" || !access.groups.some((group) => adminGroups.includes(group)))
      return access;
    return { ...access, policies: [...access.policies, CLUSTER_ADMIN_POLICY] };
  }
}

/** `role admin of 111122223333 is refused (no access entry names it) after #7 DeleteAccessEntry …, for 12 ms until #9 …` */
export function describeLoss({ who, kind, what, after, until, milliseconds }: Loss): string {
  const says = { refused: "is refused", rights: "lacks", unknown: "is in doubt" }[kind];
  const end = until === undefined ? "still" : `for ${milliseconds ?? 0} ms, until ${until}`;
  return `${who} ${says} (${what}) after ${after}, ${end}`;
}

/** What somebody has less; that `system:masters` is a name with a meaning of its own is accepted by every test here. */
function lossOf(before: Access, now: Access): Pick<Loss, "kind" | "what"> | undefined {
  if (now.verdict !== "authenticated") return { kind: now.verdict, what: now.why };
  const lost = rightsLost(before, now).filter(({ kind }) => kind !== "masters-name");
  return lost.length === 0 ? undefined : { kind: "rights", what: lost.map(describeRight).join(", ") };
}

/** A bridge is a right while it stands, its group's name is none. */
function withoutAdminGroups(access: Access, { adminGroups }: KubernetesState): Access {
  if (access.verdict !== "authenticated") return access;
  return {
    ...access,
    groups: access.groups.filter((group) => group === "system:masters" || !adminGroups.includes(group)),
  };
}

/** EKS's side of who reaches a cluster, as the emulator holds it. */
async function eksSide(state: EksState): Promise<Pick<AccessState, "mode" | "entries">> {
  const live = await state.mode();
  const mode = AUTHENTICATION_MODES.find((each) => each === live);
  if (mode === undefined) throw new Error(`expected an authentication mode, got ${live ?? "no cluster"}`);
  const principals = await state.principals();
  const entries = await Promise.all(principals.map(async (arn) => [arn, await entryOf(state, arn)] as const));
  const held: AccessEntries = Object.fromEntries(
    entries.flatMap(([arn, entry]) => (entry === undefined ? [] : [[arn, entry]])),
  );
  return { mode, entries: held };
}

async function entryOf(state: EksState, principalArn: string): Promise<AccessEntry | undefined> {
  const [entry, policies] = await Promise.all([state.entry(principalArn), state.policies(principalArn)]);
  if (entry === undefined) return undefined;
  const type = ACCESS_ENTRY_TYPES.find((each) => each === entry.type);
  if (type === undefined) throw new Error(`${principalArn}: unknown type ${entry.type}`);
  const associations = policies.map(({ policyArn, scope, namespaces }) => {
    return [
      policyArn,
      { policyArn, accessScope: { type: scope === "cluster" ? "cluster" : "namespace", namespaces } },
    ] as const;
  });
  return {
    principalArn,
    type,
    policyAssociations: Object.fromEntries(associations),
    ...(type === "STANDARD" ? { kubernetesGroups: entry.groups } : {}),
    ...(type === "STANDARD" && entry.username !== "" ? { userName: entry.username } : {}),
  };
}
