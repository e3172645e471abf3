import { counted } from "../text/counted";
import type { Severity } from "../../finding/severity";
import type { PlanReview, Review, ReviewFinding } from "../../rules/review/review";
import type { Verdict } from "../../rules/review/verdict";

/** What a verdict says to somebody who has to approve a plan. */
interface VerdictWords {
  /** One character for where colour is missing. */
  readonly mark: string;
  readonly title: string;
  /** One sentence. */
  readonly meaning: string;
}

/** The words of each verdict, the same in every format. */
export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  danger: { mark: "❌", title: "danger", meaning: "do not apply it: somebody loses access, or may" },
  refused: { mark: "⛔", title: "refused", meaning: "do not apply it: it would fail half-way, or skips a step" },
  unknown: { mark: "❔", title: "unknown", meaning: "do not apply it unread: the plan does not tell who keeps access" },
  irreversible: { mark: "⚠️", title: "irreversible", meaning: "nobody loses access, and AWS never takes it back" },
  safe: { mark: "✅", title: "safe", meaning: "nobody loses access" },
};

/** A safe plan that makes somebody cluster admin has a sign of its own: it is not one to approve unread. */
const ADMIN_WORDS: VerdictWords = {
  mark: "🔑",
  title: VERDICT_WORDS.safe.title,
  meaning: "nobody loses access, and somebody becomes cluster admin",
};

/** The words of the verdict of one or several plans. */
export function verdictWords(verdict: Verdict, plans: readonly PlanReview[]): VerdictWords {
  const findings = plans.flatMap(findingsOfReview).map(({ finding }) => finding);
  const isAdmin = findings.some(({ code, accepted }) => code === "admin-gained" && accepted === undefined);
  return verdict === "safe" && isAdmin ? ADMIN_WORDS : VERDICT_WORDS[verdict];
}

/** The mark of a finding: that of the verdict that it alone would give, or of how little it weighs. */
export function findingMark({ severity, isUnknown, accepted }: ReviewFinding): string {
  if (accepted !== undefined) return "☑️";
  return isUnknown === true ? VERDICT_WORDS.unknown.mark : SEVERITY_MARKS[severity];
}

/** What a finding weighs, in one word. */
export function findingWeight({ severity, isUnknown, accepted }: ReviewFinding): string {
  if (accepted !== undefined) return "accepted";
  return isUnknown === true ? "unknown" : severity;
}

/** Every finding of a plan, those of the plan as a whole first, each with its cluster. */
export function findingsOfReview({
  clusters,
  findings,
}: PlanReview): { readonly finding: ReviewFinding; readonly cluster?: string }[] {
  return [
    ...findings.map((finding) => ({ finding })),
    ...clusters.flatMap(({ cluster, findings: own }) => own.map((finding) => ({ finding, cluster }))),
  ];
}

/** `2 plans: 1 danger, 1 safe` */
export function tallyVerdicts({ plans }: Review): string {
  const titles = Object.values(VERDICT_WORDS).map(({ title }) => title);
  const counts = titles.map((title) => ({
    title,
    count: plans.filter(({ verdict }) => VERDICT_WORDS[verdict].title === title).length,
  }));
  const said = counts.filter(({ count }) => count > 0).map(({ count, title }) => `${count} ${title}`);
  return `${counted(plans.length, "plan")}: ${said.join(", ") || "none"}`;
}

const SEVERITY_MARKS: Readonly<Record<Severity, string>> = {
  error: "⛔",
  blocker: "⛔",
  danger: "❌",
  irreversible: "⚠️",
  warning: "🔸",
  note: "ℹ️",
};
