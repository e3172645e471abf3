import type { PlanConfiguration, Target } from "../objects/configuration";
import { type ObjectSide, plannedText } from "../reading/object-side";
import type { PlanObject } from "../objects/plan-object";
import { OF_A_CLUSTER } from "../reading/resource-types";
import { objectsOf } from "../objects/target";
import { compareText } from "../../finding/text-order";
import { valueOf } from "../reading/planned-value";

/** A cluster that a plan knows: by managing it, by reading it, or by its name alone. */
export interface ClusterSeed {
  /** Undefined where the plan does not tell it. */
  readonly name: string | undefined;
  /** Its names on both sides: a rename replaces it. */
  readonly names: ReadonlySet<string>;
  readonly arn: string | undefined;
  /** Its `aws_eks_cluster`, where the plan manages it. */
  readonly managed?: PlanObject;
  /** Data origins that read it. */
  readonly readers: readonly PlanObject[];
}

/** Every cluster of a plan, sorted by name; one without a name where nothing of the plan tells any. */
export function clusterSeeds(objects: readonly PlanObject[]): ClusterSeed[] {
  const clusters = objects.filter(({ type }) => type === "aws_eks_cluster");
  const managed = clusters.filter(({ mode }) => mode === "managed").map((object) => seedOf(object));
  const read = clusters
    .filter(({ mode }) => mode === "data")
    .reduce<readonly ClusterSeed[]>((seeds, reader) => withReader(seeds, reader), managed);
  const known = new Set(read.flatMap(({ names }) => [...names]));
  const named = new Set(
    objects
      .filter(isNaming)
      .flatMap(namesIn)
      .filter((name) => !known.has(name)),
  );
  const byName = [...named].map((name): ClusterSeed => ({ name, names: new Set([name]), arn: undefined, readers: [] }));
  const seeds = [...read, ...byName];
  return seeds.length === 0 ? [NAMELESS] : seeds.sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

const NAMELESS: ClusterSeed = { name: undefined, names: new Set(), arn: undefined, readers: [] };

function sortKey({ name = "", arn = "", managed }: ClusterSeed): string {
  return [name, arn, managed?.address ?? ""].join("\n");
}

function seedOf(managed: PlanObject): ClusterSeed {
  const names = textsOf(managed, "name");
  return { name: names.at(-1), names: new Set(names), arn: textsOf(managed, "arn").at(-1), managed, readers: [] };
}

/** What an attribute says before and after, where told. */
function textsOf(object: PlanObject, attribute: string): string[] {
  return [object.before, object.after].flatMap((side) => textOf(side, attribute) ?? []);
}

function textOf(side: ObjectSide | undefined, attribute: string): string | undefined {
  return side === undefined ? undefined : valueOf(plannedText(side, [attribute]));
}

function withReader(seeds: readonly ClusterSeed[], reader: PlanObject): readonly ClusterSeed[] {
  const [name] = textsOf(reader, "name");
  if (name === undefined) return seeds;
  const [arn] = textsOf(reader, "arn");
  const same = seeds.find((seed) => seed.names.has(name) && isSameArn(seed.arn, arn));
  if (same === undefined) return [...seeds, { name, names: new Set([name]), arn, readers: [reader] }];
  const read = { ...same, arn: same.arn ?? arn, readers: [...same.readers, reader] };
  return seeds.map((seed) => (seed === same ? read : seed));
}

function isSameArn(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function isNaming({ mode, type }: PlanObject): boolean {
  return mode === "managed" && OF_A_CLUSTER.includes(type);
}

function namesIn(object: PlanObject): string[] {
  return textsOf(object, "cluster_name");
}

/** Whose an object is: which of the clusters of a plan. */
export class ClusterAttribution {
  constructor(
    private readonly seeds: readonly ClusterSeed[],
    private readonly configuration: PlanConfiguration,
  ) {}

  /** By `cluster_name`: its value, or where it comes from. Undefined: the plan does not tell. */
  ofAws(object: PlanObject, side: ObjectSide): ClusterSeed | undefined {
    const name = textOf(side, "cluster_name");
    const named = name === undefined ? this.seeds : this.seeds.filter((seed) => seed.names.has(name));
    if (named.length < 2) return named[0];
    return (
      this.byArn(named, side) ??
      this.byRegion(named, object, side) ??
      this.byProvider(named, object) ??
      this.byTargets(named, object, this.configuration.origin(object, "cluster_name").targets)
    );
  }

  /** By the cluster that its provider is configured from. Undefined: the plan does not tell. */
  ofKubernetes(object: PlanObject): ClusterSeed | undefined {
    if (this.seeds.length === 1) return this.seeds[0];
    return this.byTargets(this.seeds, object, this.configuration.providerOrigin(object).targets);
  }

  /** `arn:aws:eks:eu-west-1:111122223333:access-entry/demo/role/…` names region and account too. */
  private byArn(seeds: readonly ClusterSeed[], side: ObjectSide): ClusterSeed | undefined {
    const head = placeOf(textOf(side, "access_entry_arn") ?? textOf(side, "arn"));
    const same = seeds.filter((seed) => head !== undefined && placeOf(seed.arn) === head);
    return same.length === 1 ? same[0] : undefined;
  }

  /** The region that an object names itself (AWS provider 6), or its provider block does. */
  private byRegion(seeds: readonly ClusterSeed[], object: PlanObject, side: ObjectSide): ClusterSeed | undefined {
    const region = textOf(side, "region") ?? this.configuration.providerConstant(object, "region");
    const same = seeds.filter(({ arn }) => region !== undefined && arn?.split(":")[3] === region);
    return same.length === 1 ? same[0] : undefined;
  }

  /** The one cluster that is made, or read, by the same provider block. */
  private byProvider(seeds: readonly ClusterSeed[], object: PlanObject): ClusterSeed | undefined {
    const key = this.configuration.providerKey(object);
    const same = seeds.filter(({ managed, readers }) =>
      [managed, ...readers].some(
        (one) => one !== undefined && key !== undefined && this.configuration.providerKey(one) === key,
      ),
    );
    return same.length === 1 ? same[0] : undefined;
  }

  private byTargets(seeds: readonly ClusterSeed[], object: PlanObject, targets: readonly Target[]) {
    const clusters = seeds.flatMap(({ managed, readers }) => (managed === undefined ? readers : [managed, ...readers]));
    const meant = new Set(targets.flatMap((target) => objectsOf(target, object, clusters)));
    const found = seeds.filter(({ managed, readers }) =>
      [managed, ...readers].some((one) => one !== undefined && meant.has(one)),
    );
    return found.length === 1 ? found[0] : undefined;
  }
}

/** Partition, region and account of an ARN of EKS. */
function placeOf(arn: string | undefined): string | undefined {
  return /^arn:[^:]+:eks:[^:]*:\d{12}:/.exec(arn ?? "")?.[0];
}
