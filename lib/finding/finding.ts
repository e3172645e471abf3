import { compareText } from "./text-order";
import { shortenAdvice, shortenSentence } from "./shorten";

/**
 * How much a finding weighs, worst first: `error` (the input is wrong), `blocker` (this stage may not be planned),
 * `danger` (a plan takes access), `irreversible`, `warning`, `note`.
 */
export const SEVERITIES = ["error", "blocker", "danger", "irreversible", "warning", "note"] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** One thing that somebody has to know, in one shape for the whole project. Codes are listed in docs/rules.md. */
export interface Finding {
  /** Stable, kebab-case, listed in docs/rules.md: `row-dead`. */
  readonly code: string;
  readonly severity: Severity;
  /** Where: `aws_auth_roles[2].rolearn`, `access_entries.admin.type`, `mapRoles[0]`. */
  readonly path: string;
  /** What is wrong, what was expected, what was found (in backticks): one line, lower case, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** Line in the text that was read, counted from 1. */
  readonly line?: number;
}

/** What one code stands for: the row of docs/rules.md. */
export interface Rule {
  readonly severity: Severity;
  /** The rule of the specification, `R9`, or `-`. */
  readonly rule: string;
  /** One sentence: what it means. */
  readonly meaning: string;
  /**
   * Whether the cluster file's `accept` may open it.
   * @default false
   */
  readonly acceptable?: boolean;
}

/** Makes findings of one catalogue of codes, so that no code is without severity and documentation. */
export function findingsOf<Code extends string>(rules: Readonly<Record<Code, Rule>>) {
  return (code: Code, path: string, text: Pick<Finding, "message" | "help" | "line">): Finding => ({
    code,
    severity: rules[code].severity,
    path,
    ...shortenText(text),
  });
}

/** What is said of a value is short, however long the value. */
export function shortenText<Text extends Pick<Finding, "message" | "help">>(text: Text): Text {
  return {
    ...text,
    message: shortenSentence(text.message),
    ...(text.help === undefined ? {} : { help: shortenAdvice(text.help) }),
  };
}

/** Worst first, then by path (numbers by value), line, code, message: the same findings always in the same order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      comparePaths(a.path, b.path) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

function comparePaths(a: string, b: string): number {
  const pad = (path: string): string => path.replace(/\d+/g, (digits) => digits.padStart(12, "0"));
  return compareText(pad(a), pad(b)) || compareText(a, b);
}
