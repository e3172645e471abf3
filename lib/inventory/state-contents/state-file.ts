import { readFileSync, statSync } from "node:fs";
import { kindAt } from "../definition/state-place/real-path";

/** No state of a stack is larger. */
const LARGEST_STATE = 64 * 1024 * 1024;

/** A managed resource, as a state has it. */
export interface HeldResource {
  /** `module.vpc`; empty in the root module. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
}

/** What a local state holds. One that is not there, is no state or is encrypted tells nothing: Terraform says so. */
export function resourcesOfState(path: string): HeldResource[] {
  try {
    if (kindAt(path) !== "file" || statSync(path).size > LARGEST_STATE) return [];
    const state: unknown = JSON.parse(readFileSync(path, "utf8"));
    const { resources } = fieldsOf(state);
    return Array.isArray(resources) ? resources.flatMap((one: unknown) => managed(fieldsOf(one))) : [];
  } catch {
    return [];
  }
}

function managed({ mode, type, name, module = "", instances }: Readonly<Record<string, unknown>>): HeldResource[] {
  const isThere = mode === "managed" && Array.isArray(instances) && instances.length > 0;
  return isThere && typeof type === "string" && typeof name === "string" && typeof module === "string"
    ? [{ module, type, name }]
    : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
