import { parseArn } from "../access/principal/arn";
import { type Finding, type Rule, findingsOf } from "../finding/finding";
import { didYouMean } from "../finding/did-you-mean";
import { samePrincipal } from "../access/principal/principal-id";
import type { AccessDefinition, Acceptance } from "./definition";

/** The codes of findings about `accept` itself. */
export const ACCEPTANCE_RULES = {
  "accept-code-unknown": { severity: "error", rule: "-", meaning: "`accept` names a code that no finding has." },
  "accept-refused": { severity: "error", rule: "-", meaning: "`accept` names a code that cannot be accepted." },
  "accept-expired": {
    severity: "warning",
    rule: "-",
    meaning: "The last day of an acceptance has passed: its findings count again.",
  },
  "accept-unused": { severity: "warning", rule: "-", meaning: "An acceptance opens no finding." },
} as const satisfies Record<string, Rule>;

/** A finding, and the acceptance that opens it: then it counts as a note, and is still shown. */
export interface JudgedFinding extends Finding {
  /** ARN of the principal that the finding is about. */
  readonly principal?: string;
  readonly accepted?: Acceptance;
}

const finding = findingsOf(ACCEPTANCE_RULES);

/**
 * Opens the findings that the file accepts, and reports acceptances that are wrong, expired or idle. `today` is
 * `2026-11-22`; an acceptance holds through its last day. `rules` are all catalogues of codes, `atRuntime` the codes that
 * only Terraform finds, `guards` those whose end is a finding of its own.
 */
export function acceptFindings(
  findings: readonly JudgedFinding[],
  definition: AccessDefinition,
  known: {
    readonly rules: Readonly<Record<string, Rule>>;
    readonly today: string;
    readonly atRuntime: readonly string[];
    /** @default none: their end is told as that of any other */
    readonly guards?: readonly string[];
  },
): JudgedFinding[] {
  const accept = definition.accept ?? [];
  const judged = findings.map((found) => {
    const accepted = accept.find(
      (one) => opens(one, found) && isAcceptable(found.code, known.rules) && !isExpired(one, known.today),
    );
    return accepted === undefined ? found : { ...found, accepted };
  });
  const about = accept.flatMap((one, i) => acceptanceFindings(one, `accept[${i}]`, { ...known, findings: judged }));
  return [...judged, ...about];
}

/** Whether a definition opts in to a code that only Terraform meets; the date does not matter: it never changes the JSON. */
export function optsIn({ accept = [] }: AccessDefinition, code: string, principal?: string): boolean {
  return accept.some((one) => one.code === code && names(one, principal));
}

function opens(acceptance: Acceptance, found: JudgedFinding): boolean {
  return acceptance.code === found.code && names(acceptance, found.principal);
}

/** Rows name a role without its path, entries with it: to EKS one principal. */
function names({ principal: named }: Acceptance, principal: string | undefined): boolean {
  if (named === undefined || named === principal) return true;
  const [one, other] = [named, principal ?? ""].map(parseArn);
  if (one === undefined || other === undefined) return false;
  return "arn" in one && "arn" in other && samePrincipal(one.arn, other.arn);
}

function isAcceptable(code: string, rules: Readonly<Record<string, Rule>>): boolean {
  return Object.hasOwn(rules, code) && rules[code]?.acceptable === true;
}

/** Whether the last day of an acceptance is before `today`, `2026-11-22`. */
export function isExpired({ until }: Acceptance, today: string): boolean {
  return until < today;
}

interface Known {
  readonly rules: Readonly<Record<string, Rule>>;
  readonly today: string;
  readonly atRuntime: readonly string[];
  readonly guards?: readonly string[];
  readonly findings: readonly JudgedFinding[];
}

function acceptanceFindings(one: Acceptance, path: string, known: Known): Finding[] {
  const acceptable = Object.keys(known.rules).filter((code) => isAcceptable(code, known.rules));
  if (!Object.hasOwn(known.rules, one.code)) {
    const near = didYouMean(one.code, acceptable);
    const help = near === undefined ? `acceptable are ${acceptable.join(", ")}` : `did you mean \`${near}\`?`;
    return [finding("accept-code-unknown", `${path}.code`, { message: `unknown code, got \`${one.code}\``, help })];
  }
  if (!isAcceptable(one.code, known.rules)) {
    const message = `\`${one.code}\` cannot be accepted, expected one of ${acceptable.join(", ")}`;
    return [finding("accept-refused", `${path}.code`, { message, help: "mend what it is about" })];
  }
  if (isExpired(one, known.today)) {
    if (known.guards?.includes(one.code) === true) return [];
    const message = `expired, expected ${known.today} or later, got \`${one.until}\``;
    return [finding("accept-expired", `${path}.until`, { message, help: "decide again, and write a new date" })];
  }
  const isUsed = known.atRuntime.includes(one.code) || known.findings.some(({ accepted }) => accepted === one);
  if (isUsed) return [];
  const message = `opens nothing: no finding \`${one.code}\`${one.principal === undefined ? "" : ` about ${one.principal}`}`;
  return [finding("accept-unused", path, { message, help: "delete it" })];
}
