import type { Severity } from "./severity";

/**
 * Who says a code: `file` (a cluster file or the props of a construct, read), `gate` (of a stage), `translation` (rows into
 * entries, by `import`), `guard` (Terraform), `live` (`check --live`), `import` (sources), `overlay`
 * (a root module), `review` (a plan), `verify` (a live cluster after a stage), `usage`
 * (logs, `check --usage`).
 */
export const CONTEXTS = [
  "file",
  "gate",
  "translation",
  "guard",
  "live",
  "import",
  "overlay",
  "review",
  "verify",
  "usage",
] as const;

/** One of {@link CONTEXTS}. */
export type Context = (typeof CONTEXTS)[number];

/**
 * What a code weighs in one context: one severity, or the usual one and when it is another:
 * `{ usual: "blocker", warning: "until the entry is rendered" }`.
 */
export type Weight = Severity | ({ readonly usual: Severity } & Readonly<Partial<Record<Severity, string>>>);

/** What one code stands for: its row of docs/rules.md. */
export interface CodeRow {
  /** What it weighs, by who says it; a context that is not named does not say it. */
  readonly severity: Readonly<Partial<Record<Context, Weight>>>;
  /** The rule of the specification, `R9`, or `-`. */
  readonly rule: string;
  /** What it means, the same in every context. */
  readonly meaning: string;
  /**
   * Whether the cluster file's `accept` may open it.
   * @default false
   */
  readonly acceptable?: boolean;
  /**
   * Whether an acceptance has to name its principal: without one it would open a guard for everybody at once.
   * @default false
   */
  readonly acceptedByPrincipal?: boolean;
  /**
   * The code whose acceptance opens this one too, and this one has none of its own: the same decision.
   * @default its own, where it is acceptable
   */
  readonly openedBy?: string;
  /**
   * Names that an acceptable code had before: `accept` still takes them, with a warning.
   * @default none
   */
  readonly formerly?: readonly string[];
}
