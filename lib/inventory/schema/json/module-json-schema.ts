import { DEFAULT_VERSION, moduleVariables } from "../../../module/module-table";
import { type Shape, variableShape } from "../../../module/module-shape";
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

/** Variables of the module that no schema of ours has, for editors: kinds, and a word on those that people use. */
export function moduleProperties(own: readonly string[]): {
  readonly properties: JsonSchema;
  readonly definitions: JsonSchema;
} {
  const definitions = new Map<string, JsonSchema>();
  const names = [...(moduleVariables("eks", DEFAULT_VERSION)?.keys() ?? [])]
    .filter((name) => !own.includes(name))
    .sort();
  const properties = names.map((name) => {
    const shape = variableShape("eks", DEFAULT_VERSION, name);
    const schema = shape === undefined ? {} : orReference(schemaOf(shape, groupName(name), definitions));
    return [name, { description: `A variable of the module.`, ...described(name, schema) }] as const;
  });
  return { properties: Object.fromEntries(properties), definitions: Object.fromEntries(definitions) };
}

/** A variable may be a reference too: the file says so where it renders the module. */
export function orReference(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, REFERENCE] };
}

/** `eks_managed_node_groups` and their defaults have one definition. */
function groupName(variable: string): string {
  return variable.replace(/s$|_defaults$/, "");
}

function schemaOf(shape: Shape, path: string, definitions: Map<string, JsonSchema>): JsonSchema {
  switch (shape.kind) {
    case "any":
      return {};
    case "bool":
      return { type: "boolean" };
    case "number":
    case "string":
      return { type: shape.kind };
    case "list":
    case "map":
      return collectionOf(shape.kind, shape.of, { path, definitions });
    case "object":
      return defined(shape.fields, path, definitions);
  }
}

interface Defining {
  readonly path: string;
  readonly definitions: Map<string, JsonSchema>;
}

/** The module goes over lists of objects and maps of them alike. */
function collectionOf(kind: "list" | "map", of: Shape, { path, definitions }: Defining): JsonSchema {
  const inner = schemaOf(of, path, definitions);
  if (of.kind === "object") return { type: ["object", "array"], additionalProperties: inner, items: inner };
  return kind === "list" ? { type: "array", items: inner } : { type: "object", additionalProperties: inner };
}

function defined(fields: ReadonlyMap<string, Shape>, path: string, definitions: Map<string, JsonSchema>): JsonSchema {
  if (!definitions.has(path)) {
    definitions.set(path, {});
    const properties = [...fields].map(([name, field]) => {
      const schema = schemaOf(field, `${path}_${name}`, definitions);
      return [
        name,
        described(name, field.kind === "bool" || field.kind === "object" ? schema : orReference(schema)),
      ] as const;
    });
    definitions.set(path, { type: "object", properties: Object.fromEntries(properties), additionalProperties: false });
  }
  return { $ref: `#/definitions/${path}` };
}

/** Draft 7 reads nothing beside `$ref`. */
function described(name: string, schema: JsonSchema): JsonSchema {
  const description = MODULE_DESCRIPTIONS[name];
  if (description === undefined) return schema;
  return "$ref" in schema ? { description, allOf: [schema] } : { description, ...schema };
}
