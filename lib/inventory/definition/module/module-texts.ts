import type { ClusterDefinition } from "../cluster-definition";

/** What goes to modules of a definition as it is, and where it stands: arguments of the module, of others, outputs. */
export function passedOn({
  modules = {},
  moduleVariables: variables = {},
  outputs = {},
}: ClusterDefinition): (readonly [path: string, value: unknown])[] {
  const others = Object.entries(modules).map(
    ([call, { source: _s, version: _v, ...args }]) => [`modules.${call}`, args] as const,
  );
  const passed = Object.entries(outputs).map(([name, value]) => [`outputs.${name}`, value] as const);
  return [...Object.entries(variables), ...others, ...passed];
}

/** The path of a key or position within a value. */
export function pathWithin(value: object, path: string, key: string): string {
  return Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
}
