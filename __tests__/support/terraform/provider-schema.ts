import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

const FOLDER = join(__dirname, "../../fixtures/provider-schemas");
const META_ARGUMENTS = ["count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection", "//"];
const KINDS = { resource: "resource_schemas", data: "data_source_schemas", ephemeral: "ephemeral_resource_schemas" };

/** The fields of an object, none for anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/**
 * What the providers would not accept in a synthesized stack: unknown types and arguments, missing ones, arguments that
 * only a provider sets, values of another shape. A line each, empty where all is well.
 */
export function schemaProblems(stack: string): readonly string[] {
  const json = fieldsOf(JSON.parse(stack));
  const resources = Object.entries(KINDS).flatMap(([kind, schemas]) =>
    Object.entries(fieldsOf(json[kind])).flatMap(([type, instances]) =>
      Object.entries(fieldsOf(instances)).flatMap(([name, body]) =>
        problemsOf(`${kind}.${type}.${name}`, fieldsOf(body), fieldsOf(SCHEMAS[schemas])[type]),
      ),
    ),
  );
  return [...resources, ...providerProblems(fieldsOf(json.provider))];
}

const BUILT_IN: Fields = {
  resource_schemas: {
    terraform_data: {
      block: {
        attributes: {
          input: { type: "dynamic", optional: true },
          triggers_replace: { type: "dynamic", optional: true },
        },
      },
    },
  },
};

const SCHEMAS = merged([BUILT_IN, ...readdirSync(FOLDER).sort().flatMap(providersIn)]);

function providersIn(file: string): readonly Fields[] {
  return Object.entries(fieldsOf(JSON.parse(readFileSync(join(FOLDER, file), "utf8")))).map(([name, schema]) => ({
    ...fieldsOf(schema),
    provider: { [name.split("/").at(-1) ?? name]: fieldsOf(schema).provider },
  }));
}

function merged(schemas: readonly Fields[]): Fields {
  const kinds = new Set(schemas.flatMap((schema) => Object.keys(schema)));
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, Object.assign({}, ...schemas.map((it) => fieldsOf(it[kind])))]),
  );
}

function providerProblems(providers: Fields): readonly string[] {
  return Object.entries(providers).flatMap(([name, configs]) =>
    list(configs).flatMap((config) => {
      const body = Object.fromEntries(Object.entries(fieldsOf(config)).filter(([key]) => key !== "alias"));
      return problemsOf(`provider.${name}`, body, fieldsOf(SCHEMAS.provider)[name]);
    }),
  );
}

function problemsOf(path: string, body: Fields, schema: unknown): readonly string[] {
  if (schema === undefined) return [`${path}: no schema, run reduce-provider-schema.ts`];
  const own = Object.fromEntries(Object.entries(body).filter(([key]) => !META_ARGUMENTS.includes(key)));
  return blockProblems(path, own, fieldsOf(fieldsOf(schema).block));
}

function blockProblems(path: string, body: Fields, block: Fields): readonly string[] {
  const attributes = fieldsOf(block.attributes);
  const blocks = fieldsOf(block.block_types);
  const unknown = Object.keys(body).filter((key) => !(key in attributes) && !(key in blocks));
  return [
    ...unknown.map((key) => `${path}.${key}: unknown argument`),
    ...Object.entries(attributes).flatMap(([key, it]) => attributeProblems(`${path}.${key}`, body[key], fieldsOf(it))),
    ...Object.entries(blocks).flatMap(([key, it]) => nestedProblems(`${path}.${key}`, body[key], fieldsOf(it))),
  ];
}

function attributeProblems(path: string, value: unknown, attribute: Fields): readonly string[] {
  if (value === undefined || value === null) return attribute.required ? [`${path}: required`] : [];
  if (!attribute.required && !attribute.optional) return [`${path}: only the provider sets it`];
  return matches(value, attribute.type) ? [] : [`${path}: expected ${JSON.stringify(attribute.type)}`];
}

function nestedProblems(path: string, value: unknown, nested: Fields): readonly string[] {
  const bodies = value === undefined ? [] : list(value);
  const [least, most] = [Number(nested.min_items ?? 0), Number(nested.max_items ?? Infinity)];
  const count =
    bodies.length < least ? [`${path}: at least ${least}`] : bodies.length > most ? [`${path}: at most ${most}`] : [];
  return [...count, ...bodies.flatMap((body, index) => bodyProblems(`${path}[${index}]`, body, nested.block))];
}

function bodyProblems(path: string, body: unknown, block: unknown): readonly string[] {
  return isFields(body) ? blockProblems(path, body, fieldsOf(block)) : [`${path}: expected a block`];
}

/** A text may hold any value: `${...}` is one, and Terraform reads `"90"` as a number. */
function matches(value: unknown, type: unknown): boolean {
  if (typeof value === "string") return typeof type === "string" ? isScalar(value, type) : value.startsWith("${");
  if (typeof value === "number" || typeof value === "boolean") {
    return ["dynamic", "string", typeof value === "boolean" ? "bool" : "number"].includes(String(type));
  }
  if (!Array.isArray(type)) return type === "dynamic";
  const [kind, item]: readonly unknown[] = type;
  if (kind === "map") return isFields(value) && Object.values(value).every((it) => matches(it, item));
  if (kind === "list" || kind === "set") return Array.isArray(value) && value.every((it: unknown) => matches(it, item));
  return kind === "object" && isFields(value);
}

function isScalar(text: string, type: string): boolean {
  if (text.includes("${") || type === "string" || type === "dynamic") return true;
  return type === "number" ? text !== "" && !Number.isNaN(Number(text)) : ["true", "false"].includes(text);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
