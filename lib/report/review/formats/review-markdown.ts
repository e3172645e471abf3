import { counted } from "../../text/counted";
import type { ClusterReview, Person, PlanReview, Review, ReviewFinding } from "../../../rules/review/review";
import { VERDICTS } from "../../../rules/review/verdict";
import { shortenSentence } from "../../../finding/shorten";
import { fit, type Part } from "./fitted";
import { markdownCode, markdownProse, markdownSentence } from "../../text/markdown-text";
import { findingMark, findingWeight, tallyVerdicts, VERDICT_WORDS, verdictWords } from "../verdict-words";

/** Finds the one comment that each new review of a pull request takes the place of. */
const STICKY_MARKER = "<!-- eks-access review -->";

/** GitHub refuses comments of more than 65,536 characters. */
const COMMENT_LIMIT = 65_000;

/**
 * A review as Markdown for a pull request: the verdict first; per cluster the people whose access changes, the findings,
 * everything else folded; a safe plan is one line beside others. What does not fit into `limit` is cut, the least important
 * first, and it says how much.
 */
export function reviewMarkdown(review: Review, limit = COMMENT_LIMIT): string {
  const room = limit - STICKY_MARKER.length - CUT_ROOM;
  const { text, cut } = fit(partsOf(review), room);
  const omitted =
    cut.length === 0 ? "" : `_Cut to fit: ${cut.join(", ")}. The whole review is in the job summary or the JSON._\n\n`;
  return `${text}${omitted}${STICKY_MARKER}\n`;
}

const CUT_ROOM = 500;

function partsOf(review: Review): Part[] {
  const [only] = review.plans;
  if (review.plans.length === 1 && only !== undefined) {
    return [...heading(verdictWords(only.verdict, [only]), summaryOf(only)), ...planParts(only)];
  }
  const open = review.plans.filter((plan) => !isPlain(plan)).sort((a, b) => weightOf(a) - weightOf(b));
  const plain = review.plans.filter(isPlain);
  return [
    ...heading(verdictWords(review.verdict, review.plans), tallyVerdicts(review)),
    ...open.flatMap((plan) => [
      always(`### ${verdictWords(plan.verdict, [plan]).mark} ${markdownCode(plan.source)}: ${summaryOf(plan)}\n\n`),
      ...planParts(plan),
    ]),
    part("\n", plain.map(plainLine), { tail: "\n", rank: 6, noun: ["safe plan", "safe plans"] }),
  ];
}

/** Worst first: what is cut is cut from the end. */
function weightOf({ verdict }: PlanReview): number {
  return VERDICTS.indexOf(verdict);
}

/** Whether one line says it all: safe, and nothing worth a look. */
function isPlain({ verdict, clusters, findings }: PlanReview): boolean {
  const all = [...findings, ...clusters.flatMap((cluster) => cluster.findings)];
  return verdict === "safe" && all.every(({ severity, accepted }) => accepted === undefined && severity === "note");
}

function plainLine(plan: PlanReview): string {
  return `- ${VERDICT_WORDS.safe.mark} ${markdownCode(plan.source)}: ${summaryOf(plan)}\n`;
}

function heading({ mark, title, meaning }: ReturnType<typeof verdictWords>, summary: string): Part[] {
  return [always(`## ${mark} ${capital(title)}: ${summary}\n\n${capital(meaning)}.\n\n`)];
}

function summaryOf({ clusters, findings }: PlanReview): string {
  const worst = findings.find(({ accepted }) => accepted === undefined);
  const said = [
    ...clusters
      .slice(0, SUMMARIES)
      .map(({ cluster, summary }) => `${markdownCode(cluster)}: ${markdownSentence(summary)}`),
    ...(clusters.length > SUMMARIES ? [`${clusters.length - SUMMARIES} more clusters`] : []),
    ...(worst === undefined ? [] : [markdownSentence(worst.message)]),
  ];
  return said.join("; ") || "no cluster's access is in this plan";
}

const SUMMARIES = 3;

function planParts(plan: PlanReview): Part[] {
  return [
    ...findingParts(plan.findings),
    ...plan.clusters.flatMap((cluster) => clusterParts(cluster, plan.clusters.length > 1)),
    ...otherParts(plan),
  ];
}

function clusterParts(review: ClusterReview, isNamed: boolean): Part[] {
  const { cluster, people, findings, verdict, summary } = review;
  const title = `#### ${VERDICT_WORDS[verdict].mark} ${markdownCode(cluster)}: ${markdownSentence(summary)}\n\n`;
  const [changed, kept] = [people.filter(isChanged), people.filter((person) => !isChanged(person))];
  return [
    ...(isNamed ? [always(title)] : []),
    part(TABLE, changed.map(personRow), { tail: "\n", rank: 2, noun: ["person", "people"] }),
    part(folded(`${counted(kept.length, "principal")} with the same access as before`) + TABLE, kept.map(personRow), {
      tail: `\n${UNFOLDED}`,
      rank: 5,
      noun: ["person who keeps access", "people who keep access"],
    }),
    ...findingParts(findings),
  ];
}

function isChanged({ effect }: Person): boolean {
  return effect !== "keeps";
}

const TABLE = "| who | before | after | |\n| --- | --- | --- | --- |\n";

function personRow({ name, before, after, effect }: Person): string {
  const cells = [markdownCode(name), markdownSentence(before), markdownSentence(after), EFFECT_WORDS[effect]];
  return `| ${cells.join(" | ")} |\n`;
}

const EFFECT_WORDS: Readonly<Record<Person["effect"], string>> = {
  loses: "❌ **loses**",
  unknown: "❔ **unknown**",
  changes: "🔸 changes",
  gains: "➕ gains",
  moves: "same rights",
  keeps: "same",
};

function findingParts(findings: readonly ReviewFinding[]): Part[] {
  const open = findings.filter(({ severity, accepted }) => accepted === undefined && severity !== "note");
  const rest = findings.filter((finding) => !open.includes(finding));
  const accepted = rest.filter((finding) => finding.accepted !== undefined).length;
  const counts = [
    ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ...(rest.length === accepted ? [] : [counted(rest.length - accepted, "note")]),
  ];
  return [
    part("", open.map(findingItem), { tail: "\n", rank: 3, noun: ["finding", "findings"] }),
    part(folded(counts.join(", ")), rest.map(findingItem), {
      tail: `\n${UNFOLDED}`,
      rank: 4,
      noun: ["note or accepted finding", "notes and accepted findings"],
    }),
  ];
}

/** A finding as an item of a list. */
export function findingItem(finding: ReviewFinding): string {
  const { path, message, why, help, accepted, code, rule, at } = finding;
  const where = path === "" ? "" : ` at ${markdownCode(path)}`;
  const place =
    at === undefined ? [] : [markdownCode([at.file, at.line].filter((part) => part !== undefined).join(":"))];
  const told = [
    `- ${findingMark(finding)} **${findingWeight(finding)}**${where}: ${markdownSentence(message)}`,
    ...beforeAfter(finding),
    `Why: ${markdownSentence(why)}`,
    ...(accepted === undefined && help !== undefined ? [`To do: ${markdownSentence(help)}`] : []),
    ...(accepted === undefined
      ? []
      : [`Accepted until ${markdownProse(accepted.until)}: ${markdownProse(shortenSentence(accepted.reason))}`]),
    [markdownCode(code), ...(rule === "-" ? [] : [markdownProse(rule)]), ...place].join(" · "),
  ];
  return `${told.join("<br>\n  ")}\n`;
}

function beforeAfter({ before, after }: ReviewFinding): string[] {
  if (before === undefined && after === undefined) return [];
  return [`${markdownSentence(before ?? "nothing")} → ${markdownSentence(after ?? "nothing")}`];
}

function otherParts({ otherChanges, counts }: PlanReview): Part[] {
  const { create, update, delete: deleted } = counts;
  const plan = `plan: ${create} to add, ${update} to change, ${deleted} to destroy`;
  const head = folded(`${counted(otherChanges.length, "other change")} (${plan})`);
  const items = otherChanges.map(({ address, action }) => `- ${markdownProse(action)} ${markdownCode(address)}\n`);
  return [part(head, items, { tail: `\n${UNFOLDED}`, rank: 7, noun: ["other change", "other changes"] })];
}

function folded(title: string): string {
  return `<details><summary>${title}</summary>\n\n`;
}

const UNFOLDED = "</details>\n\n";

function always(text: string): Part {
  return { head: text, items: [], tail: "", rank: 0, noun: ["", ""] };
}

function part(head: string, items: readonly string[], rest: Omit<Part, "head" | "items">): Part {
  return { head, items, ...rest };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
