import { counted } from "../text/counted";
import type { PlanReview, ReviewFinding } from "../../rules/review/review";
import { shortenSentence } from "../../finding/shorten";
import { SEVERITIES, type Severity } from "../../finding/severity";
import { printable } from "../text/printable";
import { cutToBytes } from "./cut-to-bytes";
import { findingItem, reviewMarkdown } from "./formats/review-markdown";
import { findingsOfReview, findingWeight, VERDICT_WORDS, verdictWords } from "./verdict-words";

/** How a label of a tag is coloured. */
type Level = "none" | "info" | "warning" | "error";

interface Label {
  readonly label: string;
  readonly level: Level;
}

/** One line of a run task's details in HCP Terraform, with a page behind it. */
export interface TaskOutcome {
  readonly id: string;
  /** One line. */
  readonly description: string;
  /** Markdown. */
  readonly body: string;
  readonly tags: Readonly<Record<string, readonly Label[]>>;
}

/** What a run task says of a plan. */
export interface TaskReport {
  readonly status: "passed" | "failed";
  /** One line. */
  readonly message: string;
  readonly outcomes: readonly TaskOutcome[];
}

/** HCP Terraform takes a page of 5 MB and asks for less than 1 MB. */
const PAGE_BYTES = 900_000;
/** The pages of one request, together. */
const PAGES_BYTES = 4_000_000;
/** A character can be three bytes. */
const REVIEW_CHARACTERS = PAGE_BYTES / 3;
const CUT = "\n\n_Cut to fit: `eks-access review` shows all of it._\n";

/**
 * A review as HCP Terraform shows it: one outcome with the whole review, then one for each cluster and code of a finding,
 * worst first. Pages that do not fit are cut, and say so.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#outcomes-payload-body
 */
export function taskReport(review: PlanReview, exitCode: 0 | 1): TaskReport {
  const { mark, title } = verdictWords(review.verdict, [review]);
  const status = exitCode === 0 ? "passed" : "failed";
  return {
    status,
    message: oneLine(`${mark} ${title}: ${summaryOf(review)}`),
    outcomes: withinBytes([wholeReview(review, status), ...groups(review).map(groupOutcome)]),
  };
}

function summaryOf({ verdict, clusters, findings }: PlanReview): string {
  const said = clusters.map(({ cluster, summary }) => `${cluster}: ${summary}`);
  const worst = findings.find(({ accepted }) => accepted === undefined);
  const all = [...said, ...(worst === undefined ? [] : [worst.message])].join("; ");
  if (all !== "") return all;
  return verdict === "safe" ? "no cluster's access is in this plan" : VERDICT_WORDS[verdict].meaning;
}

function wholeReview(review: PlanReview, status: TaskReport["status"]): TaskOutcome {
  const { title, meaning } = verdictWords(review.verdict, [review]);
  return {
    id: "review",
    description: oneLine(`the whole review: ${meaning}`),
    body: reviewMarkdown({ verdict: review.verdict, plans: [review] }, REVIEW_CHARACTERS),
    tags: {
      Status: [{ label: status === "passed" ? "Passed" : "Failed", level: status === "passed" ? "info" : "error" }],
      Severity: [{ label: title, level: review.verdict === "safe" ? "info" : "error" }],
    },
  };
}

/** Findings of one code about one cluster, or about the plan as a whole. */
interface Group {
  readonly code: string;
  /** @default the plan as a whole */
  readonly cluster?: string;
  readonly findings: readonly [ReviewFinding, ...ReviewFinding[]];
}

function groups(review: PlanReview): Group[] {
  const byKey = new Map<string, Group>();
  for (const { finding, cluster } of findingsOfReview(review)) {
    const { code } = finding;
    const key = JSON.stringify([cluster, code, finding.accepted !== undefined]);
    const known = byKey.get(key);
    const of = cluster === undefined ? { code } : { code, cluster };
    byKey.set(key, { ...of, findings: known === undefined ? [finding] : [...known.findings, finding] });
  }
  return [...byKey.values()].sort((a, b) => weightOf(a) - weightOf(b));
}

/** Open ones first, the worst of them first. */
function weightOf({ findings: [first] }: Group): number {
  return SEVERITIES.indexOf(first.severity) + (first.accepted === undefined ? 0 : SEVERITIES.length);
}

function groupOutcome({ code, cluster, findings }: Group): TaskOutcome {
  const [first] = findings;
  const of = cluster === undefined ? "" : `${cluster}: `;
  const more =
    findings.length === 1 ? "" : ` (and ${counted(findings.length - 1, "more of this kind", "more of this kind")})`;
  const weight = findingWeight(first);
  return {
    id: oneLine([code, ...(cluster === undefined ? [] : [cluster]), ...(first.accepted ? ["accepted"] : [])].join(" ")),
    description: oneLine(`${of}${first.message}${more}`),
    body: findings.map(findingItem).join("\n"),
    tags: {
      Status: [first.accepted === undefined ? statusOf(first) : { label: "Accepted", level: "none" }],
      Severity: [{ label: weight, level: first.accepted === undefined ? levelOf(first) : "none" }],
    },
  };
}

function statusOf(finding: ReviewFinding): Label {
  const level = levelOf(finding);
  return level === "error" ? { label: "Failed", level } : { label: "Told", level };
}

function levelOf({ severity, isUnknown }: ReviewFinding): Level {
  return isUnknown === true ? "error" : LEVELS[severity];
}

const LEVELS: Readonly<Record<Severity, Level>> = {
  error: "error",
  blocker: "error",
  danger: "error",
  irreversible: "error",
  warning: "warning",
  note: "info",
};

/** Each page within its bytes, and all of them together, the first ones first. */
function withinBytes(outcomes: readonly TaskOutcome[]): TaskOutcome[] {
  let left = PAGES_BYTES;
  return outcomes.map((outcome) => {
    const body = cutToBytes(outcome.body, Math.min(PAGE_BYTES, left), CUT);
    left -= Buffer.byteLength(body);
    return { ...outcome, body };
  });
}

/** A line that steers nothing, of a length that a table of the web page holds. */
function oneLine(text: string): string {
  return printable(shortenSentence(text)).slice(0, LONGEST_LINE);
}

const LONGEST_LINE = 1000;
