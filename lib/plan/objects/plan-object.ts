import { addressOfModule } from "../reading/module-path";
import { mergedMarks, type ObjectSide } from "../reading/object-side";
import { isRecord } from "../reading/plan-shape";
import { type PlannedChange, plannedChange } from "./planned-change";
import type { ResourceChange, StateModule, StateInstance, TerraformPlan } from "../reading/terraform-plan";
import { compareText } from "../../finding/text-order";

/** A resource or data source of a plan, before and after. */
export interface PlanObject {
  readonly address: string;
  readonly moduleAddress: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  /** Undefined: it does not live on this side, or no side of it is told. */
  readonly before?: ObjectSide;
  readonly after?: ObjectSide;
  readonly change?: PlannedChange;
}

/** Every object of a plan of which `isWanted` approves, sorted by address. Left-over (deposed) objects are none. */
export function planObjects(plan: TerraformPlan, isWanted: (type: string) => boolean): PlanObject[] {
  const objects = new Map<string, PlanObject>();
  const previous = new Set<string>();
  const deferred = deferredChanges(plan);
  const add = (change: ResourceChange, reason?: string): void => {
    if (change.previous_address !== undefined) previous.add(change.previous_address);
    if (change.deposed !== undefined || !isWanted(change.type)) return;
    for (const object of changedObjects(change, reason)) objects.set(object.address, object);
  };
  for (const change of plan.resource_changes ?? []) add(change);
  for (const { change, reason } of deferred) add(change, reason);
  for (const resource of priorResources(plan)) {
    if (!isWanted(resource.type) || objects.has(resource.address) || previous.has(resource.address)) continue;
    objects.set(resource.address, unchangedObject(resource));
  }
  return [...objects.values()].sort((a, b) => compareText(a.address, b.address));
}

/** Resources and data origins of the refreshed state, module by module. */
export function priorResources(plan: TerraformPlan): StateInstance[] {
  const root = plan.prior_state?.values?.root_module;
  const found: StateInstance[] = [];
  if (root !== undefined) collect(root, found);
  return found;
}

function collect({ resources = [], child_modules: children = [] }: StateModule, found: StateInstance[]): void {
  for (const resource of resources) found.push(resource);
  for (const child of children) collect(child, found);
}

function deferredChanges(plan: TerraformPlan): { change: ResourceChange; reason: string }[] {
  return (plan.deferred_changes ?? []).flatMap(({ reason = "deferred", resource_change: change }) =>
    change === undefined ? [] : [{ change, reason }],
  );
}

/** A forgotten object lives on; where another one is made in its place, it stands under a name of its own. */
function changedObjects(raw: ResourceChange, deferred: string | undefined): PlanObject[] {
  const change = plannedChange(raw, deferred);
  const { before, after } = sidesOf(raw, deferred !== undefined);
  const base = { ...identityOf(raw, change.moduleAddress), change };
  if (change.action === "forget") return [object(base, before, before)];
  if (change.action !== "create-forget") return [object(base, before, after)];
  return [object(base, undefined, after), object({ ...base, address: `${raw.address} (forgotten)` }, before, before)];
}

type Identity = Pick<PlanObject, "address" | "moduleAddress" | "mode" | "type" | "name" | "index">;

function object(base: Identity, before: ObjectSide | undefined, after: ObjectSide | undefined): PlanObject {
  return { ...base, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function identityOf(
  raw: Pick<StateInstance, "address" | "mode" | "type" | "name" | "index">,
  moduleAddress: string,
): Identity {
  const { address, type, name, index } = raw;
  const mode = raw.mode === "data" ? "data" : "managed";
  return { address, moduleAddress, mode, type, name, ...(index === undefined ? {} : { index }) };
}

/** What a deferred change leaves is not told, whatever stands there. */
function sidesOf({ change }: ResourceChange, isDeferred: boolean) {
  const sensitive = mergedMarks(change.before_sensitive, change.after_sensitive);
  const before = side(change.before, false, sensitive);
  const after = side(change.after, isDeferred || change.after_unknown, sensitive);
  return { before, after };
}

function side(values: unknown, unknown: unknown, sensitive: unknown): ObjectSide | undefined {
  return isRecord(values) ? { values, unknown, sensitive } : undefined;
}

function unchangedObject(resource: StateInstance): PlanObject {
  const only = side(resource.values ?? {}, false, resource.sensitive_values);
  return object(identityOf(resource, addressOfModule(resource.address)), only, only);
}
