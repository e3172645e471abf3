import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { EXAMPLES } from "./cluster-file-examples";

const CLUSTERS = join(__dirname, "../../../clusters");

const HEAD = `# The cluster file

Every key of a cluster file, made from its schema by \`npm run docs\`. An editor that reads the first line of a sample file
(\`# yaml-language-server: $schema=...\`) completes and checks the same keys. Keys under \`<key>\` have a name of your choice, \`[]\` is one
element of a list. **Required** is said of a key within the section that it belongs to. Special words stand in the [glossary](glossary.md).
`;

export interface Property {
  readonly path: readonly string[];
  readonly required: boolean;
  readonly schema: JsonSchema;
}

const jsonSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});
type JsonSchema = z.infer<typeof jsonSchema>;

/** docs/cluster-file.md, from clusters/cluster.schema.json; examples come from the sample files where they have the key. */
export function clusterFilePage(): string {
  const sections = propertiesOf(rootSchema(), []);
  const single = sections.filter(({ schema }) => below(schema, []).length === 0);
  const nested = sections.filter((section) => !single.includes(section));
  return [
    HEAD,
    table("Keys of the cluster", single),
    ...nested.map((section) => table(`\`${section.path.join(".")}\``, below(section.schema, section.path), section)),
  ].join("\n");
}

/** Every key of the schema, sections before what stands in them. */
export function everyProperty(): readonly Property[] {
  return below(rootSchema(), []);
}

/** A schema of the file with what its references lead to. */
export function withDefinitions(schema: JsonSchema): JsonSchema {
  const { $schema, definitions } = rootSchema();
  return { ...schema, $schema, definitions };
}

/** What docs/cluster-file.md shows as the value of a key; undefined where it knows none. */
export function exampleOf(path: readonly string[], schema: JsonSchema): unknown {
  const own = EXAMPLES[path.join(".")] ?? EXAMPLES[path.at(-1) ?? ""];
  const sampled = samples().map((sample) => valueAt(sample, path));
  const parts = [schema, ...(schema.anyOf ?? []).map((part) => jsonSchema.parse(part))];
  const usual = parts.some(({ type }) => type === "boolean") ? false : undefined;
  const shown = parts.flatMap(({ examples, const: only, enum: some }) => [examples?.[0], only, some?.[0]]);
  return [own, ...sampled, ...shown, usual].find((it) => it !== undefined);
}

let schemaOfFile: JsonSchema | undefined;

function rootSchema(): JsonSchema {
  schemaOfFile ??= jsonSchema.parse(JSON.parse(readFileSync(join(CLUSTERS, "cluster.schema.json"), "utf8")));
  return schemaOfFile;
}

function table(title: string, rows: readonly Property[], section?: Property): string {
  return [
    `## ${title}`,
    "",
    ...(section === undefined
      ? []
      : [`${oneLine(section.schema.description ?? "")}${section.required ? " Required." : ""}`, ""]),
    "| key | type | default | example | meaning |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(row),
    "",
  ].join("\n");
}

function row({ path, required, schema }: Property): string {
  const { meaning, stated } = withoutDefault(oneLine(schema.description ?? ""));
  const fallback = schema.default === undefined ? stated : JSON.stringify(schema.default);
  return [
    "",
    `\`${path.join(".")}\``,
    typeOf(schema),
    required ? "**required**" : (fallback ?? "-"),
    code(exampleOf(path, schema)),
    meaning,
    "",
  ]
    .map((cell) => cell.replaceAll("|", "\\|"))
    .join(" | ")
    .trim();
}

/** The sentence `Default: ...` or `Left out: ...` of a description, apart from what else it says. */
function withoutDefault(description: string): { meaning: string; stated?: string } {
  const match = /\b(?:Default|Left out): ((?:[^.]|\.(?=\S))+)\.?(?: |$)/.exec(description);
  if (match?.[1] === undefined) return { meaning: description };
  const meaning = description.replace(match[0], "").trim();
  return { meaning, stated: match[1].replace(/[<>]/g, (it) => `\\${it}`) };
}

/** The words for a type: of the first way to write the value, and whether a reference may stand in its place. */
export function typeOf(schema: JsonSchema): string {
  const [first, ...others] = (schema.anyOf ?? []).map((part) => jsonSchema.parse(part));
  if (first === undefined) return resolved(schema).enum === undefined ? shape(resolved(schema)) : values(schema);
  const words = others.map((it) => (it.$ref === REFERENCE ? "a reference" : typeOf(it)));
  return [typeOf(first), ...words].join(" or ");
}

const REFERENCE = "#/definitions/reference";

function values(schema: JsonSchema): string {
  return (resolved(schema).enum ?? []).map((value) => `\`${String(value)}\``).join(", ");
}

const NAMES = new Map([
  ["string", "text"],
  ["boolean", "true or false"],
  ["integer", "whole number"],
  ["array", "list"],
  ["object", "map"],
]);

function shape(schema: JsonSchema): string {
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return schema.const === undefined ? "any" : `\`${JSON.stringify(schema.const)}\``;
  const words = types.map((type) => `${NAMES.get(type) ?? type}${elements(schema, type)}`).join(" or ");
  const { minimum, maximum } = schema;
  if (minimum === undefined) return words;
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
    ? `${words} from ${String(minimum)}`
    : `${words} from ${String(minimum)} to ${String(maximum)}`;
}

/** What a list or a map holds, where the schema tells: a list of text. */
function elements({ items, additionalProperties }: JsonSchema, type: string): string {
  const inner = jsonSchema.safeParse(type === "array" ? items : type === "object" ? additionalProperties : undefined);
  if (!inner.success) return "";
  const words = typeOf(inner.data).replaceAll(" or a reference", "");
  return words === "any" ? "" : ` of ${words.replace(/^(map|list)/, "$1s")}`;
}

/** A schema, or the definition that it refers to. */
function resolved(schema: JsonSchema): JsonSchema {
  const { $ref } = schema;
  if ($ref === undefined) return schema;
  const definitions = z.record(z.string(), z.unknown()).parse(rootSchema().definitions);
  return jsonSchema.parse(definitions[$ref.replace("#/definitions/", "")]);
}

/** An example whole: cut, nobody could copy it. */
function code(example: unknown): string {
  return example === undefined ? "-" : `\`${JSON.stringify(example)}\``;
}

let parsed: readonly unknown[] | undefined;
function samples(): readonly unknown[] {
  parsed ??= readdirSync(CLUSTERS)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name): unknown => parse(readFileSync(join(CLUSTERS, name), "utf8")));
  return parsed;
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return typeof value === "object" && !Array.isArray(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return undefined;
  const inner =
    key === "<key>" || key === "[]"
      ? Object.values(value)
      : Object.entries(value)
          .filter(([name]) => name === key)
          .map(([, it]): unknown => it);
  return inner.map((it: unknown) => valueAt(it, rest)).find((it) => it !== undefined);
}

/** What stands below a section, sections before what stands in them. */
function below(schema: JsonSchema, path: readonly string[]): Property[] {
  const each = [...(schema.anyOf ?? []), schema].map((part) => jsonSchema.parse(part));
  return each.flatMap((part) => [
    ...propertiesOf(part, path).flatMap((property) => [property, ...below(property.schema, property.path)]),
    ...element(part.additionalProperties, [...path, "<key>"]),
    ...element(part.items, [...path, "[]"]),
  ]);
}

function element(value: unknown, path: readonly string[]): Property[] {
  const schema = jsonSchema.safeParse(value);
  return typeof value === "object" && schema.success ? below(schema.data, path) : [];
}

function propertiesOf(schema: JsonSchema, path: readonly string[]): Property[] {
  return Object.entries(schema.properties ?? {}).map(([key, value]) => ({
    path: [...path, key],
    required: schema.required?.includes(key) === true,
    schema: jsonSchema.parse(value),
  }));
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
