import { awsAuthMaps } from "./state-config-map";
import type { StateResource } from "./state-resource";

/**
 * A ConfigMap does not say of which cluster it is. In a state of several it is that of a cluster where both stand in one module,
 * or in one instance of a call, or where both have the same instance key side by side: `module.eks["blue"]` and
 * `module.aws_auth["blue"]`. None where that says nothing, or names two.
 */
export function besideCluster(all: readonly StateResource[], cluster: string): readonly StateResource[] {
  const clusters = all.filter(({ type }) => type === "aws_eks_cluster");
  const maps = awsAuthMaps(all);
  // What is looked up counts where nothing is made.
  for (const mode of ["managed", "data"] as const) {
    const known = maps.filter((map) => map.mode === mode);
    for (const placesOf of [ownModule, enclosing, keyed]) {
      const places = clusters.filter((one) => nameOf(one) === cluster).flatMap(placesOf);
      const own = places.filter((place) => clusters.every((one) => nameOf(one) === cluster || !isAt(one, place)));
      const found = known.filter((map) => own.some((place) => isAt(map, place)));
      if (found.length > 0) return new Set(found.map(standing)).size === 1 ? found : [];
    }
  }
  return [];
}

/** A module, one with all that it calls, or one instance among those that stand in a module. */
type Place =
  | { readonly kind: "module"; readonly module: string }
  | { readonly kind: "tree"; readonly module: string }
  | { readonly kind: "instance"; readonly within: string; /** In quotes. */ readonly key: string };

function isAt(resource: StateResource, place: Place): boolean {
  const { module } = resource;
  switch (place.kind) {
    case "module":
      return module === place.module;
    case "tree":
      return module === place.module || module.startsWith(`${place.module}.`);
    case "instance":
      return keyed(resource).some((own) => own.within === place.within && own.key === place.key);
  }
}

function ownModule({ module }: StateResource): Place[] {
  return module === "" ? [] : [{ kind: "module", module }];
}

/** The nearest call with an instance key around it. */
function enclosing({ module }: StateResource): Place[] {
  const steps = stepsOf(module);
  const last = steps.findLastIndex(({ key }) => key !== undefined);
  return last < 0 ? [] : [{ kind: "tree", module: pathOf(steps.slice(0, last + 1)) }];
}

/** Its own instance key, and that of the call which makes it: a number says nothing, each `count` has a zero. */
function keyed({ module, key }: StateResource): Extract<Place, { kind: "instance" }>[] {
  const steps = stepsOf(module);
  const call = steps.at(-1)?.key;
  return [
    ...(key === undefined ? [] : [{ kind: "instance", within: module, key: JSON.stringify(key) } as const]),
    ...(call === undefined ? [] : [{ kind: "instance", within: pathOf(steps.slice(0, -1)), key: call } as const]),
  ];
}

/** Rows of two places are of two clusters, or nobody knows which count. */
function standing({ module, key }: StateResource): string {
  return JSON.stringify([module, key]);
}

interface Step {
  /** `module.eks["blue"]` */
  readonly text: string;
  /** `"blue"`, in quotes. */
  readonly key?: string;
}

function stepsOf(module: string): Step[] {
  return [...module.matchAll(/module\.[^.[\]"]+(?:\[(?:("(?:[^"\\]|\\.)*")|\d+)\])?/g)].map(([text, key]) => ({
    text,
    ...(key === undefined ? {} : { key }),
  }));
}

function pathOf(steps: readonly Step[]): string {
  return steps.map(({ text }) => text).join(".");
}

function nameOf({ values }: StateResource): string | undefined {
  return values.child("name")?.text();
}
