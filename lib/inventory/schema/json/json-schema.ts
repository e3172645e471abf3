import { z } from "zod";
import { clusterFile } from "../cluster-file";
import { CLUSTER_RESOURCES, TOGGLES } from "../sections/cluster-resources";
import { CONTROL_PLANE } from "../sections/control-plane";
import { moduleProperties, orReference, REFERENCE_SCHEMA } from "./module-json-schema";
import { keysOf } from "../schema-walk";

const LINE_WIDTH = 120;

/** Variables that are judged whatever is rendered: what they say stands in the file. */
const WRITTEN_OUT: readonly string[] = ["authentication_mode", "outpost_config"];

/**
 * The JSON Schema of cluster files, for editors: what they complete, show and underline. Draft 7, which the YAML language
 * server knows best.
 */
export function clusterJsonSchema(): string {
  const { properties = {}, ...schema } = z.toJSONSchema(clusterFile, { io: "input", target: "draft-7" });
  const { properties: added, definitions } = moduleProperties(keysOf(clusterFile) ?? []);
  const whole = {
    title: "Cluster file",
    ...schema,
    properties: { ...withReferences(properties), ...added },
    ...TURNED_OFF,
    definitions: { reference: REFERENCE_SCHEMA, ...definitions },
  };
  return `${foldLists(JSON.stringify(whole, undefined, 2))}\n`;
}

/** What `render: resources` does not render has to be `false` there; a module that is called takes both. */
const TURNED_OFF = {
  if: { properties: { render: { const: "module" } }, required: ["render"] },
  else: { properties: Object.fromEntries(Object.keys(TOGGLES).map((name) => [name, { const: false }])) },
};

/** Variables of the cluster may be references, where the module is called with them. */
function withReferences(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const variables = [...Object.keys(CONTROL_PLANE), ...Object.keys(CLUSTER_RESOURCES), "tags"];
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const isVariable = variables.includes(name) && !WRITTEN_OUT.includes(name);
      const { const: _, ...whole } = fieldsOf(schema);
      return [name, isVariable ? withReference(name in TOGGLES ? whole : fieldsOf(schema)) : schema];
    }),
  );
}

/** The same at every place within. */
function withReference(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { properties, additionalProperties, items, ...rest } = schema;
  const inner = (each: unknown): Readonly<Record<string, unknown>> => withReference(fieldsOf(each));
  return orReference({
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(fieldsOf(properties)).map(([key, each]) => [key, inner(each)])),
        }),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: inner(additionalProperties) }
      : additionalProperties === undefined
        ? {}
        : { additionalProperties }),
    ...(items === undefined ? {} : { items: inner(items) }),
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Lists of texts stand in one line where they fit, as the formatter of this repository has them. */
export function foldLists(json: string): string {
  return json.replace(/^(.*)\[\n\s+([^[\]{}]*?)\n\s+\]/gm, (list, head: string, items: string) => {
    const folded = `${head}[${items.replace(/\n\s+/g, " ")}]`;
    return folded.length < LINE_WIDTH ? folded : list;
  });
}
