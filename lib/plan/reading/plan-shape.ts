import { attributesProblem, changeProblem, deferredChangeProblem, index, marksProblem, NAMES } from "./change-shape";
import { addressProblem, togetherProblem } from "./contradiction/change-identity";
import { otherPartsProblem } from "./contradiction/other-parts";
import { checkProblem } from "./check-shape";
import { configurationProblem } from "./configuration-shape";
import { isRecord } from "./json-value";
import { TYPES_OF_INTEREST } from "./resource-types";
import { each, expected, members, missingText, objectShape, textShape } from "./shape-problem";
import type { TerraformPlan } from "./terraform-plan";

export { isRecord, listOf, recordOf } from "./json-value";

/**
 * Path and expectation of the first thing in a plan that is not shaped as Terraform shapes it, or undefined. Whatever this
 * project walks through is looked at, and of attributes those that decide something: what has another type would be read as
 * "not there", and a plan would look safer than it is.
 */
export function shapeProblem(plan: Readonly<Record<string, unknown>>): string | undefined {
  return (
    each(plan.resource_changes, "resource_changes", changeProblem) ??
    togetherProblem(plan) ??
    each(plan.resource_drift, "resource_drift", changeProblem) ??
    each(plan.deferred_changes, "deferred_changes", deferredProblem) ??
    each(plan.action_invocations, "action_invocations", invocationProblem) ??
    each(plan.deferred_action_invocations, "deferred_action_invocations", deferredInvocationProblem) ??
    (plan.prior_state === undefined ? undefined : stateProblem(plan.prior_state, "prior_state")) ??
    (plan.planned_values === undefined ? undefined : stateValues(plan.planned_values, "planned_values")) ??
    otherPartsProblem(plan) ??
    each(plan.checks, "checks", checkProblem) ??
    flagProblem(plan) ??
    (plan.terraform_version === undefined ? undefined : textShape(plan.terraform_version, "terraform_version")) ??
    (plan.configuration === undefined ? undefined : configurationProblem(plan.configuration, "configuration"))
  );
}

/** A plan whose shape is looked at. */
export function isTerraformPlan(value: Readonly<Record<string, unknown>>): value is TerraformPlan & typeof value {
  return shapeProblem(value) === undefined;
}

function deferredProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  const { resource_change: change } = value;
  return members(value, path, { reason: textShape }) ?? deferredChangeProblem(change, `${path}.resource_change`);
}

function invocationProblem(value: unknown, path: string): string | undefined {
  return isRecord(value) ? members(value, path, { address: textShape }) : expected(path, "an object", value);
}

function deferredInvocationProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, { action_invocation: invocationProblem });
}

function stateProblem(state: unknown, path: string): string | undefined {
  if (!isRecord(state)) return expected(path, "an object", state);
  return members(state, path, { values: stateValues });
}

function stateValues(values: unknown, path: string): string | undefined {
  return isRecord(values) ? members(values, path, { root_module: moduleProblem }) : expected(path, "an object", values);
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
  const problem =
    missingText(value, path, NAMES) ??
    members(value, path, { index, values: objectShape }) ??
    addressProblem(value, path);
  const { type, values, sensitive_values: marks } = value;
  if (problem !== undefined || typeof type !== "string" || !TYPES_OF_INTEREST.has(type)) return problem;
  return attributesProblem(values, marks, `${path}.values`) ?? marksProblem(marks, values, `${path}.sensitive_values`);
}

function flagProblem(plan: Readonly<Record<string, unknown>>): string | undefined {
  const flag = ["complete", "errored", "applyable"].find(
    (name) => plan[name] !== undefined && typeof plan[name] !== "boolean",
  );
  return flag === undefined ? undefined : expected(flag, "true or false", plan[flag]);
}
