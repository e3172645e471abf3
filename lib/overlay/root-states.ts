import { resolve } from "node:path";
import type { Finding } from "../finding/finding";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import { isShared, type StateBackend, stateOf, stateShared } from "../inventory/definition/state-place/shared-state";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import { isOverlay } from "./is-overlay";
import type { OverlayTarget } from "./overlay-target";
import { rootState } from "./root/root-state";

/** A stack of a cluster file, as far as its state goes. */
export interface StackState {
  readonly name: string;
  /** @default a local file, named after the stack */
  readonly backend?: StateBackend;
  /** The finding at the place of its backend. */
  readonly place: (finding: Finding) => LocatedFinding;
}

/** The stacks of those files that render one. */
export function stackStates(clusters: readonly ClusterFile[]): StackState[] {
  return clusters
    .filter((cluster) => !isOverlay(cluster))
    .map(({ stack, staged, locate }) => {
      const { backend } = staged.definition.terraform;
      return { name: stack, place: locate, ...(backend === undefined ? {} : { backend }) };
    });
}

/** Stacks that keep the state of a root module which another file is laid over: their plan would destroy all of it. */
export function rootStatesShared(
  targets: readonly OverlayTarget[],
  stacks: readonly StackState[],
  outdir: string,
): LocatedFinding[] {
  const roots = [...new Map(targets.map(({ outermost }) => [outermost.path, outermost])).values()].flatMap((root) => {
    const state = rootState(root);
    return state === undefined ? [] : [{ folder: root.folder, state }];
  });
  return stacks.flatMap(({ name, backend, place }) => {
    const folder = resolve(outdir, "stacks", name);
    const own = stateOf({ name, folder, ...(backend === undefined ? {} : { backend }) });
    const root = roots.find(({ state }) => isShared(state, own));
    if (root === undefined) return [];
    return [place(stateShared({ other: `the root module ${root.folder}`, each: "stack", states: [own, root.state] }))];
  });
}
