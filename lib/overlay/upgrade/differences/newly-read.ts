import type { Shape } from "../../../module/module-shape";
import { moduleVariables } from "../../../module/module-table";
import { compareVersions } from "../../../module/module-version";
import { v20Name } from "../../../module/other-version-names";
import { attributesOf, type HclMap, type HclValue, hclValue, itemsOf, literalValue } from "../../root/hcl-value";
import type { FieldEdit } from "./field-edits";
import { GROUPS } from "./group-defaults";
import { innerShape, type PartBump, type ReadShapes, readShapes } from "./read-shapes";

/** The first version that reads a field of an add-on, of those that are not read by all. */
const OF_ADDONS: Readonly<Record<string, string>> = {
  before_compute: "19.9.0",
  configuration_values: "19.1.0",
  most_recent: "19.0.0",
  pod_identity_association: "20.29.0",
  preserve: "19.0.0",
  resolve_conflicts_on_create: "20.0.0",
  resolve_conflicts_on_update: "20.0.0",
  tags: "20.3.0",
  timeouts: "19.0.0",
};

/**
 * Fields within arguments that the later version reads, and the one before did not: they had no effect, and get one. Those that other
 * edits ask for are left out, and values that are the default anyway.
 */
export function newlyRead(body: Readonly<Record<string, HclValue>>, bump: PartBump): FieldEdit[] {
  return Object.entries(body).flatMap(([name, value]) =>
    fieldsIn(value, [name], { shapes: readShapes(name, bump), bump }).map((within) => {
      const does = `see that it is meant: ${bump.from} never read it, and ${bump.to} does, so that it takes effect; delete it for a plan without changes`;
      return { argument: within.join("."), does, within };
    }),
  );
}

/** Names of fields that only the later version reads, of what nobody looks at; without those that other edits ask for. */
export function newNames(path: readonly string[], shapes: ReadShapes, bump: PartBump): string[] {
  const is = shapes.is?.kind === "object" ? [...shapes.is.fields.keys()] : [];
  return is.filter((name) => !ASKED_FOR.test(name) && isNew([...path, name], shapes, bump)).sort();
}

const ASKED_FOR = /^(?:create_access_entry|resolve_conflicts_on_\w+|use_custom_launch_template)$/;

interface Read {
  readonly shapes: ReadShapes;
  readonly bump: PartBump;
}

function fieldsIn(
  value: HclValue | undefined,
  path: readonly string[],
  { shapes: { was, is }, bump }: Read,
): (readonly string[])[] {
  if (was === undefined || is === undefined || value === undefined) return [];
  const inner = { was: innerShape(was), is: innerShape(is) };
  if (Array.isArray(value)) return itemsOf(value).flatMap((item) => fieldsIn(item, path, { shapes: inner, bump }));
  const fields = attributesOf(value);
  return Object.entries(fields).flatMap(([key, item]) => {
    const own = [...path, key];
    if (is.kind !== "object") return fieldsIn(hclValue(item), own, { shapes: inner, bump });
    if (isNew(own, { was, is }, bump)) return isExpected(own, fields, bump) ? [] : [own];
    return fieldsIn(hclValue(item), own, { shapes: { was: fieldOf(was, key), is: fieldOf(is, key) }, bump });
  });
}

function fieldOf(shape: Shape, key: string): Shape | undefined {
  return shape.kind === "object" ? shape.fields.get(key) : undefined;
}

/** Whether the earlier version knows no such field, by this name or by another. */
function isNew([argument, ...rest]: readonly string[], { was, is }: ReadShapes, { from }: PartBump): boolean {
  const name = rest.at(-1) ?? "";
  const first = argument === "cluster_addons" && rest.length === 2 ? OF_ADDONS[name] : undefined;
  if (first !== undefined) return compareVersions(from, first) < 0;
  if (was?.kind !== "object" || is?.kind !== "object" || !is.fields.has(name) || was.fields.has(name)) return false;
  return v20Name(name, (each) => was.fields.has(each)) === undefined;
}

/** Whether it says what the version does without it, or another edit has it. */
function isExpected([argument, ...rest]: readonly string[], fields: HclMap, { to }: PartBump): boolean {
  const name = rest.at(-1) ?? "";
  const value = fields[name];
  const part = GROUPS.find(([groups, , shared]) => groups === argument || shared === argument)?.[1];
  const isField = part !== undefined && rest.length === (argument?.endsWith("_defaults") === true ? 1 : 2);
  if (value === null || (name === "create_access_entry" && value === false)) return true;
  if (!isField) return false;
  if (name === "ami_type" && fields.platform !== undefined && fields.platform !== null) return true;
  if (name === "use_custom_launch_template" && fields.create_launch_template === false) return value === false;
  const fallback = moduleVariables(part, to)?.get(name)?.fallback;
  return JSON.stringify(literalValue(value)) === JSON.stringify(fallback);
}
