import { isRecord } from "./json-value";

/** Judges a value of a plan at a path: what is wrong with its shape, or undefined. */
export type ShapeJudge = (value: unknown, path: string) => string | undefined;

/** What stands there is not quoted: it can be sensitive. */
export function expected(path: string, what: string, got: unknown): string {
  return `${path}: it is not what Terraform writes, expected ${what}, got \`${kindOf(got)}\``;
}

/** Each element of a list, which may be left out. */
export function each(list: unknown, path: string, judge: ShapeJudge): string | undefined {
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) return expected(path, "a list", list);
  for (const [i, value] of list.entries()) {
    const problem = judge(value, `${path}[${i}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Each member of an object, which may be left out. */
export function everyMember(object: unknown, path: string, judge: ShapeJudge): string | undefined {
  if (object === undefined) return undefined;
  if (!isRecord(object)) return expected(path, "an object", object);
  for (const [key, value] of Object.entries(object)) {
    const problem = judge(value, `${path}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A text. */
export function textShape(value: unknown, path: string): string | undefined {
  return typeof value === "string" ? undefined : expected(path, "a text", value);
}

/** An object, whatever is in it. */
export function objectShape(value: unknown, path: string): string | undefined {
  return isRecord(value) ? undefined : expected(path, "an object", value);
}

/** The members of an object that are there, by name. */
export function members(
  value: Readonly<Record<string, unknown>>,
  path: string,
  judges: Readonly<Record<string, ShapeJudge>>,
) {
  for (const [name, judge] of Object.entries(judges)) {
    const { [name]: member } = value;
    const problem = member === undefined ? undefined : judge(member, `${path}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The texts that an object has to have. */
export function missingText(value: Readonly<Record<string, unknown>>, path: string, names: readonly string[]) {
  const missing = names.find((name) => typeof value[name] !== "string");
  return missing === undefined ? undefined : expected(`${path}.${missing}`, "a text", value[missing]);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : typeof value;
}
