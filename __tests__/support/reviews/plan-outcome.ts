import { readPlan } from "../../../lib/plan/reading/read-plan";
import { VERDICTS } from "../../../lib/rules/review/verdict";
import { findingsOf, reviewed } from "./review-clusters";

/** What a run of review comes to; unreadable ends with 2. */
export interface Outcome {
  readonly verdict: string;
  /** Open dangers: who loses what, by code and principal. */
  readonly dangers: readonly string[];
  /** Open findings that say that the plan does not tell: no answer, which fails as danger does. */
  readonly untold: readonly string[];
}

/** What review comes to of the JSON of a plan. */
export function outcome(plan: unknown): Outcome {
  const read = readPlan(Buffer.from(JSON.stringify(plan)));
  if (read.kind !== "plan") {
    return { verdict: `unreadable: ${"problem" in read ? read.problem : ""}`, dangers: [], untold: [] };
  }
  const review = reviewed(read.plan);
  const open = findingsOf(review).filter(({ accepted }) => accepted === undefined);
  const untold = open.filter(({ code, isUnknown }) => isUnknown === true || code === "access-unattributed");
  const dangers = open.filter((one) => one.severity === "danger" && !untold.includes(one));
  return {
    verdict: review.verdict,
    dangers: dangers.map(({ code, principal = "" }) => `${code} ${principal}`),
    untold: untold.map(({ code, path }) => `${code} ${path}`),
  };
}

/**
 * What makes a plan look safer than the one that it was made of: a better verdict, or a danger that is not told any more. One
 * that is unreadable does not, nor one of which review says anew that it does not tell.
 */
export function saferIn(found: Outcome, than: Outcome): readonly string[] {
  const isTold = found.untold.every((one) => than.untold.includes(one));
  if (found.verdict.startsWith("unreadable") || !isTold) return [];
  const rank = ({ verdict }: Outcome): number => VERDICTS.findIndex((one) => one === verdict);
  const gone = than.dangers.filter((danger) => !found.dangers.includes(danger));
  return rank(found) > rank(than) ? [`${than.verdict} became ${found.verdict}`, ...gone] : gone;
}
