import type { Target } from "./configuration";
import { callPath, moduleSteps, sharedSteps } from "../reading/module-path";
import type { PlanObject } from "./plan-object";

/**
 * The objects that an expression of `referrer` means by a target: those of its block, by the instance that the expression
 * names, else of the module instance nearest to the referrer. More than one: the plan does not tell which.
 */
export function objectsOf(
  target: Target,
  referrer: Pick<PlanObject, "moduleAddress" | "index">,
  objects: readonly PlanObject[],
): PlanObject[] {
  const all = objects.filter((object) => isOf(target, object));
  const shared = (object: PlanObject): number => sharedSteps(object.moduleAddress, referrer.moduleAddress);
  const nearest = Math.max(...all.map(shared));
  const near = all.filter((object) => shared(object) === nearest);
  const named = near.filter((object) => target.instance !== "" && instanceOf(object) === target.instance);
  if (named.length > 0) return named;
  const sameKey = near.filter((object) => object.index !== undefined && object.index === referrer.index);
  return sameKey.length === 1 ? sameKey : near;
}

function isOf(target: Target, object: PlanObject): boolean {
  const { mode, type, name, moduleAddress } = object;
  if (mode !== target.mode || type !== target.type || name !== target.name) return false;
  if (callPath(moduleAddress) !== target.callPath) return false;
  const steps = moduleSteps(moduleAddress);
  return target.modules.every((instance, i) => instance === "" || steps[i]?.instance === instance);
}

function instanceOf({ index }: PlanObject): string {
  if (index === undefined) return "";
  return `[${JSON.stringify(index)}]`;
}
