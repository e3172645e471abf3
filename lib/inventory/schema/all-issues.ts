import { z } from "zod";
import { childOf, type Schema } from "./schema-walk";

/** Something that a schema refuses, with its path from the top. */
export type SchemaIssue = z.core.$ZodIssue;

/**
 * Everything that a schema refuses in a value. zod does not look behind a key that it refuses, nor says which of two kinds a
 * value was meant to be: this does, where its own kind decides.
 */
export function allIssues(schema: z.core.$ZodType, value: unknown, top: readonly PropertyKey[] = []): SchemaIssue[] {
  const issues = (z.safeParse(schema, value).error?.issues ?? []).flatMap(withinUnion);
  return issues.flatMap((issue) => {
    const path = [...top, ...issue.path];
    const here = { ...issue, path };
    const within = issue.code === "invalid_key" ? schemaAt(schema, issue.path) : undefined;
    return within === undefined ? [here] : [here, ...allIssues(within, valueAt(value, issue.path), path)];
  });
}

/** The issues of the one kind that a value has; of no kind that it could have, the issue as it is. */
function withinUnion(issue: SchemaIssue): SchemaIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.filter((issues) => !issues.some(isOtherKind));
  const [only, ...others] = meant;
  if (only === undefined || others.length > 0) return [issue];
  return only.flatMap((each) => withinUnion({ ...each, path: [...issue.path, ...each.path] }));
}

function isOtherKind({ code, path }: SchemaIssue): boolean {
  return code === "invalid_type" && path.length === 0;
}

function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema {
  return path.reduce<Schema>((at, step) => childOf(at, String(step)), schema);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => {
    const entries = typeof at === "object" && at !== null ? Object.entries(at) : [];
    return entries.find(([key]) => key === String(step))?.[1];
  }, value);
}
