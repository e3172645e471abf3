import type { Severity } from "../../finding/severity";

/**
 * What a plan comes to, worst first: `danger` (it takes access), `refused` (AWS or this migration's order refuses it),
 * `unknown` (the plan does not tell), `irreversible`, `safe`.
 */
export const VERDICTS = ["danger", "refused", "unknown", "irreversible", "safe"] as const;

/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** Verdicts that a caller may allow: `--allow irreversible`. */
const ALLOWANCES = ["irreversible"] as const;

/** One of {@link ALLOWANCES}, or a cluster whose destruction is meant: `destroy=demo`. */
export type Allowance = (typeof ALLOWANCES)[number] | `destroy=${string}`;

/** What a text allows; undefined where it allows nothing that is known. */
export function parseAllowance(text: string): Allowance | undefined {
  if (/^destroy=.+$/.test(text)) return `destroy=${text.slice("destroy=".length)}`;
  return ALLOWANCES.find((allowance) => allowance === text);
}

/** What of a finding decides the verdict. */
interface Weighed {
  readonly severity: Severity;
  /**
   * Whether the plan does not tell, where it would have to.
   * @default false
   */
  readonly isUnknown?: boolean;
  /**
   * What opens it: then it is shown and does not count.
   * @default nothing
   */
  readonly accepted?: unknown;
}

/** The worst that any open finding says; none is safe. */
export function verdictOf(findings: readonly Weighed[]): Verdict {
  return worstVerdict(findings.filter(({ accepted }) => accepted === undefined).map(verdictOfOne));
}

/** The worst of several; of none, safe. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "safe";
}

/** 0 where the verdict is safe or allowed, else 1: nothing else decides it. */
export function exitCodeOfVerdict(verdict: Verdict, allowed: readonly Allowance[] = []): 0 | 1 {
  return verdict === "safe" || allowed.some((allowance) => allowance === verdict) ? 0 : 1;
}

function verdictOfOne({ severity, isUnknown = false }: Weighed): Verdict {
  if (isUnknown) return "unknown";
  switch (severity) {
    case "error":
    case "blocker":
      return "refused";
    case "danger":
    case "irreversible":
      return severity;
    case "warning":
    case "note":
      return "safe";
  }
}
