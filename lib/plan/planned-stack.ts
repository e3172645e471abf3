import type { PlanUnknown } from "./cluster/planned-access";
import type { ModuleBump } from "./objects/module-bump";
import type { OtherWriter } from "./objects/other-writer";
import type { PlannedChange } from "./objects/planned-change";
import type { GuardCheck, PlannedCluster } from "./cluster/planned-cluster";

/** One plan, understood: what every rule of review judges. */
export interface PlannedStack {
  /** How the plan is called: name of its file, or of its folder, without ending. */
  readonly label: string;
  readonly facts: PlanFacts;
  /** Sorted by name. */
  readonly clusters: readonly PlannedCluster[];
  /** Whether it is a plan of one of our stacks: `data.aws_partition.guards`, which an overlay calls otherwise, stands in the root module. */
  readonly isWholeStack: boolean;
  /** Names of the modules that the root module calls: `eks`. Sorted. */
  readonly calls: readonly string[];
  /** Every change but no-ops and reads; moves and imports count. Sorted by address. */
  readonly changes: readonly PlannedChange[];
  /** What can write access in ways that no rule follows, and changes. By address. */
  readonly otherWriters: readonly OtherWriter[];
  /** Access resources whose cluster the plan does not tell, where it has several. */
  readonly unattributed: readonly PlanUnknown[];
}

/** What a plan says of itself. */
export interface PlanFacts {
  readonly formatVersion: string;
  readonly terraformVersion?: string;
  readonly errored: boolean;
  /** Undefined: a Terraform older than 1.8, which does not say. */
  readonly complete: boolean | undefined;
  readonly applyable: boolean | undefined;
  /** Resources of the state that the plan is silent about: `-target` was given, or `-refresh-only`. Sorted. */
  readonly untouched: readonly string[];
  readonly deferred: readonly PlannedChange[];
  /** Calls of the Terraform module that go to v20 or later. */
  readonly moduleBumps: readonly ModuleBump[];
  /** Checks of the plan that did not pass. */
  readonly checks: readonly GuardCheck[];
}
