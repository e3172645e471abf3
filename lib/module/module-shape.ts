import SHAPES_20 from "./tables/shapes-20.json";
import SHAPES_21 from "./tables/shapes-21.json";
import { moduleVariables, type ModulePart } from "./module-table";
import { compareVersions } from "./module-version";

/**
 * What a value may be: a scalar of Terraform (`string`, `number`, `bool`), `any`, a list or map of one shape, or an object
 * with fields. v20 declares most of its objects as `any`: their fields are those that it reads.
 */
export type Shape =
  | { readonly kind: "any" | "bool" | "number" | "string" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Shape> };

const ANY: Shape = { kind: "any" };

/** What a variable of a version takes; undefined where that version has no such variable, or is not known. */
export function variableShape(part: ModulePart, version: string, variable: string): Shape | undefined {
  const type = moduleVariables(part, version)?.get(variable)?.type;
  if (type === undefined) return undefined;
  const shapes = new Map<string, unknown>(
    Object.entries(compareVersions(version, "21.0.0") < 0 ? SHAPES_20 : SHAPES_21),
  );
  const own = part === "eks" ? (shapes.get(variable) ?? groupOf(shapes, variable)) : undefined;
  return own === undefined ? outlined(type) : written(own);
}

/** `eks_managed_node_group_defaults` has the fields of each of `eks_managed_node_groups`. */
function groupOf(shapes: ReadonlyMap<string, unknown>, variable: string): unknown {
  const groups = variable.endsWith("_defaults") ? shapes.get(variable.replace(/_defaults$/, "s")) : undefined;
  return Array.isArray(groups) ? groups[1] : undefined;
}

/** A shape as the script writes it: `"string"`, `["map", {…}]`, `{ name: "string" }`. */
function written(json: unknown): Shape {
  if (typeof json === "string") return scalar(json);
  if (Array.isArray(json)) return { kind: json[0] === "map" ? "map" : "list", of: written(json[1]) };
  if (typeof json !== "object" || json === null) return ANY;
  return { kind: "object", fields: new Map(Object.entries(json).map(([name, field]) => [name, written(field)])) };
}

/** A type as the table has it: `map(list(string))`, `map(object)`. */
function outlined(type: string): Shape {
  const [, outer, inner = ""] = /^(list|map|set)\((.*)\)$/.exec(type) ?? [];
  if (outer === undefined) return scalar(type);
  return { kind: outer === "map" ? "map" : "list", of: outlined(inner) };
}

function scalar(name: string): Shape {
  switch (name) {
    case "bool":
    case "number":
    case "string":
      return { kind: name };
    default:
      return ANY;
  }
}
