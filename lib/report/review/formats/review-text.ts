import { counted } from "../../text/counted";
import type { ClusterReview, Person, PlanReview, ReviewFinding } from "../../../rules/review/review";
import type { Paint } from "../../text/colour";
import { logLine } from "../../text/log-line";
import { shortenSentence } from "../../../finding/shorten";
import type { ReviewOutcome } from "../review-outcome";
import { findingWeight, tallyVerdicts, VERDICT_WORDS, verdictWords } from "../verdict-words";

/** A review for a terminal or the log of a CI run: the verdict, who loses or gains what, the findings. */
export function reviewText({ review, exitCode, paint }: ReviewOutcome): string {
  const { title, meaning } = verdictWords(review.verdict, review.plans);
  const isAllowed = review.verdict !== "safe" && exitCode === 0;
  const head = `${paint(title, colourOf(review.verdict))}: ${meaning}${isAllowed ? " (allowed)" : ""}`;
  const tally = review.plans.length === 1 ? [] : [tallyVerdicts(review)];
  return [head, ...tally, ...review.plans.flatMap((plan) => planLines(plan, paint)), ""].join("\n");
}

function planLines(plan: PlanReview, paint: Paint): string[] {
  const { create, update, delete: deleted } = plan.counts;
  const counts = `${create} to add, ${update} to change, ${deleted} to destroy`;
  return [
    "",
    logLine(`${plan.source}: ${VERDICT_WORDS[plan.verdict].title} (${counts})`),
    ...plan.findings.flatMap((finding) => findingLines(finding, paint)),
    ...plan.clusters.flatMap((cluster) => clusterLines(cluster, paint)),
    ...(plan.clusters.length === 0 && plan.findings.length === 0 ? ["  no cluster's access is in this plan"] : []),
  ];
}

function clusterLines({ cluster, summary, people, findings }: ClusterReview, paint: Paint): string[] {
  const changed = people.filter(({ effect }) => effect !== "keeps");
  const kept = people.length - changed.length;
  return [
    `  ${paint(logLine(cluster), "bold")}: ${logLine(summary)}`,
    ...changed.map((person) => personLine(person, paint)),
    ...(kept === 0 ? [] : [`    ${paint(`${counted(kept, "principal")} with the same access as before`, "dim")}`]),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
  ];
}

function personLine({ name, before, after, effect }: Person, paint: Paint): string {
  const word = paint(effect, effect === "loses" ? "red" : effect === "keeps" || effect === "moves" ? "dim" : "yellow");
  return `    ${word} ${logLine(`${name}: ${before} -> ${after}`)}`;
}

function findingLines(finding: ReviewFinding, paint: Paint): string[] {
  const { path, message, why, help, accepted, code, at } = finding;
  const weight = findingWeight(finding);
  const place = at === undefined ? "" : ` ${[at.file, at.line].filter((part) => part !== undefined).join(":")}`;
  const advice = accepted === undefined ? help : `until ${accepted.until}: ${shortenSentence(accepted.reason)}`;
  return [
    `  ${paint(weight, weightColour(finding))} ${logLine(`${path === "" ? "" : `${path}: `}${message}`)} ${paint(`[${logLine(code)}]`, "dim")}${logLine(place)}`,
    `      ${logLine(why)}`,
    ...(advice === undefined ? [] : [`      ${logLine(advice)}`]),
  ];
}

function weightColour({ severity, accepted, isUnknown }: ReviewFinding): Parameters<Paint>[1] {
  if (accepted !== undefined) return "green";
  if (isUnknown === true) return "red";
  return severity === "warning" ? "yellow" : severity === "note" ? "dim" : "red";
}

function colourOf(verdict: PlanReview["verdict"]): Parameters<Paint>[1] {
  return verdict === "safe" ? "green" : verdict === "irreversible" ? "yellow" : "red";
}
