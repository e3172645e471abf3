import SHAPES_20 from "./tables/shapes-20.json";
import SHAPES_21 from "./tables/shapes-21.json";
import { furtherShape } from "./further-shapes";
import { isVariableOf, MODULE_PARTS, moduleVariables, type ModulePart } from "./module-table";
import { compareVersions } from "./module-version";

/**
 * What a value may be: a scalar of Terraform (`string`, `number`, `bool`), `any`, a list or map of one shape, or an object
 * with fields. v20 declares most of its objects as `any`: their fields are those that it reads.
 */
export type Shape =
  | { readonly kind: "any" | "bool" | "number" | "string" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  | {
      readonly kind: "object";
      readonly fields: ReadonlyMap<string, Shape>;
      /**
       * Fields without which Terraform refuses the object.
       * @default none
       */
      readonly required?: ReadonlySet<string>;
    };

const ANY: Shape = { kind: "any" };

/** What a variable of a version takes; undefined where that version has no such variable, or is not known. */
export function variableShape(part: ModulePart, version: string, variable: string): Shape | undefined {
  const type = moduleVariables(part, version)?.get(variable)?.type;
  if (type === undefined) return undefined;
  const shapes = new Map<string, unknown>(
    Object.entries(compareVersions(version, "21.0.0") < 0 ? SHAPES_20 : SHAPES_21),
  );
  const further = furtherShape(part, version, variable);
  if (further !== undefined) return written(further);
  if (part !== "eks") return fieldOf(shapes.get(groupsOf(part)), variable) ?? outlined(type);
  const own = shapes.get(variable) ?? groupOf(shapes, variable);
  return own === undefined ? outlined(type) : inVersion(written(own), { variable, version });
}

/** `eks_managed_node_group_defaults` has the fields of each of `eks_managed_node_groups`. */
function groupOf(shapes: ReadonlyMap<string, unknown>, variable: string): unknown {
  const groups = variable.endsWith("_defaults") ? shapes.get(variable.replace(/_defaults$/, "s")) : undefined;
  return Array.isArray(groups) ? groups[1] : undefined;
}

/** The variable of the module with what goes to a sub-module: `eks_managed_node_groups`. */
function groupsOf(part: ModulePart): string {
  return `${part.replaceAll("-", "_")}s`;
}

/** What a sub-module takes for a variable of its own: what the module takes for it in each of its groups. */
function fieldOf(groups: unknown, variable: string): Shape | undefined {
  const shape = Array.isArray(groups) ? written(groups[1]) : ANY;
  return shape.kind === "object" ? shape.fields.get(variable) : undefined;
}

/** A shape without the fields of groups that came with a later version: the sub-module of this one has no such variable yet. */
function inVersion(
  shape: Shape,
  { variable, version }: { readonly variable: string; readonly version: string },
): Shape {
  const part = MODULE_PARTS.find((each) => groupsOf(each) === variable.replace(/_defaults$/, "s"));
  if (part === undefined) return shape;
  const own = moduleVariables(part, version);
  const isThere = (field: string): boolean => own?.has(field) !== false || !isVariableOf(part, field);
  const inGroup = (group: Shape): Shape =>
    group.kind === "object"
      ? { ...group, fields: new Map([...group.fields].filter(([field]) => isThere(field))) }
      : group;
  return shape.kind === "map" ? { kind: "map", of: inGroup(shape.of) } : inGroup(shape);
}

/** A shape as the script writes it: `"string"`, `["map", {…}]`, `{ name: "string" }`, `{ "name!": "string" }` where it is required. */
function written(json: unknown): Shape {
  if (typeof json === "string") return scalar(json);
  if (Array.isArray(json)) return { kind: json[0] === "map" ? "map" : "list", of: written(json[1]) };
  if (typeof json !== "object" || json === null) return ANY;
  const fields = Object.entries(json).map(([name, field]) => ({
    name,
    key: name.replace(/!$/, ""),
    of: written(field),
  }));
  return {
    kind: "object",
    fields: new Map(fields.map(({ key, of }) => [key, of])),
    required: new Set(fields.flatMap(({ name, key }) => (name === key ? [] : [key]))),
  };
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
