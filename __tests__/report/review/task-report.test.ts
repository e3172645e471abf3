import { taskReport } from "../../../lib/report/review/task-report";
import type { PlanReview, ReviewFinding } from "../../../lib/rules/review/review";

const FINDING: ReviewFinding = {
  code: "access-lost",
  severity: "danger",
  path: "module.eks.aws_eks_access_entry.this",
  message: "`role ci` loses access",
  why: "its deployments stop",
  rule: "R38",
};

function review(findings: readonly ReviewFinding[], more: Partial<PlanReview> = {}): PlanReview {
  return {
    source: "demo run-1",
    verdict: "danger",
    clusters: [{ cluster: "demo", verdict: "danger", summary: "one loses access", people: [], findings }],
    findings: [],
    otherChanges: [],
    counts: { create: 0, update: 0, delete: 1 },
    ...more,
  };
}

describe("taskReport", () => {
  test("fails with a sentence, the whole review, and one outcome for each kind of finding, worst first", () => {
    const note: ReviewFinding = { ...FINDING, code: "cluster-replaced", severity: "note", message: "it is new" };
    const { status, message, outcomes } = taskReport(review([note, FINDING, { ...FINDING, path: "other" }]), 1);
    expect([status, message]).toEqual(["failed", "❌ danger: demo: one loses access"]);
    expect(outcomes.map(({ id, description }) => [id, description])).toEqual([
      ["review", "the whole review: do not apply it: somebody loses access, or may"],
      ["access-lost demo", "demo: `role ci` loses access (and 1 more of this kind)"],
      ["cluster-replaced demo", "demo: it is new"],
    ]);
    expect(outcomes.map(({ tags }) => tags)).toEqual([
      { Status: [{ label: "Failed", level: "error" }], Severity: [{ label: "danger", level: "error" }] },
      { Status: [{ label: "Failed", level: "error" }], Severity: [{ label: "danger", level: "error" }] },
      { Status: [{ label: "Told", level: "info" }], Severity: [{ label: "note", level: "info" }] },
    ]);
    expect(outcomes[1]?.body).toContain("`role ci` loses access");
    expect(outcomes[1]?.body).toContain("Why: its deployments stop");
  });

  test("what is accepted stands apart from what is open, and alarms nobody", () => {
    const accepted = { ...FINDING, accepted: { code: FINDING.code, reason: "meant", until: "2027-01-01" } };
    const { outcomes } = taskReport(review([FINDING, accepted]), 1);
    expect(outcomes.map(({ id }) => id)).toEqual(["review", "access-lost demo", "access-lost demo accepted"]);
    expect(outcomes[2]?.tags).toEqual({
      Status: [{ label: "Accepted", level: "none" }],
      Severity: [{ label: "accepted", level: "none" }],
    });
  });

  test("passes a plan without a cluster, and says that there is none", () => {
    const { status, message, outcomes } = taskReport(review([], { verdict: "safe", clusters: [] }), 0);
    expect([status, message]).toEqual(["passed", "✅ safe: no cluster's access is in this plan"]);
    expect(outcomes).toHaveLength(1);
  });

  test("pages stay below what HCP Terraform takes, one by one and together, and say that they are cut", () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({
      ...FINDING,
      message: `\`role r${i}\` ${"字".repeat(150)}`,
    }));
    const codes = ["access-lost", "row-dead", "row-shadowed", "row-ambiguous", "entry-duplicate"] as const;
    const findings = codes.flatMap((code) => many.map((one): ReviewFinding => ({ ...one, code })));
    const { outcomes } = taskReport(review(findings), 1);
    const sizes = outcomes.map(({ body }) => Buffer.byteLength(body));
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4_000_000);
    expect(outcomes[1]?.body.endsWith("_Cut to fit: `eks-access review` shows all of it._\n")).toBe(true);
  });

  test("a name that is markup or steers a terminal does nothing", () => {
    const name = "`](https://evil.example.com) <script>alert(1)</script> \u001b[31m\u202e";
    const { outcomes, message } = taskReport(review([{ ...FINDING, message: name }]), 1);
    expect(JSON.stringify([outcomes, message])).not.toMatch(/\\u001b|\u202e/);
    for (const { body } of outcomes) expect(body).not.toContain("<script>");
    expect(outcomes[1]?.body).not.toContain("](https://evil");
  });
});
