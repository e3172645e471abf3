import { z } from "zod";

/** A schema, or that nothing is known of a place. */
export type Schema = z.core.$ZodType | undefined;

/** The schema of what stands in the file: without defaults, options and what happens to it afterwards. */
export function written(schema: Schema): Schema {
  if (schema instanceof z.ZodPipe) return written(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return written(schema.unwrap());
  return schema instanceof z.ZodDefault ? written(schema.unwrap()) : schema;
}

/** The keys that a map may have; undefined where people choose them, others too, or where no map is expected. */
export function keysOf(schema: Schema): readonly string[] | undefined {
  const object = objectIn(schema);
  if (object === undefined) return undefined;
  const { catchall } = object.def;
  return catchall === undefined || catchall instanceof z.ZodNever ? Object.keys(object.shape) : undefined;
}

/** The schema of a map's value or a list's item. */
export function childOf(schema: Schema, step: string | number): Schema {
  const parent = written(schema);
  if (parent instanceof z.ZodObject) return shapeOf(parent).get(step);
  if (parent instanceof z.ZodRecord) return parent.valueType;
  return parent instanceof z.ZodArray ? parent.element : undefined;
}

const SHAPES = new WeakMap<z.ZodObject, ReadonlyMap<unknown, Schema>>();

/** The schemas of a map's values by their keys: asked for each value of each file, made once. */
function shapeOf(object: z.ZodObject): ReadonlyMap<unknown, Schema> {
  const known = SHAPES.get(object);
  if (known !== undefined) return known;
  const shape = new Map<unknown, Schema>(Object.entries(object.shape));
  SHAPES.set(object, shape);
  return shape;
}

/** Whether a place takes text: numbers there are texts that lack quotes. */
export function isText(schema: Schema): boolean {
  return kindsOf(schema).some((kind) => kind instanceof z.ZodString);
}

/** The map of a place that takes one, or something else. */
function objectIn(schema: Schema): z.ZodObject | undefined {
  return kindsOf(schema).find((kind) => kind instanceof z.ZodObject);
}

function kindsOf(schema: Schema): readonly Schema[] {
  const place = written(schema);
  return place instanceof z.ZodUnion ? place.options.map(written) : [place];
}
