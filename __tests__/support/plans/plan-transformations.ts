import { isRecord, recordOf } from "../../../lib/plan/reading/plan-shape";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";

function planOf(json: unknown): TerraformPlan {
  const read = parsePlan(JSON.stringify(json));
  if (read.kind !== "plan") throw new Error(read.kind === "unreadable" ? read.problem : read.kind);
  return read.plan;
}

/** The same plan with every list of resources in another order. */
export function reordered(plan: TerraformPlan, order: <T>(list: readonly T[]) => T[]): TerraformPlan {
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) {
      const inner = value.map((one: unknown) => walk(one, ""));
      return LISTS.has(key) ? order(inner) : inner;
    }
    if (!isRecord(value)) return value;
    return Object.fromEntries(order(Object.entries(value)).map(([name, one]) => [name, walk(one, name)]));
  };
  return planOf(walk(plan, ""));
}

const LISTS = new Set(["resource_changes", "resource_drift", "resources", "child_modules", "checks", "references"]);

/** The same plan, its root module called from another one: `module.wrap["x.y"].…`. */
export function nested(plan: TerraformPlan): TerraformPlan {
  const whole = recordOf(JSON.parse(JSON.stringify(plan), wrapAddresses));
  const prior = recordOf(recordOf(recordOf(whole.prior_state).values).root_module);
  // What stands in the configuration of a module is relative to it.
  const wrap = { source: "./wrap", module: plan.configuration?.root_module ?? {} };
  return planOf({
    ...whole,
    prior_state: { values: { root_module: { child_modules: [{ address: WRAP, ...prior }] } } },
    configuration: { provider_config: wrapProviders(plan), root_module: { module_calls: { wrap } } },
  });
}

/** Providers are configured inside too: what they refer to is relative to their module. */
function wrapProviders({ configuration }: TerraformPlan): unknown {
  const providers = Object.entries(configuration?.provider_config ?? {}).map(([key, provider]) => {
    const { module_address: inner } = provider;
    return [key, { ...provider, module_address: inner === undefined ? "module.wrap" : `module.wrap.${inner}` }];
  });
  return Object.fromEntries(providers);
}

const WRAP = 'module.wrap["x.y"]';

function wrapAddresses(key: string, value: unknown): unknown {
  const isAddress = key === "address" || key === "module_address" || key === "previous_address";
  if (isAddress && typeof value === "string") return `${WRAP}.${value}`;
  if (!isRecord(value) || !("change" in value) || "module_address" in value) return value;
  return { ...value, module_address: WRAP };
}

/** The same plan with every resource of the two providers under another name. */
export function renamed(plan: TerraformPlan): TerraformPlan {
  const text = JSON.stringify(plan).replace(/(?<!module\.)\b((?:aws|kubernetes)_[a-z0-9_]+)\.([a-z]\w*)/g, "$1.$2_x");
  return planOf(
    JSON.parse(text, (_, value: unknown) =>
      isRecord(value) &&
      "mode" in value &&
      typeof value.name === "string" &&
      /^(?:aws|kubernetes)_/.test(String(value.type))
        ? { ...value, name: `${value.name}_x` }
        : value,
    ),
  );
}
