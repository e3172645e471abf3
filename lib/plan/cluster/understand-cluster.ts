import {
  isModeStale,
  clusterLife,
  clusterModes,
  plannedAccess,
  plannedMode,
  untouchedSections,
} from "./cluster-access";
import { roleBindings } from "./cluster-bindings";
import { plannedRoles } from "./cluster-roles";
import { type ClusterEntries, clusterEntries, type EntriesSide } from "./cluster-entries";
import { autoModeRoles, instanceProfileRoles, nodeRoles } from "./cluster-nodes";
import type { ClusterObjects } from "./cluster-objects";
import type { ClusterSeed } from "./cluster-seed";
import { awsAuthHolders, plannedAwsAuth } from "./config-map-sections";
import { recordOf } from "../reading/plan-shape";
import type { PlanObject } from "../objects/plan-object";
import type { AwsAuthHolder, PlannedAwsAuth } from "./planned-access";
import type { PlannedChange } from "../objects/planned-change";
import { isCreated } from "../objects/planned-change";
import type { NodeRole, PlannedCluster, PlannedGuards } from "./planned-cluster";
import { guardsOfOverlay, type OverlayGuards } from "./guards/overlay-guards";
import type { PlanOrigins } from "./read-entries";
import type { ReadHolder } from "./aws-auth-holder";
import { rowStates } from "../../access/aws-auth/row-state";
import { printArn } from "../../access/principal/arn";
import { compareText } from "../../finding/text-order";
import { type Sides, type PlannedValue, known, valueOf } from "../reading/planned-value";

/** What clusters of one plan have in common. */
interface WholePlan {
  /** Instance profiles, which name no cluster. */
  readonly profiles: readonly PlanObject[];
  readonly seeds: readonly ClusterSeed[];
  readonly origins: PlanOrigins;
  readonly drift: readonly PlannedChange[];
  readonly guards: PlannedGuards;
  readonly overlays: OverlayGuards;
  /** @default what the plan shows of aws-auth */
  readonly liveAwsAuth?: Readonly<Record<string, string>>;
}

/** One cluster of a plan, before and after. */
export function clusterAccess({ seed, objects, roles }: ClusterObjects, whole: WholePlan): PlannedCluster {
  const life = clusterLife(seed);
  const modes = clusterModes(seed);
  const holders = awsAuthHolders(objects);
  const awsAuth = plannedAwsAuth(holders, life, whole.liveAwsAuth);
  const entries = clusterEntries(objects, whole.origins, identityOf(seed).accountId);
  const nodes = nodesOf({ seed, objects }, whole);
  const untouched = untouchedSections(awsAuth, modes.after);
  const parts = (side: "before" | "after") => ({ exists: life[side], mode: modes[side], awsAuth: awsAuth[side] });
  const after = life.isReplaced ? onlyCreated(entries) : entries.after;
  return {
    name: seed.name,
    ...identityOf(seed),
    mode: { before: plannedMode(modes.before), after: plannedMode(modes.after) },
    access: {
      before: plannedAccess({ ...parts("before"), untouched, entries: entries.before }),
      after: plannedAccess({ ...parts("after"), untouched, entries: after }),
    },
    awsAuth,
    awsAuthHolders: holders.map(plannedHolder),
    entries: entries.entries,
    associations: entries.associations,
    nodes,
    principals: whole.origins.principals.among(...namedBy(entries, awsAuth, nodes)),
    bindings: roleBindings(objects),
    roles: plannedRoles(roles),
    changes: changesOf(seed, objects),
    drift: driftOf({ seed, objects }, whole).filter((change) => !isOwnWrite(change, holders)),
    guards: guardsOfOverlay(whole.overlays, seed.names) ?? whole.guards,
    stale: staleOf(seed, holders),
  };
}

function identityOf({ arn, managed }: ClusterSeed) {
  const [, partition, region, accountId] = /^arn:([^:]+):eks:([^:]+):(\d{12}):/.exec(arn ?? "") ?? [];
  return {
    ...(arn === undefined ? {} : { arn }),
    ...(partition === undefined ? {} : { partition }),
    ...(region === undefined ? {} : { region }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(managed === undefined ? {} : { address: managed.address }),
    ...(managed?.change === undefined ? {} : { change: managed.change }),
  };
}

/** Entries go with their cluster: of a new one only those are there that the plan makes anew. */
function onlyCreated({ entries, after }: ClusterEntries): EntriesSide {
  const created = new Set(
    entries.filter(({ change }) => change !== undefined && isCreated(change)).map(({ address }) => address),
  );
  const kept = Object.entries(after.entries).filter(([address]) => created.has(address));
  return { entries: Object.fromEntries(kept), unknowns: after.unknowns };
}

function plannedHolder({ object, holds }: ReadHolder): AwsAuthHolder {
  const { address, type, change } = object;
  return { address, type, holds, ...(change === undefined ? {} : { change }) };
}

function nodesOf(
  { seed, objects }: Omit<ClusterObjects, "roles">,
  { profiles, seeds, origins }: WholePlan,
): NodeRole[] {
  const { principals } = origins;
  const nodes = [
    ...nodeRoles(objects, principals),
    ...autoModeRoles(seed, principals),
    ...instanceProfileRoles(seed, { profiles, seeds }, principals),
  ];
  return nodes.sort((a, b) => compareText(a.address, b.address));
}

/** ARNs that entries, rows and nodes name, and addresses of principals to which entries refer. */
function namedBy(
  { entries, associations }: ClusterEntries,
  awsAuth: Sides<PlannedAwsAuth>,
  nodes: readonly NodeRole[],
): [ReadonlySet<string>, ReadonlySet<string>] {
  const sides = [...entries, ...associations].flatMap(({ before, after }) => [before, after]);
  const ofEntries = sides.flatMap((side) => (side === undefined ? [] : (valueOf(side.principal) ?? [])));
  const ofNodes = nodes.flatMap(({ role }) => [role.before, role.after]).filter((arn) => arn !== undefined);
  const ofRows = [awsAuth.before, awsAuth.after].flatMap((one) =>
    one.kind === "seen" ? rowStates(one.awsAuth).flatMap(({ state }) => rowPrincipal(state)) : [],
  );
  const referred = entries.flatMap(({ principalResource }) => principalResource ?? []);
  return [new Set([...ofEntries, ...ofNodes, ...ofRows]), new Set(referred)];
}

function rowPrincipal(state: ReturnType<typeof rowStates>[number]["state"]): string[] {
  return state.kind === "dead" ? [] : [printArn(state.principal)];
}

function changesOf({ managed }: ClusterSeed, objects: readonly PlanObject[]): PlannedChange[] {
  const all = [...(managed === undefined ? [] : [managed]), ...objects].filter(({ mode }) => mode === "managed");
  const changes = all.flatMap(({ change }) => (change === undefined || isNothing(change) ? [] : [change]));
  const unique = new Map(changes.map((change) => [change.address, change]));
  return [...unique.values()].sort((a, b) => compareText(a.address, b.address));
}

function isNothing({ action, previousAddress, importing }: PlannedChange): boolean {
  return action === "no-op" && previousAddress === undefined && importing === undefined;
}

/** Drift of what is the cluster's; of what is gone meanwhile, where the plan has one cluster. */
function driftOf({ seed, objects }: Omit<ClusterObjects, "roles">, { drift, seeds }: WholePlan): PlannedChange[] {
  const own = new Set([seed.managed?.address, ...objects.map(({ address }) => address)]);
  return drift.filter(({ address }) => own.has(address) || seeds.length === 1);
}

/**
 * Whether a ConfigMap differs from its state only where keys that the plan manages by themselves stand: Terraform wrote them
 * itself, after it had read the whole.
 */
function isOwnWrite({ address, before, after }: PlannedChange, holders: readonly ReadHolder[]): boolean {
  const isWhole = holders.some(({ object, holds }) => holds === "whole" && object.address === address);
  const keys = holders.flatMap((one) => (one.holds === "keys" && one.before?.kind === "data" ? [one.before.data] : []));
  if (!isWhole || after === undefined) return false;
  const [old, live] = [recordOf(before?.data), recordOf(after.data)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(live)])].filter((key) => old[key] !== live[key]);
  return changed.every((key) => keys.some((data) => data[key]?.kind === "value" && data[key].value === live[key]));
}

/** The state and a data source differ: `-refresh=false`. */
function staleOf(seed: ClusterSeed, holders: readonly ReadHolder[]): string[] {
  const mode = isModeStale(seed) ? [seed.managed?.address ?? ""] : [];
  return [...mode, ...staleHolders(holders)].sort(compareText);
}

function staleHolders(holders: readonly ReadHolder[]): string[] {
  const live = holders.find(({ holds, object }) => holds === "reader" && object.before !== undefined)?.before;
  if (live?.kind !== "data") return [];
  return holders.flatMap(({ holds, before, object }) => {
    if (holds === "reader" || before?.kind !== "data") return [];
    const differs = Object.entries(before.data).some(([key, text]) => isOther(text, live.data[key]));
    return differs ? [object.address] : [];
  });
}

/** A key that is not there is empty; what is not told differs from nothing. */
function isOther(own: PlannedValue<string>, live: PlannedValue<string> = known("")): boolean {
  return own.kind === "value" && live.kind === "value" && own.value !== live.value;
}
