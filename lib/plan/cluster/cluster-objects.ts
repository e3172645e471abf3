import { type ClusterAttribution, type ClusterSeed } from "./cluster-seed";
import type { ObjectSide } from "../reading/object-side";
import type { PlanObject } from "../objects/plan-object";
import { OF_A_CLUSTER } from "../reading/resource-types";
import type { PlanUnknown } from "./planned-access";
import { awsAuthHolder } from "./aws-auth-holder";
import { clusterModes, plannedMode } from "./cluster-access";
import { isRoleBinding } from "./cluster-bindings";
import { isRole } from "./cluster-roles";

/** The objects of one cluster: of those that go from one cluster to another only the sides that are its own. */
export interface ClusterObjects {
  readonly seed: ClusterSeed;
  readonly objects: readonly PlanObject[];
  /** Its roles: what they give counts where somebody is bound to them, and they alone are nobody's access. */
  readonly roles: readonly PlanObject[];
}

/** Objects by cluster, and what is left over because the plan does not tell whose it is. */
interface AttributedObjects {
  readonly clusters: readonly ClusterObjects[];
  readonly unattributed: readonly PlanUnknown[];
}

/** Sorts the objects of a plan by cluster. */
export function attribute(
  seeds: readonly ClusterSeed[],
  attribution: ClusterAttribution,
  objects: readonly PlanObject[],
): AttributedObjects {
  const own = new Map(seeds.map((seed): [ClusterSeed, PlanObject[]] => [seed, []]));
  const unattributed: PlanUnknown[] = [];
  for (const object of objects) {
    if (!isAttributable(object)) continue;
    const [before, after] = [
      seedOfSide(attribution, object, object.before),
      seedOfSide(attribution, object, object.after),
    ];
    for (const seed of new Set([before, after])) {
      if (seed !== undefined) own.get(seed)?.push(onlySides(object, before === seed, after === seed));
    }
    const isLost = (side: ObjectSide | undefined, seed: ClusterSeed | undefined) =>
      side !== undefined && seed === undefined;
    if (servesNobody(object, seeds)) continue;
    if (isLost(object.before, before) || isLost(object.after, after)) unattributed.push(unknownCluster(object));
  }
  const roles = objects.filter(isRole).map((object) => ({ object, seed: attribution.ofKubernetes(object) }));
  const clusters = seeds.map((seed) => ({
    seed,
    objects: own.get(seed) ?? [],
    roles: roles.flatMap((role) => (role.seed === seed ? [role.object] : [])),
  }));
  return { clusters, unattributed };
}

function isAttributable(object: PlanObject): boolean {
  return OF_A_CLUSTER.includes(object.type) || isRoleBinding(object) || awsAuthHolder(object) !== undefined;
}

/** Rows count for nobody, whichever cluster they are of: each is in mode API, or goes itself. */
function servesNobody(object: PlanObject, seeds: readonly ClusterSeed[]): boolean {
  if (awsAuthHolder(object) === undefined) return false;
  return seeds.every((seed) => plannedMode(clusterModes(seed).before) === "API" || isGone(seed));
}

function isGone({ managed }: ClusterSeed): boolean {
  return managed !== undefined && managed.after === undefined && managed.change?.action === "delete";
}

function seedOfSide(attribution: ClusterAttribution, object: PlanObject, side: ObjectSide | undefined) {
  if (side === undefined) return undefined;
  return OF_A_CLUSTER.includes(object.type) ? attribution.ofAws(object, side) : attribution.ofKubernetes(object);
}

function onlySides(object: PlanObject, hasBefore: boolean, hasAfter: boolean): PlanObject {
  const { before, after, ...rest } = object;
  return {
    ...rest,
    ...(hasBefore && before !== undefined ? { before } : {}),
    ...(hasAfter && after !== undefined ? { after } : {}),
  };
}

function unknownCluster(object: PlanObject): PlanUnknown {
  const sentence = `the plan does not tell to which cluster ${object.address} belongs`;
  return { about: "cluster", why: "unseen", address: object.address, sentence };
}
