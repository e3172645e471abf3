import { LATER_VARIABLES } from "../../../module/later-variables";
import { DEFAULT_VERSION, moduleVariables, NEWEST_VERSION } from "../../../module/module-table";
import { type Shape, variableShape } from "../../../module/module-shape";
import { nameInVersion } from "../../../module/name-in-version";
import { groupPart, withDefault } from "./module-defaults";
import { MODULE_DESCRIPTIONS } from "./module-descriptions";

/** A JSON Schema, or a part of one. */
type JsonSchema = Readonly<Record<string, unknown>>;

const REFERENCE = { $ref: "#/definitions/reference" };

/** A value of another state or module, in the place of any. */
export const REFERENCE_SCHEMA: JsonSchema = {
  description: "An output of a state in terraform.remote_states, or of a module that the stack calls.",
  type: "object",
  properties: {
    from: { type: "string", description: "Name of a state in terraform.remote_states." },
    module: { type: "string", description: "Name of a module that the stack calls." },
    output: { type: "string", description: "Name of the output." },
  },
  required: ["output"],
  additionalProperties: false,
};

/** Versions whose variables and fields an editor takes, one beside the other: a file goes from the first to the second. */
const VERSIONS = [DEFAULT_VERSION, NEWEST_VERSION] as const;

/** Variables of the module that no schema of ours has, for editors: kinds, and a word on those that people use. */
export function moduleProperties(own: readonly string[]): {
  readonly properties: JsonSchema;
  readonly definitions: JsonSchema;
} {
  const definitions = new Map<string, JsonSchema>();
  const known = [...(moduleVariables("eks", DEFAULT_VERSION)?.keys() ?? []), ...LATER_VARIABLES];
  // Groups before their defaults, which v21 has no more: one definition, with the fields of both versions.
  const isLast = (name: string): number => Number(name.endsWith("_defaults"));
  const names = known.filter((name) => !own.includes(name)).sort((a, b) => isLast(a) - isLast(b));
  const properties = names.map((name) => {
    const shapes = shapesOf(name);
    const schema = shapes.length === 0 ? {} : orReference(orNone(name, schemaOf(shapes, groupName(name), definitions)));
    const told = MODULE_DESCRIPTIONS[name] ?? "A variable of the module.";
    return [name, described(withDefault(told, "eks", name), schema)] as const;
  });
  const byName = new Map(properties);
  const sorted = [...byName.keys()].sort().map((name) => [name, byName.get(name)] as const);
  return { properties: Object.fromEntries(sorted), definitions: Object.fromEntries(definitions) };
}

/** What one version takes. */
interface Taken {
  readonly shape: Shape;
  /** Whether the version declares it: a list is no map then. */
  readonly isDeclared: boolean;
  /**
   * Whether it is one of a list or map: `{}` is none of what a field makes, where the version declares nothing.
   * @default false
   */
  readonly isItem?: boolean;
}

/** What a variable takes, in each of the versions that has it, by the name that it has there. */
function shapesOf(variable: string): Taken[] {
  return VERSIONS.flatMap((version) => {
    const name = nameInVersion(variable, version);
    const shape = name === undefined ? undefined : variableShape("eks", version, name);
    if (name === undefined || shape === undefined) return [];
    return [{ shape, isDeclared: moduleVariables("eks", version)?.get(name)?.type.includes("any") === false }];
  });
}

/** Before v21 an empty list is none where an object is taken. */
function orNone(variable: string, schema: JsonSchema): JsonSchema {
  if (variable.endsWith("_defaults")) return schema;
  const type = moduleVariables("eks", DEFAULT_VERSION)?.get(variable)?.type;
  const isObject = variableShape("eks", DEFAULT_VERSION, variable)?.kind === "object" && type?.includes("any") === true;
  return isObject ? { anyOf: [schema, { type: "array", maxItems: 0 }] } : schema;
}

/** A variable may be a reference too: the file says so where it renders the module. */
export function orReference(schema: JsonSchema): JsonSchema {
  const { description, anyOf, ...rest } = schema;
  const own: readonly unknown[] =
    Array.isArray(anyOf) && Object.keys(rest).length === 0 ? anyOf : [withAny(rest, anyOf)];
  return { ...(description === undefined ? {} : { description }), anyOf: [...own, REFERENCE] };
}

function withAny(rest: JsonSchema, anyOf: unknown): JsonSchema {
  return anyOf === undefined ? rest : { ...rest, anyOf };
}

/** `eks_managed_node_groups` and their defaults have one definition. */
function groupName(variable: string): string {
  return variable.replace(/s$|_defaults$/, "");
}

/** What is taken where one of several shapes is. */
function schemaOf(taken: readonly Taken[], path: string, definitions: Map<string, JsonSchema>): JsonSchema {
  if (taken.some(({ shape }) => shape.kind === "any")) return {};
  const scalars = ["bool", "number", "string"].filter((kind) => taken.some(({ shape }) => shape.kind === kind));
  const collections = (["list", "map"] as const).flatMap((kind) => {
    const inner = taken.flatMap(({ shape, isDeclared }) =>
      shape.kind === kind ? [{ shape: shape.of, isDeclared, isItem: true }] : [],
    );
    return inner.length === 0 ? [] : [collectionOf(kind, inner, { path, definitions })];
  });
  const objects = taken.flatMap(({ shape, ...how }) => (shape.kind === "object" ? [{ ...how, shape }] : []));
  const [only = {}, ...others] = [
    ...scalars.map((kind) => ({ type: kind === "bool" ? "boolean" : kind })),
    ...collections,
    ...(objects.length === 0 ? [] : [defined(objects, path, definitions)]),
  ];
  return others.length === 0 ? only : { anyOf: [only, ...others] };
}

interface Defining {
  readonly path: string;
  readonly definitions: Map<string, JsonSchema>;
}

/** The module goes over lists of objects and maps of them alike, where it does not declare which of them it takes. */
function collectionOf(kind: "list" | "map", of: readonly Taken[], { path, definitions }: Defining): JsonSchema {
  const inner = orReference(schemaOf(of, path, definitions));
  if (of.some(({ shape, isDeclared }) => shape.kind === "object" && !isDeclared))
    return { type: ["object", "array"], additionalProperties: inner, items: inner };
  return kind === "list" ? { type: "array", items: inner } : { type: "object", additionalProperties: inner };
}

type TakenObject = Taken & { readonly shape: Extract<Shape, { kind: "object" }> };

function defined(objects: readonly TakenObject[], path: string, definitions: Map<string, JsonSchema>): JsonSchema {
  if (!definitions.has(path)) {
    definitions.set(path, {});
    const names = [...new Set(objects.flatMap(({ shape }) => [...shape.fields.keys()]))];
    const part = groupPart(path);
    const properties = names.map((name) => {
      const schema = schemaOf(
        objects.flatMap(({ shape: { fields }, isDeclared }) => {
          const shape = fields.get(name);
          return shape === undefined ? [] : [{ shape, isDeclared }];
        }),
        `${path}_${name}`,
        definitions,
      );
      return [name, described(withDefault(MODULE_DESCRIPTIONS[name], part, name), orReference(schema))] as const;
    });
    definitions.set(path, {
      type: "object",
      properties: Object.fromEntries(properties),
      ...demands(objects, names),
      additionalProperties: false,
    });
  }
  return { $ref: `#/definitions/${path}` };
}

/** What no version does without. */
function demands(objects: readonly TakenObject[], names: readonly string[]): JsonSchema {
  const required = names.filter((name) => objects.every(({ shape }) => shape.required?.has(name) === true));
  if (required.length === 0) return {};
  const mayBeNone = objects.some(({ isDeclared, isItem }) => !isDeclared && isItem !== true);
  return mayBeNone ? { anyOf: [{ required }, { maxProperties: 0 }] } : { required };
}

function described(description: string | undefined, schema: JsonSchema): JsonSchema {
  return description === undefined ? schema : { description, ...schema };
}
