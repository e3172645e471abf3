import { type Shape, variableShape } from "../../../module/module-shape";
import { type ModulePart, moduleVariables } from "../../../module/module-table";
import { compareVersions } from "../../../module/module-version";
import { GROUPS } from "./group-defaults";
import { nameAfter } from "./later-names";

/** What two versions read of an argument; undefined where a version has none, or nobody knows. */
export interface ReadShapes {
  readonly was: Shape | undefined;
  readonly is: Shape | undefined;
}

/** A bump of one part of the module. */
export interface PartBump {
  readonly part: ModulePart;
  readonly from: string;
  readonly to: string;
}

/** What the version before reads of an argument, and what the later one reads of what it has in its place. */
export function readShapes(argument: string, { part, from, to }: PartBump): ReadShapes {
  const was = part === "eks" ? readBefore(argument, from) : variableShape(part, from, argument);
  const after = [...(moduleVariables(part, to)?.keys() ?? [])];
  const later = after.includes(argument) ? argument : (nameAfter(argument, after) ?? argument);
  return { was, is: variableShape(part, to, later) ?? (part === "eks" ? ofEachGroup(argument, to) : undefined) };
}

/** What all groups share goes into each of them where it is gone. */
function ofEachGroup(argument: string, to: string): Shape | undefined {
  const groups = GROUPS.find(([, , shared]) => shared === argument)?.[0];
  const shape = groups === undefined ? undefined : variableShape("eks", to, groups);
  return shape?.kind === "map" ? shape.of : undefined;
}

/** What the module fills in itself for its sub-modules. */
const FILLED_IN = /^(?:cluster_|vpc_id$|partition$|account_id$|region$)/;

/** With fields of groups and add-ons that only versions before v20 read. */
function readBefore(argument: string, from: string): Shape | undefined {
  const shape = variableShape("eks", from, argument);
  if (argument === "cluster_addons" && compareVersions(from, "20.0.0") < 0) return withFields(shape, [CONFLICTS]);
  const part = GROUPS.find(([groups, , shared]) => groups === argument || shared === argument)?.[1];
  const own = part === undefined ? [] : [...(moduleVariables(part, from)?.keys() ?? [])];
  return withFields(
    shape,
    own.filter((name) => !FILLED_IN.test(name)),
  );
}

/** Of add-ons, before v20: what now stands in two arguments. */
export const CONFLICTS = "resolve_conflicts";

function withFields(shape: Shape | undefined, names: readonly string[]): Shape | undefined {
  if (shape?.kind === "map") return { kind: "map", of: withFields(shape.of, names) ?? shape.of };
  if (shape?.kind !== "object") return shape;
  const more = names.filter((name) => !shape.fields.has(name)).map((name) => [name, { kind: "any" }] as const);
  return { kind: "object", fields: new Map<string, Shape>([...shape.fields, ...more]) };
}

/** What an item of a list or a value of a map may be; of anything else itself. */
export function innerShape(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === "list" || shape?.kind === "map" ? shape.of : shape;
}
