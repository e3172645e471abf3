import { isRecord, listOf, recordOf } from "../json-value";
import { addressOfModule } from "../module-path";
import { expected } from "../shape-problem";

type Json = Readonly<Record<string, unknown>>;

/** What Terraform does to a resource and to a data source; what it only cleans up of the latter is not in the JSON. */
const ACTIONS = {
  managed: /^(?!read\b)/,
  data: /^(?:no-op|read)$/,
} as const;

/** What becomes of the object that an unfinished create_before_destroy left. */
const OF_DEPOSED = /^(?:no-op|delete|forget)$/;

/**
 * What names one resource in several ways has to name the same one: else a change would be read as that of something else.
 * Undefined where it does.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function identityProblem(value: Json, path: string): string | undefined {
  return addressProblem(value, path) ?? actionProblem(value, path);
}

/** The same of what a state has: nothing is done to it. */
export function addressProblem(value: Json, path: string): string | undefined {
  const { address, mode, type, name, index, module_address: module } = value;
  if (typeof address !== "string" || typeof type !== "string" || typeof name !== "string") return undefined;
  if (mode !== "managed" && mode !== "data") return expected(`${path}.mode`, "managed or data", mode);
  const own = addressOfModule(address);
  if (module !== undefined && module !== own) {
    return expected(`${path}.module_address`, "the module of the address", module);
  }
  const block = `${own === "" ? "" : `${own}.`}${mode === "data" ? "data." : ""}${type}.${name}`;
  if (!address.startsWith(block) || !isIndex(address.slice(block.length), index)) {
    return expected(`${path}.address`, "the address of this mode, type, name and index", address);
  }
  return undefined;
}

/** `["admin"]` of a text, `[0]` of a number; how Terraform escapes a text is not asked. */
function isIndex(text: string, index: unknown): boolean {
  if (typeof index === "string") return text.startsWith('["') && text.endsWith('"]');
  return text === (typeof index === "number" ? `[${index}]` : "");
}

function actionProblem(value: Json, path: string): string | undefined {
  const { mode, deposed, change } = value;
  const { actions } = recordOf(change);
  const name = listOf(actions).join(",");
  const at = `${path}.change.actions`;
  if (!ACTIONS[mode === "data" ? "data" : "managed"].test(name)) {
    return expected(at, mode === "data" ? "no-op or read, as of a data source" : "no read of a resource", actions);
  }
  if (deposed !== undefined && !OF_DEPOSED.test(name)) {
    return expected(at, "delete, as of an object that is deposed", actions);
  }
  return reasonProblem(value, { name, path });
}

/** A replacement says why, or which attribute forces it; nothing else does. */
function reasonProblem(
  { action_reason: reason, change }: Json,
  { name, path }: { readonly name: string; readonly path: string },
): string | undefined {
  const isReplacing = /^(?:delete,create|create,delete|create,forget)$/.test(name);
  const isReason = typeof reason === "string" && reason.startsWith("replace_");
  const isForced = listOf(recordOf(change).replace_paths).length > 0;
  if (isReplacing === (isReason || isForced)) return undefined;
  if (isReplacing) return expected(`${path}.action_reason`, "why it is replaced", reason);
  const from = isReason ? "action_reason" : "replace_paths";
  return expected(`${path}.change.actions`, `a replacement, as ${from} has it`, name);
}

/** What is wrong with all changes together: one object changed twice, or one that is called deposed while it stands in the state. */
export function togetherProblem(plan: Json): string | undefined {
  const changes = listOf(plan.resource_changes).map(recordOf);
  const seen = new Set<string>();
  for (const [i, { address, deposed }] of changes.entries()) {
    const key = JSON.stringify(deposed === undefined ? [address] : [address, deposed]);
    if (seen.has(key)) return expected(`resource_changes[${i}].address`, "an address that stands once", address);
    seen.add(key);
  }
  const alone = changes.findIndex(
    ({ address, deposed }) =>
      deposed !== undefined && !seen.has(JSON.stringify([address])) && isCurrent(plan.prior_state, address),
  );
  return alone < 0
    ? undefined
    : expected(
        `resource_changes[${alone}].deposed`,
        "nothing: the state has the object itself",
        changes[alone]?.deposed,
      );
}

/** Whether a state has the object that an address names, and not only one that is deposed. */
function isCurrent(state: unknown, address: unknown): boolean {
  const isIn = (module: unknown): boolean => {
    const { resources, child_modules: children } = recordOf(module);
    const found = listOf(resources).some(
      (one) => isRecord(one) && one.address === address && one.deposed_key === undefined,
    );
    return found || listOf(children).some(isIn);
  };
  return isIn(recordOf(recordOf(state).values).root_module);
}
