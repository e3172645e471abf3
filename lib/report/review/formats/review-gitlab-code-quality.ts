import type { ReviewFinding } from "../../../rules/review/review";
import type { PlanReview } from "../../../rules/review/review";
import { fingerprints } from "../../findings/fingerprint";
import { inertJson } from "../../text/json-text";
import { logLine } from "../../text/log-line";
import type { ReviewOutcome } from "../review-outcome";
import { findingsOfReview } from "../verdict-words";

/**
 * GitLab's code quality report: a line of a cluster file, or the plan, for each finding that nobody accepted.
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function reviewGitlabCodeQuality({ review }: ReviewOutcome): string {
  const issues = review.plans.flatMap((plan) => findingsOfReview(plan).map(({ finding }) => ({ plan, finding })));
  const open = issues.filter(({ finding }) => finding.accepted === undefined);
  const ids = fingerprints(open.map(({ plan, finding }) => [plan.source, finding.code, finding.path, finding.message]));
  return inertJson(open.map((issue, i) => issueJson(issue, ids[i] ?? "")));
}

function issueJson({ plan, finding }: { plan: PlanReview; finding: ReviewFinding }, id: string) {
  const { at, code, message, path } = finding;
  return {
    description: logLine(path === "" ? message : `${path}: ${message}`),
    check_name: code,
    fingerprint: id,
    severity: severityOf(finding),
    location: { path: at?.file ?? plan.source, lines: { begin: at?.line ?? 1 } },
  };
}

function severityOf({ severity, isUnknown }: ReviewFinding): string {
  if (isUnknown === true) return "critical";
  switch (severity) {
    case "error":
    case "blocker":
    case "danger":
      return "blocker";
    case "irreversible":
      return "major";
    case "warning":
      return "minor";
    case "note":
      return "info";
  }
}
