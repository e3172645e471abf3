import { didYouMean } from "../../../finding/did-you-mean";
import type { Shape } from "../../../module/module-shape";

/**
 * A value that another place has: an output of a state in `terraform.remote_states` (`from`), or of a module that the stack
 * calls (`module`).
 */
export interface ModuleReference {
  readonly kind: "from" | "module";
  readonly name: string;
  readonly output: string;
}

/** Reads `{ from: network, output: vpc_id }` and `{ module: karpenter, output: queue_name }`; undefined for any other value. */
export function moduleReference(value: unknown): ModuleReference | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const output = fields.get("output");
  if (fields.size !== 2 || typeof output !== "string") return undefined;
  for (const kind of ["from", "module"] as const) {
    const name = fields.get(kind);
    if (typeof name === "string") return { kind, name, output };
  }
  return undefined;
}

const KEYS = ["from", "module", "output"] as const;

/**
 * The key of what was meant to be such a value and is none: `ouput` of `{ from: network, ouput: vpc_id }`. A map that has the
 * module's own fields is none, and of one that takes any keys both have to be nearly right.
 */
export function misspeltReference(
  value: unknown,
  shape: Shape,
): { readonly key: string; readonly known: readonly string[] } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length !== 2 || (shape.kind === "object" && keys.some((key) => shape.fields.has(key)))) return undefined;
  const wrong = keys.filter((key) => !isKey(key));
  const [key] = wrong;
  if (key === undefined || wrong.length > 1) return undefined;
  const known = keys.includes("output") ? ["from", "module"] : ["output"];
  return didYouMean(key, known) === undefined ? undefined : { key, known };
}

function isKey(key: string): boolean {
  return KEYS.some((each) => each === key);
}
