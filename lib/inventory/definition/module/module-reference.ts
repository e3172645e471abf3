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
