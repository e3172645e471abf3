import { DEFAULT_VERSION, moduleVariables } from "./module-table";

/** The variables of the module that `render: resources` mirrors, by name. */
export const MIRRORED = moduleVariables("eks", DEFAULT_VERSION) ?? new Map<string, never>();

/**
 * The default of a variable of the module, where `render: resources` mirrors it.
 * @throws {Error} where the variable has none, or none of that type: the code is wrong, not a cluster file
 */
export function boolDefault(name: string): boolean {
  const fallback = fallbackOf(name);
  if (typeof fallback !== "boolean") throw notOne(name, "bool");
  return fallback;
}

/** See {@link boolDefault}. */
export function numberDefault(name: string): number {
  const fallback = fallbackOf(name);
  if (typeof fallback !== "number") throw notOne(name, "number");
  return fallback;
}

/** See {@link boolDefault}. */
export function stringDefault(name: string): string {
  const fallback = fallbackOf(name);
  if (typeof fallback !== "string") throw notOne(name, "string");
  return fallback;
}

/** See {@link boolDefault}. A list of its own for each caller. */
export function listDefault(name: string): string[] {
  const fallback = fallbackOf(name);
  if (!Array.isArray(fallback)) throw notOne(name, "list(string)");
  return fallback.map(String);
}

function fallbackOf(name: string): unknown {
  return MIRRORED.get(name)?.fallback;
}

function notOne(name: string, type: string): Error {
  return new Error(`variable ${name} of the module ${DEFAULT_VERSION} has no default of type ${type}`);
}
