import Ajv from "ajv";
import { parse } from "yaml";
import { CLUSTER_VARIABLES, MODULE_ALONE } from "../../../../lib/inventory/definition/module/module-variables";
import { moduleValueFindings } from "../../../../lib/inventory/definition/module/module-values";
import { clusterJsonSchema } from "../../../../lib/inventory/schema/json/json-schema";
import { LATER_VARIABLES } from "../../../../lib/module/later-variables";
import { type Shape, variableShape } from "../../../../lib/module/module-shape";
import { DEFAULT_VERSION, moduleVariables, NEWEST_VERSION } from "../../../../lib/module/module-table";
import { nameInVersion } from "../../../../lib/module/name-in-version";
import { leastFields, leastValue } from "../../../support/terraform/least-value";
import { fieldsOf } from "../../../support/terraform/provider-schema";
import { HEAD } from "../../module-yaml";

const validate = new Ajv({ strict: false, validateFormats: false }).compile(fieldsOf(JSON.parse(clusterJsonSchema())));
const FILE = fieldsOf(parse(`${HEAD}vpc_id: vpc-0a1b2c3d\nsubnet_ids: [subnet-0a1b2c3d, subnet-0a1b2c3e]\n`));
const VERSIONS = [DEFAULT_VERSION, NEWEST_VERSION] as const;
const REFERENCE = { from: "network", output: "it" };

/** What a version takes: what groups share until v20 has the definition of a group, whose fields are those of v21 too. */
function shapeIn(variable: string, version: string): Shape | undefined {
  const name = nameInVersion(variable, version);
  if (name !== undefined) return variableShape("eks", version, name);
  const groups = variable.endsWith("_defaults") ? variableShape("eks", version, groupsOf(variable)) : undefined;
  return groups?.kind === "map" ? groups.of : undefined;
}

function groupsOf(variable: string): string {
  return variable.replace(/_defaults$/, "s");
}

/** Where the command refuses a value, by the version that is called; undefined where that has no such variable. */
function refusedAt(variable: string, value: unknown, version: string): string[] | undefined {
  const shape = shapeIn(variable, version);
  if (shape === undefined) return undefined;
  const name = nameInVersion(variable, version) ?? groupsOf(variable);
  const isDeclared = moduleVariables("eks", version)?.get(name)?.type.includes("any") === false;
  return moduleValueFindings({ value, path: variable, shape, isDeclared }).map(({ path }) => path);
}

/** Values of a shape that differ at one place each: a reference, a list of it, a map of it, a key that nobody reads. */
function variants(shape: Shape): unknown[] {
  const own = leastValue(shape);
  const here = [REFERENCE, [REFERENCE], [own], [own, REFERENCE], { one: own }, { one: REFERENCE }, own];
  if (shape.kind === "list") return [...here, ...variants(shape.of).map((item) => [item])];
  if (shape.kind === "map") return [...here, ...variants(shape.of).map((item) => ({ one: item }))];
  if (shape.kind !== "object") return shape.kind === "any" ? [] : here;
  return [
    ...here,
    {},
    { ...leastFields(shape), no_such_field: 1 },
    [{ ...leastFields(shape), no_such_field: 1 }],
    ...[...(shape.required ?? [])].map((field) => leastFields(shape, field)),
    ...[...shape.fields].flatMap(([field, of]) =>
      variants(of).map((value) => ({ ...leastFields(shape), [field]: value })),
    ),
  ];
}

/**
 * Where the one takes a value that the other refuses. The schema has both versions beside one another: it takes at each place what one
 * of them takes, and underlines what all of them refuse there.
 */
function disagreements(variable: string): string[] {
  const shapes = VERSIONS.flatMap(
    (version) => variableShape("eks", version, nameInVersion(variable, version) ?? variable) ?? [],
  );
  const values = new Map(shapes.flatMap(variants).map((value) => [JSON.stringify(value), value]));
  return [...values].flatMap(([text, value]) => {
    const told = VERSIONS.flatMap((version) => {
      const paths = refusedAt(variable, value, version);
      return paths === undefined ? [] : [paths];
    });
    const isTaken = told.some((paths) => paths.length === 0);
    const isUnderlined = !validate({ ...FILE, [variable]: value });
    const isWrongPlace = told[0]?.some((path) => told.every((paths) => paths.includes(path))) === true;
    if (isTaken ? !isUnderlined : isUnderlined || !isWrongPlace) return [];
    return [`${variable}: ${text} ${isTaken ? "taken" : "refused"}`];
  });
}

/** What no schema of ours has: variables of the cluster are held to more than the module's types. */
const ALONE = [...new Set([...MODULE_ALONE, ...LATER_VARIABLES])];

describe("clusterJsonSchema", () => {
  test.each(ALONE)("%s: an editor takes what the command takes, and underlines the rest", (variable) => {
    expect(disagreements(variable)).toEqual([]);
  });

  test.each([...CLUSTER_VARIABLES, "tags"])("%s: an editor takes references at every place", (variable) => {
    const shape = variableShape("eks", DEFAULT_VERSION, variable);
    const places = shape === undefined ? [] : references(shape);
    expect(places.filter((value) => !validate({ ...FILE, [variable]: value }))).toEqual([]);
  });
});

/** A reference in the place of each value within a shape. */
function references(shape: Shape): unknown[] {
  if (shape.kind === "list") return [REFERENCE, ...references(shape.of).map((item) => [item])];
  if (shape.kind === "map") return [REFERENCE, ...references(shape.of).map((item) => ({ one: item }))];
  if (shape.kind !== "object") return [REFERENCE];
  const all = Object.fromEntries([...shape.fields.keys()].map((field) => [field, REFERENCE]));
  return [
    REFERENCE,
    ...[...shape.fields].flatMap(([field, of]) => references(of).map((value) => ({ ...all, [field]: value }))),
  ];
}
