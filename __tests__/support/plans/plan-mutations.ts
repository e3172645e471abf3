import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord, listOf, recordOf } from "../../../lib/plan/reading/json-value";

/** Where in the JSON of a plan something stands. */
export type Place = readonly (string | number)[];

/** What Terraform would not write there. */
export interface Mutation {
  readonly at: Place;
  /** Undefined: the member is removed. */
  readonly value: unknown;
}

const WRONG: readonly unknown[] = [null, "wrong", 7, true, [], {}, [{ x: [1] }], { x: { y: 1 } }];

/** The JSON of a plan in fixtures/plans, unparsed by us. */
export function planJson(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "../../fixtures/plans", `${name}.json`), "utf8"));
}

/**
 * Everything that can be wrong with the types of a plan: each node replaced by what has another type, each member removed,
 * in the attributes of a resource too. Left out is what makes another plan of a shape that Terraform does write: an element
 * of a list or of a map (a row of aws-auth, a tag) less, an attribute that is null, a mark (`after_sensitive`,
 * `after_unknown`) less, a manifest without a namespace.
 */
export function mutations(plan: unknown): Mutation[] {
  return [...places(plan, [])].flatMap(({ at, node }) => {
    const isOfResource = isInAttributes(at);
    const replaced = WRONG.filter((wrong) => kindOf(wrong) !== kindOf(node) && !(isOfResource && wrong === null));
    const isMember = typeof at.at(-1) === "string" && !isMark(at) && !isOwnName(at);
    return [...replaced, ...(isMember ? [undefined] : [])].map((value) => ({ at, value }));
  });
}

/** What one change of a plan says of itself, put otherwise: its types are right, and Terraform would not write it. */
export function lies(plan: unknown): Mutation[] {
  return listOf(recordOf(plan).resource_changes).flatMap((one, i) => {
    const at: Place = ["resource_changes", i];
    const { mode, change } = recordOf(one);
    const actions = listOf(recordOf(change).actions).join(",");
    const others = ACTIONS.filter(
      (other) => other.join(",") !== actions && (actions !== "no-op" || other[0] !== "update"),
    );
    return [
      { at: [...at, "mode"], value: mode === "data" ? "managed" : "data" },
      { at: [...at, "mode"], value: "ephemeral" },
      { at: [...at, "type"], value: "aws_iam_policy" },
      { at: [...at, "name"], value: "another" },
      { at: [...at, "index"], value: 0 },
      { at: [...at, "module_address"], value: "module.elsewhere" },
      { at: [...at, "address"], value: "aws_iam_policy.another" },
      { at: [...at, "deposed"], value: "byebye01" },
      ...others.map((value) => ({ at: [...at, "change", "actions"], value })),
    ];
  });
}

/**
 * Forgetting is left out, for a plan with a `removed` block differs from one that destroys by the action alone; so is an update of
 * what is unchanged, for reduced plans show an update of a tag like that.
 */
const ACTIONS = [["no-op"], ["read"], ["create"], ["update"], ["delete"], ["delete", "create"], ["create", "delete"]];

/** The JSON text of a plan in which one key of an object stands a second time, with nothing under it, for each of these keys. */
export function doubled(
  plan: unknown,
  keys: readonly string[],
): readonly { readonly key: string; readonly text: string }[] {
  const text = JSON.stringify(plan);
  return keys.flatMap((key) =>
    [...text.matchAll(new RegExp(`"${key}":`, "g"))].flatMap(({ index }) => {
      const end = text.slice(index + key.length + 3);
      const empty = /^[[{"]/.exec(end)?.[0] ?? "";
      const second = { "[": "[]", "{": "{}", '"': '""' }[empty] ?? "null";
      const close = endOf(end);
      const at = index + key.length + 3 + close;
      return [{ key, text: `${text.slice(0, at)},"${key}":${second}${text.slice(at)}` }];
    }),
  );
}

/** Where the first value of a JSON text ends. */
function endOf(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (depth === 0 && /^[,\]}]$/.test(token)) return index;
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
  }
  return text.length;
}

/** The plan with one mutation. */
export function mutated(plan: unknown, { at, value }: Mutation): unknown {
  const [step, ...rest] = at;
  if (step === undefined) return value;
  if (Array.isArray(plan)) {
    return plan.map((one: unknown, i) => (i === step ? mutated(one, { at: rest, value }) : one));
  }
  if (!isRecord(plan)) return plan;
  if (rest.length === 0 && !Object.hasOwn(plan, step)) return { ...plan, [step]: value };
  const entries = Object.entries(plan).flatMap(([key, one]): [string, unknown][] => {
    if (key !== step) return [[key, one]];
    return rest.length === 0 && value === undefined ? [] : [[key, mutated(one, { at: rest, value })]];
  });
  return Object.fromEntries(entries);
}

function* places(node: unknown, at: Place): Generator<{ readonly at: Place; readonly node: unknown }> {
  if (at.length > 0) yield { at, node };
  const inner: [string | number, unknown][] = Array.isArray(node)
    ? node.map((one: unknown, i) => [i, one])
    : isRecord(node)
      ? Object.entries(node)
      : [];
  for (const [step, one] of inner) yield* places(one, [...at, step]);
}

function isInAttributes(at: Place): boolean {
  const side = at.findIndex((step, i) => step === "before" || step === "after" || (step === "values" && i > 1));
  return side >= 0 && side < at.length - 1;
}

/** A key that somebody chose: whoever leaves it out says something else. */
function isOwnName(at: Place): boolean {
  const [parent, name] = at.slice(-2);
  return (
    /^(?:data|labels|annotations|tags|tags_all|binary_data)$/.test(String(parent)) || isManifestNamespace(at, name)
  );
}

function isManifestNamespace(at: Place, name: unknown): boolean {
  return name === "namespace" && at.some((step) => step === "object" || step === "manifest");
}

function isMark(at: Place): boolean {
  return at.some((step) => step === "after_unknown" || String(step).endsWith("_sensitive"));
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}
