import type { TerraformPlan } from "./terraform-plan";

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The elements of a JSON list, none where it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The members of a JSON object, none where it is no object. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/**
 * Path and expectation of the first thing in a plan that is not shaped as Terraform shapes it, or undefined. Whatever this
 * project walks through is looked at, attributes of resources are not.
 */
export function shapeProblem(plan: Readonly<Record<string, unknown>>): string | undefined {
  return (
    each(plan.resource_changes, "resource_changes", changeProblem) ??
    each(plan.resource_drift, "resource_drift", changeProblem) ??
    each(plan.deferred_changes, "deferred_changes", deferredProblem) ??
    stateProblem(plan.prior_state) ??
    flagProblem(plan) ??
    (plan.configuration === undefined || isRecord(plan.configuration)
      ? undefined
      : expected("configuration", "an object", plan.configuration))
  );
}

/** A plan whose shape is looked at. */
export function isTerraformPlan(value: Readonly<Record<string, unknown>>): value is TerraformPlan & typeof value {
  return shapeProblem(value) === undefined;
}

type Judge = (value: unknown, path: string) => string | undefined;

function each(list: unknown, path: string, judge: Judge): string | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return expected(path, "a list", list);
  for (const [i, value] of list.entries()) {
    const problem = judge(value, `${path}[${i}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function changeProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  const unnamed = missingText(value, path, ["address", "mode", "type", "name"]);
  if (unnamed !== undefined) return unnamed;
  if (!isRecord(value.change)) return expected(`${path}.change`, "an object", value.change);
  const { actions } = value.change;
  return Array.isArray(actions) && actions.every((action) => typeof action === "string")
    ? undefined
    : expected(`${path}.change.actions`, "a list of texts", actions);
}

function deferredProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return changeProblem(value.resource_change, `${path}.resource_change`);
}

function stateProblem(state: unknown): string | undefined {
  if (state === undefined || state === null) return undefined;
  if (!isRecord(state)) return expected("prior_state", "an object", state);
  if (state.values === undefined || state.values === null) return undefined;
  if (!isRecord(state.values)) return expected("prior_state.values", "an object", state.values);
  const { root_module: root } = state.values;
  return root === undefined ? undefined : moduleProblem(root, "prior_state.values.root_module");
}

function moduleProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return (
    each(value.resources, `${path}.resources`, resourceProblem) ??
    each(value.child_modules, `${path}.child_modules`, moduleProblem)
  );
}

function resourceProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return missingText(value, path, ["address", "mode", "type", "name"]);
}

function flagProblem(plan: Readonly<Record<string, unknown>>): string | undefined {
  const flag = ["complete", "errored", "applyable"].find(
    (name) => plan[name] !== undefined && typeof plan[name] !== "boolean",
  );
  return flag === undefined ? undefined : expected(flag, "true or false", plan[flag]);
}

function missingText(value: Readonly<Record<string, unknown>>, path: string, names: readonly string[]) {
  const missing = names.find((name) => typeof value[name] !== "string");
  return missing === undefined ? undefined : expected(`${path}.${missing}`, "a text", value[missing]);
}

/** What stands there is not quoted: it can be sensitive. */
function expected(path: string, what: string, got: unknown): string {
  return `${path}: it is not what Terraform writes, expected ${what}, got \`${kindOf(got)}\``;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : typeof value;
}
