import type { AccessEntries, AccessEntry, AccessPolicyAssociation } from "../../access/access-entry/access-entry";
import { principalIdOf } from "../../access/principal/principal-id";
import { principalNameOf } from "../../access/principal/principal-name";
import type { ObjectSide } from "../reading/object-side";
import type { PlanObject } from "../objects/plan-object";
import type { PlanUnknown } from "./planned-access";
import type { PlannedAssociation, PlannedAssociationSide, PlannedEntry, PlannedEntrySide } from "./planned-entry";
import {
  openAttribute,
  readAssociation,
  type ReadEntry,
  readEntry,
  type PlanOrigins,
  unknownWords,
} from "./read-entries";
import { objectsOf } from "../objects/target";
import { type PlannedValue, valueOf } from "../reading/planned-value";

/** The entries of a cluster on one side, as `lib/access` takes them, and what the plan leaves open of them. */
export interface EntriesSide {
  readonly entries: AccessEntries;
  readonly unknowns: readonly PlanUnknown[];
}

/** All that a plan tells of a cluster's entries. */
export interface ClusterEntries {
  readonly entries: readonly PlannedEntry[];
  readonly associations: readonly PlannedAssociation[];
  readonly before: EntriesSide;
  readonly after: EntriesSide;
}

/**
 * Entries and associations of one cluster, joined by principal. An entry that only a data source shows lives on both sides,
 * its policies unknown; an association whose entry nothing shows stands for that entry.
 */
export function clusterEntries(
  objects: readonly PlanObject[],
  origins: PlanOrigins,
  ownAccount: string | undefined,
): ClusterEntries {
  const known = { ...readAll(objects, origins), ownAccount };
  const [before, after] = [joined(known, "before", origins), joined(known, "after", origins)];
  return {
    entries: known.managed.map((one) => plannedEntry(one, { before, after }, origins)),
    associations: known.associations.map((one) => plannedAssociation(one, { before, after }, origins)),
    before: onSide(known, before),
    after: onSide(known, after),
  };
}

type SideName = "before" | "after";

interface Reading<T> {
  readonly object: PlanObject;
  readonly before?: T;
  readonly after?: T;
}

interface Known {
  /** The account of the cluster: principals of others are named with theirs. */
  readonly ownAccount: string | undefined;
  readonly managed: readonly Reading<ReadEntry>[];
  /** Entries that only data origins show, one of each. */
  readonly readers: readonly Reading<ReadEntry>[];
  readonly associations: readonly Reading<PlannedAssociationSide>[];
  /** Principals with associations and without an entry that anything shows. */
  readonly lone: readonly LoneAssociation[];
}

interface LoneAssociation {
  readonly id: string;
  readonly principal: string;
  readonly address: string;
}

function readAll(objects: readonly PlanObject[], origins: PlanOrigins): Omit<Known, "ownAccount"> {
  const entries = objects
    .filter(({ type }) => type === "aws_eks_access_entry")
    .map((object) => reading(object, (side) => readEntry(object, side, origins)));
  const associations = objects
    .filter(({ type, mode }) => type === "aws_eks_access_policy_association" && mode === "managed")
    .map((object) => reading(object, (side) => readAssociation(object, side, origins)));
  const managed = entries.filter(({ object }) => object.mode === "managed");
  const taken = new Set(managed.flatMap(idsOf));
  const readers = entries.filter((one) => {
    const [id] = one.object.mode === "data" ? idsOf(one) : [];
    if (id === undefined || taken.has(id)) return false;
    return taken.add(id);
  });
  return { managed, readers, associations, lone: loneAssociations(associations, taken) };
}

function loneAssociations(
  associations: readonly Reading<PlannedAssociationSide>[],
  taken: ReadonlySet<string>,
): LoneAssociation[] {
  const lone = new Map<string, LoneAssociation>();
  for (const { object, before, after } of associations) {
    for (const read of [before, after]) {
      const principal = read === undefined ? undefined : valueOf(read.principal);
      const id = principal === undefined ? undefined : principalIdOf(principal);
      if (principal === undefined || id === undefined || taken.has(id) || lone.has(id)) continue;
      lone.set(id, { id, principal, address: object.address });
    }
  }
  return [...lone.values()];
}

/** One side of a cluster's entries, joined. */
interface Joined {
  readonly name: SideName;
  /** Address of the entry of each association. */
  readonly entryOf: ReadonlyMap<PlanObject, string>;
  /** Policies by the address of their entry, or of the first association where there is none. */
  readonly policies: ReadonlyMap<string, readonly [string, AccessPolicyAssociation][]>;
}

function joined({ managed, readers, associations, lone }: Known, name: SideName, origins: PlanOrigins): Joined {
  const byId = new Map<string, string>(lone.map(({ id, address }) => [id, address]));
  for (const one of [...managed, ...readers].reverse()) {
    const id = sideId(one[name]);
    if (id !== undefined) byId.set(id, one.object.address);
  }
  const managedObjects = managed.map(({ object }) => object);
  const entryOf = new Map<PlanObject, string>();
  const policies = new Map<string, [string, AccessPolicyAssociation][]>();
  for (const one of associations) {
    const read = one[name];
    if (read === undefined) continue;
    const id = sideId(read);
    const entry = id === undefined ? referredEntry(one.object, managedObjects, origins) : byId.get(id);
    if (entry === undefined) continue;
    entryOf.set(one.object, entry);
    policies.set(entry, [...(policies.get(entry) ?? []), ...policyOf(one.object, read)]);
  }
  return { name, entryOf, policies };
}

/** Where the principal is not told: the one entry that the association refers to. */
function referredEntry(object: PlanObject, entries: readonly PlanObject[], { configuration }: PlanOrigins) {
  const { targets } = configuration.origin(object, "principal_arn");
  const [only, ...others] = targets.flatMap((target) => objectsOf(target, object, entries));
  return others.length > 0 ? undefined : only?.address;
}

function onSide({ managed, readers, associations, lone, ownAccount }: Known, side: Joined): EntriesSide {
  const read = [...managed, ...readers].flatMap((one) => {
    const read = one[side.name];
    return read === undefined ? [] : [{ object: one.object, read }];
  });
  const entries = read.flatMap(({ object, read: { entry } }): [string, AccessEntry][] =>
    entry === undefined ? [] : [[object.address, withPolicies(object.address, entry, side)]],
  );
  const standIns = lone.map(({ principal, address }): [string, AccessEntry] => [
    address,
    withPolicies(address, { principalArn: principal }, side),
  ]);
  return {
    entries: Object.fromEntries([...entries, ...standIns]),
    unknowns: [
      ...read.flatMap(({ object, read: one }) =>
        object.mode === "managed" ? one.unknowns : policiesUnseen(object, one, ownAccount),
      ),
      ...lone.map((one) => entryUnseen(one, ownAccount)),
      ...associations.flatMap(({ object, [side.name]: one }) => associationUnknowns(object, one)),
    ],
  };
}

function withPolicies(address: string, entry: AccessEntry, { policies }: Joined): AccessEntry {
  const own = policies.get(address);
  return own === undefined || own.length === 0 ? entry : { ...entry, policyAssociations: Object.fromEntries(own) };
}

function plannedEntry(one: Reading<ReadEntry>, sides: Record<SideName, Joined>, origins: PlanOrigins): PlannedEntry {
  const { object, before, after } = one;
  const principalResource = origins.principals.referred(object, "principal_arn")?.address;
  return {
    address: object.address,
    ...(object.change === undefined ? {} : { change: object.change }),
    ...(before === undefined ? {} : { before: plannedSide(object.address, before, sides.before) }),
    ...(after === undefined ? {} : { after: plannedSide(object.address, after, sides.after) }),
    callerDerived: isCallerDerived(object, origins),
    isOfNewPrincipal: isOfNewPrincipal(object, origins),
    ...(principalResource === undefined ? {} : { principalResource }),
  };
}

function plannedSide(address: string, read: ReadEntry, side: Joined): PlannedEntrySide {
  const { unknowns: _, ...rest } = read;
  return rest.entry === undefined ? rest : { ...rest, entry: withPolicies(address, rest.entry, side) };
}

function plannedAssociation(
  one: Reading<PlannedAssociationSide>,
  sides: Record<SideName, Joined>,
  origins: PlanOrigins,
): PlannedAssociation {
  const { object, before, after } = one;
  const entryOn = (side: Joined): { entry?: string } => {
    const entry = side.entryOf.get(object);
    return entry === undefined ? {} : { entry };
  };
  return {
    address: object.address,
    isOfNewPrincipal: isOfNewPrincipal(object, origins),
    ...(object.change === undefined ? {} : { change: object.change }),
    ...(before === undefined ? {} : { before: { ...before, ...entryOn(sides.before) } }),
    ...(after === undefined ? {} : { after: { ...after, ...entryOn(sides.after) } }),
  };
}

function reading<T>(object: PlanObject, read: (side: ObjectSide) => T): Reading<T> {
  const { before, after } = object;
  return {
    object,
    ...(before === undefined ? {} : { before: read(before) }),
    ...(after === undefined ? {} : { after: read(after) }),
  };
}

function idsOf({ before, after }: Reading<ReadEntry>): string[] {
  return [before, after].flatMap((read) => sideId(read) ?? []);
}

function sideId(read: { readonly principal: PlannedValue<string> } | undefined): string | undefined {
  const principal = read === undefined ? undefined : valueOf(read.principal);
  return principal === undefined ? undefined : principalIdOf(principal);
}

function policyOf(
  { address }: PlanObject,
  { policyArn, scope }: PlannedAssociationSide,
): [string, AccessPolicyAssociation][] {
  if (policyArn.kind !== "value" || scope.kind !== "value") return [];
  return [[address, { policyArn: policyArn.value, accessScope: scope.value }]];
}

function associationUnknowns(object: PlanObject, read: PlannedAssociationSide | undefined): PlanUnknown[] {
  if (read === undefined) return [];
  const principal = valueOf(read.principal);
  const parts = { principal_arn: read.principal, policy_arn: read.policyArn, access_scope: read.scope };
  return Object.entries(parts).flatMap(([attribute, one]) => {
    if (one.kind === "value") return [];
    const sentence = `${attribute} of ${object.address} is ${unknownWords(one)}`;
    return [openAttribute(object, one, { attribute, sentence, ...(principal === undefined ? {} : { principal }) })];
  });
}

function policiesUnseen({ address }: PlanObject, { entry }: ReadEntry, ownAccount: string | undefined): PlanUnknown[] {
  if (entry === undefined || (entry.type ?? "STANDARD") !== "STANDARD") return [];
  const sentence = `no resource of the plan shows the access policies of ${principalNameOf(entry.principalArn, ownAccount)}`;
  return [{ about: "association", why: "unseen", address, principal: entry.principalArn, sentence }];
}

function entryUnseen({ address, principal }: LoneAssociation, ownAccount: string | undefined): PlanUnknown {
  const sentence = `no resource of the plan shows the access entry of ${principalNameOf(principal, ownAccount)}`;
  return { about: "entry", why: "unseen", address, principal, sentence };
}

/** An association hangs on its entry, which may refer to the principal in its place. */
function isOfNewPrincipal(object: PlanObject, { principals }: PlanOrigins): boolean {
  return object.change?.action === "create" && principals.isNew(object, "principal_arn");
}

const CALLER = ["aws_iam_session_context", "aws_caller_identity"];

/** The module's own key for the entry of whoever runs Terraform: it comes through a local value. */
const CREATOR_KEY = "cluster_creator";

function isCallerDerived(object: PlanObject, { configuration }: PlanOrigins): boolean {
  const { targets, isOpaque } = configuration.origin(object, "principal_arn");
  return targets.some(({ type }) => CALLER.includes(type)) || (isOpaque && object.index === CREATOR_KEY);
}
