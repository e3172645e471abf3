/**
 * A value of a plan, or why it does not tell it. What is not told is never read as absent, and never as safe.
 * - `unset`: told to be null
 * - `unknown`: known after apply, or put off
 * - `sensitive`: never looked at, never printed
 * - `unseen`: no resource or data source of the plan shows it
 */
export type PlannedValue<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "unset" }
  | { readonly kind: "unknown" }
  | { readonly kind: "sensitive" }
  | { readonly kind: "unseen" };

/** The same thing before and after the plan is applied. */
export interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

/** A value that is told. */
export function known<T>(value: T): PlannedValue<T> {
  return { kind: "value", value };
}

/** The value, or undefined where it is unset or not told: only for what no verdict rests on. */
export function valueOf<T>(one: PlannedValue<T>): T | undefined {
  return one.kind === "value" ? one.value : undefined;
}
