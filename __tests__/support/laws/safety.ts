import { type AwsAuth, EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import { type Caller, probeCallers } from "../../../lib/access/principal/caller";
import { type Access, accessOf } from "../../../lib/access/effective/effective-access";
import { principalsOf } from "../../../lib/access/effective/principals";
import { rightsLost } from "../../../lib/access/effective/right";
import { principalId } from "../../../lib/access/principal/principal-id";
import { CLUSTER_ADMIN_POLICY } from "../../../lib/access/effective/cluster-admin";
import { isLeaving } from "../../../lib/migration/leaving";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import type { GuardCode } from "../../../lib/migration/guard/guards";
import { guardRefusals } from "../guards/guard-refusals";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { wavesOf } from "../../../lib/migration/wave";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { type Eks, liveOf, planOf, type Step, stoppedAnywhere, type World } from "./plan-simulation";
import { describeCaller } from "../definitions/arns";

export const TODAY = "2026-11-22";

/** What a walk saw. */
export interface Walked {
  plans: number;
  states: number;
  gaps: number;
  refusedByGate: number;
  refusedByGuard: number;
  readonly gapCallers: Set<string>;
  readonly violations: string[];
}

export const nothingWalked = (): Walked => ({
  plans: 0,
  states: 0,
  gaps: 0,
  refusedByGate: 0,
  refusedByGuard: 0,
  gapCallers: new Set(),
  violations: [],
});

/** Somebody whom the first world served, and how. */
export interface Served {
  readonly caller: Caller;
  readonly access: Access;
}

/** A definition at one stage and wave. */
export function atStage(definition: AccessDefinition, stage: Stage, wave?: number): AccessDefinition {
  const { migration, awsAuth, authenticationMode: _, ...rest } = definition;
  if (migration === undefined) return definition;
  const { wave: __, ...section } = migration;
  return {
    ...rest,
    migration: { ...section, stage, ...(wave === undefined ? {} : { wave }) },
    ...(awsAuth === undefined ? {} : { awsAuth }),
  };
}

/** Every stage, and every wave of `entries`, of a definition. */
export function targetsOf(definition: AccessDefinition): AccessDefinition[] {
  const waves = wavesOf(definition).map((_, i) => i + 1);
  return STAGES.flatMap((stage) =>
    stage === "entries" ? waves.map((wave) => atStage(definition, stage, wave)) : [atStage(definition, stage)],
  );
}

/** Whom a world serves: everybody that it or the definition names, in sessions that matter. */
export function servedIn(definition: AccessDefinition, world: World): Served[] {
  const state = { mode: world.mode, awsAuth: world.rows ?? EMPTY_AWS_AUTH, entries: world.entries };
  const declared = { ...state, entries: definition.accessEntries };
  return principalsOf([state, declared])
    .filter((principal) => !isLeaving(definition, principal))
    .flatMap(probeCallers)
    .filter(({ session }) => session === "" || session === "build-42" || session === "i-0123456789abcdef0")
    .map((caller) => ({ caller, access: accessOf(state, caller) }))
    .filter(({ access }) => access.verdict === "authenticated");
}

/** Where a plan starts, and what is to hold it. */
export interface Start {
  readonly world: World;
  readonly served: readonly Served[];
  readonly eks: Eks;
  readonly passesGate: boolean;
  /** A guard, or all gates, switched off to prove that they are needed: the walk ends with the first who loses. */
  readonly without?: GuardCode | "gates" | undefined;
}

/** Runs one plan, whole and stopped anywhere, if gate and guards let it; answers the worlds that it may leave. */
export function tryPlan(definition: AccessDefinition, from: Start, walked: Walked): World[] {
  if (!from.passesGate && from.without !== "gates") {
    walked.refusedByGate++;
    return [];
  }
  const refusals = guardRefusals(new StagedCluster(definition), liveOf(from.world, from.eks));
  if (refusals.some(({ code }) => from.without !== code)) {
    walked.refusedByGuard++;
    return [];
  }
  walked.plans++;
  const steps = planOf(definition, from.world, from.eks);
  return [...stoppedAnywhere(steps, from.world)].map(({ done, world }) => {
    walked.states++;
    watch(definition, { world, served: from.served, done, isWhole: done.length === steps.length }, walked);
    return world;
  });
}

/** Whether a definition passes its gate. */
export function passesGate(definition: AccessDefinition): boolean {
  return !isRefused(gate(new StagedCluster(definition), TODAY));
}

interface Moment {
  readonly world: World;
  readonly served: readonly Served[];
  readonly done: readonly Step[];
  readonly isWhole: boolean;
}

/** Nobody is refused; rights are missing only in the gap between an entry and its policies, and never after a whole plan. */
function watch(definition: AccessDefinition, { world, served, done, isWhole }: Moment, walked: Walked): void {
  for (const { caller, now, lost } of losersIn(definition, world, served)) {
    if (now.verdict === "authenticated" && !isWhole && isInGap(definition, world, now)) {
      walked.gaps++;
      walked.gapCallers.add(principalId(caller.principal));
      continue;
    }
    const trail = done.map(({ name }) => name).join(", ") || "nothing";
    walked.violations.push(
      `${describeCaller(caller)} ${now.verdict === "authenticated" ? `lost ${JSON.stringify(lost)}` : "is refused"} at ${definition.migration?.stage ?? ""} after ${trail} of ${JSON.stringify(definition)} in ${JSON.stringify(world)}`,
    );
  }
}

interface Loser {
  readonly caller: Served["caller"];
  readonly now: Access;
  readonly lost: ReturnType<typeof rightsLost>;
}

const LOSERS = new WeakMap<readonly Served[], Map<string, readonly Loser[]>>();

/** Whom a world serves less than before: worked out once, for most plans lead to worlds that others led to. */
function losersIn(definition: AccessDefinition, world: World, served: readonly Served[]): readonly Loser[] {
  const known = LOSERS.get(served) ?? new Map<string, readonly Loser[]>();
  LOSERS.set(served, known);
  const id = `${definition.migration?.bridgeGroup ?? ""} ${idOf(world)}`;
  const losers = known.get(id) ?? judged(definition, world, served);
  known.set(id, losers);
  return losers;
}

function judged(definition: AccessDefinition, world: World, served: readonly Served[]): Loser[] {
  const state = { mode: world.mode, awsAuth: world.rows ?? EMPTY_AWS_AUTH, entries: world.entries };
  return served.flatMap(({ caller, access }) => {
    const now = withBridge(definition, world, accessOf(state, caller));
    const lost = rightsLost(access, now).filter(({ kind }) => kind !== "masters-name");
    return lost.length === 0 ? [] : [{ caller, now, lost }];
  });
}

const IDS = new WeakMap<World, string>();

/** The same text for the same world. */
function idOf(world: World): string {
  const { rows, entries, ...rest } = world;
  const id = IDS.get(world) ?? `${JSON.stringify(rest)}${textOf(rows)}${entriesText(entries)}`;
  IDS.set(world, id);
  return id;
}

const TEXTS = new WeakMap<object, string>();

function textOf(part: object | undefined): string {
  if (part === undefined) return "";
  const text = TEXTS.get(part) ?? JSON.stringify(part);
  TEXTS.set(part, text);
  return text;
}

/** Entries are the same whatever the order in which they were made. */
function entriesText(entries: World["entries"]): string {
  return Object.entries(entries)
    .map(([key, entry]) => `${key} ${textOf(entry)}`)
    .sort()
    .join();
}

/** The bridge group, while it is bound, is admin of the cluster. */
function withBridge({ migration }: AccessDefinition, world: World, access: Access): Access {
  const group = migration?.bridgeGroup;
  if (access.verdict !== "authenticated" || group === undefined || !world.isBridged) return access;
  return access.groups.includes(group) ? { ...access, policies: [...access.policies, CLUSTER_ADMIN_POLICY] } : access;
}

/** Authenticated by an entry of which not every policy is attached. */
function isInGap({ accessEntries }: AccessDefinition, world: World, access: Access): boolean {
  if (access.verdict !== "authenticated" || access.through.by !== "entry") return false;
  const { key } = access.through;
  const attached = Object.keys(world.entries[key]?.policyAssociations ?? {}).length;
  return attached < Object.keys(accessEntries[key]?.policyAssociations ?? {}).length;
}

/** All worlds that plans reach, whole or stopped, one after the other, from `first`; answers how many they are. */
export function explore(base: AccessDefinition, from: Omit<Start, "passesGate" | "served">, walked: Walked): number {
  const targets = targetsOf(base).map((target) => ({ target, passes: passesGate(target) }));
  const served = servedIn(base, from.world);
  const seen = new Set([idOf(from.world)]);
  const open: World[] = [from.world];
  for (let world = open.pop(); world !== undefined; world = open.pop()) {
    if (from.without !== undefined && walked.violations.length > 0) break;
    for (const { target, passes } of targets) {
      for (const next of tryPlan(target, { ...from, world, served, passesGate: passes }, walked)) {
        const id = idOf(next);
        if (!seen.has(id)) {
          seen.add(id);
          open.push(next);
        }
      }
    }
  }
  return seen.size;
}

/** A world before anything of ours: the rows are there, and EKS's own entries where the mode has them. */
export function firstWorld(rows: AwsAuth | undefined, mode: World["mode"]): World {
  return { mode, rows, entries: {}, isBridged: false, ownsRows: false };
}
