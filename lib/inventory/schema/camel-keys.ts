import { z } from "zod";

/** `cluster_service_ipv4_cidr` -> `clusterServiceIpv4Cidr`: the only way in which names change. */
export type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** An object with its own keys in camelCase; those of objects within are theirs. */
export type CamelKeys<Value> = {
  readonly [Key in keyof Value as Key extends string ? CamelCase<Key> : Key]: Value[Key];
};

/** See {@link CamelCase}. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * An object of the cluster file: no other keys than these, snake_case in the file, camelCase in the definition. Maps (a
 * `z.record`) keep their keys: they are names that somebody chose.
 */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const names = new Map(Object.keys(shape).map((key) => [key, camelCase(key)]));
  return z.strictObject(shape).transform((value) => renamed(value, names));
}

function renamed<Value extends object>(value: Value, names: ReadonlyMap<string, string>): CamelKeys<Value>;
function renamed(value: object, names: ReadonlyMap<string, string>): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [names.get(key) ?? key, item]),
  );
}
