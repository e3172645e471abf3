import { isRecord, listOf } from "./json-value";

/** What an attribute holds, where it is not null; a list or map tells what is in it. */
type Shape = "text" | "flag" | "object" | readonly [Shape] | { readonly [key: string]: Shape };

const NAMED = { name: "text", namespace: "text" } as const;

/** What of an object of Kubernetes says which it is; its `data` is looked at where it is aws-auth. */
const MANIFEST = { kind: "text", metadata: NAMED } as const;

/** Every attribute that decides something, as the providers have had it since the first version that is read. */
const SHAPES: Readonly<Record<string, Shape>> = {
  access_config: [{ authentication_mode: "text", bootstrap_cluster_creator_admin_permissions: "flag" }],
  access_entry_arn: "text",
  access_scope: [{ type: "text", namespaces: ["text"] }],
  account_id: "text",
  arn: "text",
  cluster_name: "text",
  compute_config: [{ enabled: "flag", node_role_arn: "text" }],
  created_at: "text",
  data: { "*": "text" },
  issuer_arn: "text",
  kubernetes_groups: ["text"],
  manifest: MANIFEST,
  metadata: [NAMED],
  name: "text",
  namespace: "text",
  node_role_arn: "text",
  object: MANIFEST,
  path: "text",
  pod_execution_role_arn: "text",
  policy_arn: "text",
  principal_arn: "text",
  role: "text",
  role_arn: "text",
  role_ref: [{ kind: "text", name: "text" }],
  subject: [{ kind: "text", ...NAMED }],
  type: "text",
  user_name: "text",
  yaml_body: "text",
  yaml_body_parsed: "text",
};

const WORDS = { text: "a text", flag: "true or false", object: "an object" } as const;

/** Where in the attributes of a resource another type stands than its provider has, and what was expected. */
export interface Misshape {
  /** `.metadata[0].name` */
  readonly path: string;
  readonly expected: string;
  readonly got: unknown;
}

/** The first decisive attribute of another type; others are nobody's business. */
export function misshapenAttribute(values: Readonly<Record<string, unknown>>): Misshape | undefined {
  return misshapenIn(Object.entries(SHAPES), values, "");
}

/** The first place where marks (`after_unknown`, `before_sensitive`) are none, or do not fit the values that they mark. */
export function misshapenMarks(marks: unknown, values: unknown, path = ""): Misshape | undefined {
  if (marks === undefined || typeof marks === "boolean") return undefined;
  const isUntold = values === null || values === undefined;
  if (Array.isArray(marks)) {
    if (!isUntold && !Array.isArray(values)) return { path, expected: "marks as the value has them", got: marks };
    return first(listOf(marks).map((mark, i) => () => misshapenMarks(mark, listOf(values)[i], `${path}[${i}]`)));
  }
  if (!isRecord(marks) || (!isUntold && !isRecord(values))) {
    return { path, expected: "marks as the value has them", got: marks };
  }
  const inner = isRecord(values) ? values : {};
  return first(
    Object.entries(marks).map(
      ([key, mark]) =>
        () =>
          misshapenMarks(mark, inner[key], `${path}.${key}`),
    ),
  );
}

function misshapen(shape: Shape, value: unknown, path: string): Misshape | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === "string") return isA(shape, value) ? undefined : { path, expected: WORDS[shape], got: value };
  if (isList(shape)) {
    const [inner] = shape;
    if (!Array.isArray(value)) return { path, expected: "a list", got: value };
    return first(listOf(value).map((one, i) => () => misshapen(inner, one, `${path}[${i}]`)));
  }
  if (!isRecord(value)) return { path, expected: "an object", got: value };
  const { "*": every } = shape;
  const shapes =
    every === undefined ? Object.entries(shape) : Object.keys(value).map((key): [string, Shape] => [key, every]);
  return misshapenIn(shapes, value, path);
}

function misshapenIn(
  shapes: readonly (readonly [string, Shape])[],
  values: Readonly<Record<string, unknown>>,
  path: string,
): Misshape | undefined {
  return first(
    shapes.map(([key, shape]) => () => {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      return misshapen(shape, value, `${path}.${key}`);
    }),
  );
}

function isA(shape: keyof typeof WORDS, value: unknown): boolean {
  switch (shape) {
    case "text":
      return typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "object":
      return isRecord(value);
  }
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function first(looks: readonly (() => Misshape | undefined)[]): Misshape | undefined {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}
