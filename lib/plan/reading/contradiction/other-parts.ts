import { isRecord, listOf, recordOf } from "../json-value";
import { hasMark } from "../object-side";
import { TYPES_OF_INTEREST } from "../resource-types";
import { expected } from "../shape-problem";
import { differingPath, jsonAt } from "./differing-path";

type Json = Readonly<Record<string, unknown>>;

/**
 * Changes of access that another part of the same plan contradicts: Terraform writes what is before a change into `prior_state`, and
 * what is after it into `planned_values` too. What a plan leaves out of these parts is not asked: a plan that was cut down to its
 * changes has a `planned_values` that names no resource at all.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function otherPartsProblem(plan: Json): string | undefined {
  const prior = resourcesOf(recordOf(plan.prior_state).values);
  const planned = resourcesOf(plan.planned_values);
  const drift = new Map(
    listOf(plan.resource_drift).map((one) => [recordOf(one).address, recordOf(recordOf(one).change)]),
  );
  for (const [i, one] of listOf(plan.resource_changes).map(recordOf).entries()) {
    if (!isJudged(one)) continue;
    const { address, change } = one;
    const path = `resource_changes[${i}].change`;
    const sides = { change: recordOf(change), path };
    const found =
      priorProblem(sides, { prior: prior.get(address), drift: drift.get(address) }) ??
      (planned.size === 0 ? undefined : plannedProblem(sides, planned.get(address)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A left-over (deposed) object has the address of another one. */
function isJudged({ mode, type, deposed }: Json): boolean {
  return mode === "managed" && typeof type === "string" && TYPES_OF_INTEREST.has(type) && deposed === undefined;
}

interface Sides {
  readonly change: Json;
  readonly path: string;
}

/** What goes is shown as it was before the refresh: where that differs, the drift of the plan has both. */
function priorProblem(
  { change, path }: Sides,
  { prior, drift }: { readonly prior: Json | undefined; readonly drift: Json | undefined },
): string | undefined {
  const { before, before_sensitive: marks } = change;
  if (prior === undefined || !isRecord(before)) return undefined;
  const told = { one: before, marks };
  const state = { one: prior.values, marks: prior.sensitive_values };
  const differing = difference(state, told);
  if (differing === undefined || (isGoing(change) && isDrift(drift, { state, told }))) return undefined;
  return expected(`${path}.before${differing}`, "the value of prior_state", jsonAt(before, differing));
}

function isDrift(drift: Json | undefined, { state, told }: Readonly<Record<"state" | "told", MarkedValue>>): boolean {
  if (drift === undefined) return false;
  const [was, is] = [
    { one: drift.before, marks: drift.before_sensitive },
    { one: drift.after, marks: drift.after_sensitive },
  ];
  return difference(was, told) === undefined && difference(is, state) === undefined;
}

/** What stays or comes stands in `planned_values`, as far as it is known. */
function plannedProblem({ change, path }: Sides, planned: Json | undefined): string | undefined {
  const { after, after_sensitive: marks } = change;
  if (isGoing(change) || !isRecord(after)) return undefined;
  if (planned === undefined) return expected(`${path}.after`, "null: planned_values has no such resource", after);
  const differing = difference({ one: planned.values, marks: planned.sensitive_values }, { one: after, marks });
  return differing === undefined
    ? undefined
    : expected(`${path}.after${differing}`, "the value of planned_values", jsonAt(after, differing));
}

function isGoing({ actions }: Json): boolean {
  return /^(?:delete|forget)$/.test(listOf(actions).join(","));
}

interface MarkedValue {
  readonly one: unknown;
  readonly marks: unknown;
}

/** What is sensitive on either side is not compared: some tools write another value in its place. */
function difference(one: MarkedValue, other: MarkedValue): string | undefined {
  if (one.marks === true || other.marks === true) return undefined;
  const isTold = (key: string): boolean => !hasMark(recordOf(one.marks)[key]) && !hasMark(recordOf(other.marks)[key]);
  const [own, others] = [one.one, other.one].map((values) =>
    something(Object.fromEntries(Object.entries(recordOf(values)).filter(([key]) => isTold(key)))),
  );
  return differingPath(own, others);
}

/** `null`, an empty list and an empty map are nothing: a refresh writes one for the other. */
function something(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(something);
  if (!isRecord(value)) return value ?? undefined;
  const members = Object.entries(value).map(([key, member]) => [key, something(member)] as const);
  const there = members.filter(([, member]) => member !== undefined);
  return there.length === 0 ? undefined : Object.fromEntries(there);
}

/** The resources of a state by their addresses, left-over ones aside. */
function resourcesOf(values: unknown): ReadonlyMap<unknown, Json> {
  const found = new Map<unknown, Json>();
  const collect = (module: Json): void => {
    for (const one of listOf(module.resources).map(recordOf))
      if (one.deposed_key === undefined) found.set(one.address, one);
    for (const child of listOf(module.child_modules)) collect(recordOf(child));
  };
  collect(recordOf(recordOf(values).root_module));
  return found;
}
