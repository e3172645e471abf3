import type { ClusterFilePlace, PlanReview } from "../../../rules/review/review";
import { type Allowance, exitCodeOfVerdict, verdictOf } from "../../../rules/review/verdict";
import { shortenSentence } from "../../../finding/shorten";
import type { ReviewOutcome, UnreadPlan } from "../review-outcome";
import { findingsOfReview, findingWeight } from "../verdict-words";
import { xmlText } from "../../text/xml-text";

/**
 * A review as JUnit: a suite per plan, a case per finding; what refuses the plan fails. A plan without findings passes, and one
 * that could not be read is a suite with an error.
 */
export function reviewJunit({ review, allowed = [], unread = [] }: ReviewOutcome): string {
  const suites = [...review.plans.map((plan) => suite(plan, allowed)), ...unread.map(unreadSuite)];
  const count = (of: keyof Pick<Suite, "tests" | "failures">): number => suites.reduce((sum, one) => sum + one[of], 0);
  const errors = unread.length === 0 ? "" : ` errors="${unread.length}"`;
  const head = `<testsuites name="eks-access review" tests="${count("tests")}" failures="${count("failures")}"${errors}>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites.map(({ xml }) => xml), "</testsuites>", ""].join(
    "\n",
  );
}

interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
}

function suite(plan: PlanReview, allowed: readonly Allowance[]): Suite {
  const cases = findingsOfReview(plan).map((one) => testCase(one, allowed));
  const passed = {
    xml: `    <testcase classname="${xmlText(plan.source)}" name="nobody's access changes"/>`,
    failed: false,
  };
  const all = cases.length === 0 ? [passed] : cases;
  const failures = all.filter(({ failed }) => failed).length;
  const open = `  <testsuite name="${xmlText(plan.source)}" tests="${all.length}" failures="${failures}">`;
  return { xml: [open, ...all.map(({ xml }) => xml), "  </testsuite>"].join("\n"), tests: all.length, failures };
}

function unreadSuite({ source, message, help = "" }: UnreadPlan): Suite {
  const text = [message, help].filter((part) => part !== "").join("; ");
  const error = `<error type="unreadable" message="${xmlText(message)}">${xmlText(text)}</error>`;
  const xml = [
    `  <testsuite name="${xmlText(source)}" tests="1" failures="0" errors="1">`,
    `    <testcase classname="${xmlText(source)}" name="the plan can be read">${error}</testcase>`,
    "  </testsuite>",
  ];
  return { xml: xml.join("\n"), tests: 1, failures: 0 };
}

/** The schema of JUnit has no attribute for a file: readers make a link of a path with its line. */
function placeOf({ file, line, column }: ClusterFilePlace): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

function testCase({ finding, cluster }: ReturnType<typeof findingsOfReview>[number], allowed: readonly Allowance[]) {
  const { code, message, why, help = "", path, accepted, at } = finding;
  const name = `${code}: ${path === "" ? "" : `${path}: `}${message}`;
  const open = `    <testcase classname="${xmlText(cluster ?? "plan")}" name="${xmlText(name)}"`;
  const text = [message, why, help, at === undefined ? "" : placeOf(at)].filter((part) => part !== "").join("; ");
  const failed = exitCodeOfVerdict(verdictOf([finding]), allowed) === 1;
  if (failed) {
    const body = `<failure type="${xmlText(findingWeight(finding))}" message="${xmlText(message)}">${xmlText(text)}</failure>`;
    return { xml: `${open}>${body}</testcase>`, failed };
  }
  const note =
    accepted === undefined ? text : `accepted until ${accepted.until}: ${shortenSentence(accepted.reason)}; ${text}`;
  return { xml: `${open}><system-out>${xmlText(note)}</system-out></testcase>`, failed };
}
