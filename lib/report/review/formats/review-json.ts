import type { PlanReview, ReviewFinding } from "../../../rules/review/review";
import { shortenSentence } from "../../../finding/shorten";
import type { ReviewOutcome } from "../review-outcome";
import { inertJson } from "../../text/json-text";
import { FORMAT_VERSION } from "../../text/jsonable";
import type { ReviewFindingJson, ReviewJson } from "../../schema/review-json";

/** `eks-access review --format json`; its schema is docs/schemas/review.schema.json. */
export function reviewJsonText({ review, exitCode }: ReviewOutcome): string {
  return inertJson({
    format_version: FORMAT_VERSION,
    command: "review",
    verdict: review.verdict,
    exit_code: exitCode,
    plans: review.plans.map(planJson),
  } satisfies ReviewJson);
}

function planJson({
  source,
  verdict,
  counts,
  findings,
  clusters,
  otherChanges,
}: PlanReview): ReviewJson["plans"][number] {
  return {
    source,
    verdict,
    to_add: counts.create,
    to_change: counts.update,
    to_destroy: counts.delete,
    findings: findings.map(findingJson),
    clusters: clusters.map((cluster) => ({
      cluster: cluster.cluster,
      verdict: cluster.verdict,
      summary: cluster.summary,
      people: cluster.people.map(({ principal, name, effect, before, after }) => ({
        principal,
        name,
        effect,
        before,
        after,
      })),
      findings: cluster.findings.map(findingJson),
    })),
    other_changes: otherChanges.map(({ address, action }) => ({ address, action })),
  };
}

function findingJson(finding: ReviewFinding): ReviewFindingJson {
  const {
    code,
    severity,
    isUnknown = false,
    rule,
    path,
    message,
    why,
    help,
    principal,
    before,
    after,
    at,
    accepted,
  } = finding;
  return {
    code,
    severity,
    unknown: isUnknown,
    rule,
    address: path,
    message,
    why,
    ...(help === undefined ? {} : { help }),
    ...(principal === undefined ? {} : { principal }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(at === undefined ? {} : { place: placeJson(at) }),
    ...(accepted === undefined
      ? {}
      : { accepted: { reason: shortenSentence(accepted.reason), until: accepted.until } }),
  };
}

function placeJson({ file, line, column }: NonNullable<ReviewFinding["at"]>): NonNullable<ReviewFindingJson["place"]> {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}
