import type { ClusterReview, Person, PlanReview, Review, ReviewFinding } from "../../../lib/rules/review/review";
import { worstVerdict, verdictOf } from "../../../lib/rules/review/verdict";

/** A finding of a review; change what a test is about. */
export function reviewFinding(change: Partial<ReviewFinding> = {}): ReviewFinding {
  return {
    code: "access-lost",
    severity: "danger",
    path: "aws_eks_access_entry.ops",
    message: "role ops loses `developers`: role ops of 111122223333, had developers, has nothing",
    help: "give the principal an access entry",
    why: "whoever is named here is refused by the cluster",
    rule: "R38",
    principal: "arn:aws:iam::111122223333:role/ops",
    before: "group `developers`, by aws-auth `mapRoles[2]`",
    after: "no access",
    ...change,
  };
}

/** A person of a review. */
export function person(change: Partial<Person> = {}): Person {
  return {
    principal: "arn:aws:iam::111122223333:role/ops",
    name: "role ops",
    effect: "loses",
    before: "group `developers`, by aws-auth `mapRoles[2]`",
    after: "no access",
    ...change,
  };
}

/** A cluster with these findings, its verdict worked out. */
export function clusterReview(change: Partial<ClusterReview> = {}): ClusterReview {
  const { findings = [reviewFinding()], people = [person()] } = change;
  const summary = "`role ops` loses all access";
  return { cluster: "demo", verdict: verdictOf(findings), summary, people, findings, ...change };
}

/** A plan with these clusters, its verdict worked out. */
export function planReview(change: Partial<PlanReview> = {}): PlanReview {
  const { clusters = [clusterReview()], findings = [] } = change;
  return {
    source: "demo.json",
    verdict: worstVerdict([verdictOf(findings), ...clusters.map(({ verdict }) => verdict)]),
    clusters,
    findings,
    otherChanges: [],
    counts: { create: 0, update: 0, delete: 1 },
    ...change,
  };
}

/** A plan in which nobody loses anything. */
export function safePlan(source: string): PlanReview {
  const keeps = person({ effect: "keeps", after: "group `developers`, by aws-auth `mapRoles[2]`" });
  return planReview({
    source,
    clusters: [clusterReview({ cluster: source, findings: [], people: [keeps], summary: "nobody's access changes" })],
    counts: { create: 0, update: 0, delete: 0 },
  });
}

/** Several plans as one review. */
export function review(plans: readonly PlanReview[] = [planReview()]): Review {
  return { verdict: worstVerdict(plans.map(({ verdict }) => verdict)), plans };
}
