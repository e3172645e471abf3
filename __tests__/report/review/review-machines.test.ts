import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewGitlabCodeQuality } from "../../../lib/report/review/formats/review-gitlab-code-quality";
import { reviewGitlabTerraform } from "../../../lib/report/review/formats/review-gitlab-terraform";
import { reviewJsonText } from "../../../lib/report/review/formats/review-json";
import { reviewJunit } from "../../../lib/report/review/formats/review-junit";
import type { ReviewOutcome } from "../../../lib/report/review/review-outcome";
import { reviewSarif } from "../../../lib/report/review/formats/review-sarif";
import { outputSchemas } from "../../../lib/report/schema/json-schemas";
import { reviewJson } from "../../../lib/report/schema/review-json";
import { clusterReview, planReview, review, reviewFinding, safePlan } from "../../support/reviews/reviews";

const accepted = { code: "access-lost", reason: "moved", until: "2027-01-31" };
const AT = { file: "clusters/demo.yaml", line: 44, column: 7 };

function outcome(change: Partial<ReviewOutcome> = {}): ReviewOutcome {
  const findings = [
    reviewFinding({ at: AT }),
    reviewFinding({ accepted }),
    reviewFinding({ severity: "note", path: "" }),
  ];
  const given = review([planReview({ clusters: [clusterReview({ findings })] }), safePlan("b.json")]);
  return { review: given, exitCode: 1, paint: (text) => text, ...change };
}

describe("reviewJsonText", () => {
  test("is what the schema says, and the schema in docs/ is of today", () => {
    expect(reviewJson.safeParse(JSON.parse(reviewJsonText(outcome()))).error).toBeUndefined();
    const written = readFileSync(join(__dirname, "../../../docs/schemas/review.schema.json"), "utf8");
    expect(written).toBe(outputSchemas().review);
  });

  test("carries the verdict, the exit code, and accepted findings as accepted", () => {
    expect(JSON.parse(reviewJsonText(outcome()))).toMatchObject({
      format_version: "1.0",
      command: "review",
      verdict: "danger",
      exit_code: 1,
      plans: [
        {
          source: "demo.json",
          to_destroy: 1,
          clusters: [
            {
              cluster: "demo",
              findings: [
                { code: "access-lost", place: AT, unknown: false },
                { accepted: { reason: "moved", until: "2027-01-31" } },
                {},
              ],
            },
          ],
        },
        { source: "b.json", verdict: "safe" },
      ],
    });
  });
});

describe("reviewSarif", () => {
  test("points into the cluster file where there is one, else at the plan; suppresses what is accepted", () => {
    const sarif: unknown = JSON.parse(reviewSarif(outcome()));
    expect(sarif).toMatchObject({
      version: "2.1.0",
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      runs: [
        {
          tool: { driver: { name: "eks-access", rules: [{ id: "access-lost" }] } },
          results: [
            {
              ruleId: "access-lost",
              ruleIndex: 0,
              level: "error",
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "clusters/demo.yaml" },
                    region: { startLine: 44, startColumn: 7 },
                  },
                },
              ],
            },
            {
              suppressions: [{ kind: "inSource", justification: "moved" }],
              locations: [{ physicalLocation: { artifactLocation: { uri: "demo.json" }, region: { startLine: 1 } } }],
            },
            { level: "note" },
          ],
        },
      ],
    });
  });

  test("tells results apart by what they are about, not by their line", () => {
    const ids = (line: number): unknown => {
      const findings = [reviewFinding({ at: { ...AT, line } }), reviewFinding({ path: "aws_eks_access_entry.dev" })];
      const given = review([planReview({ clusters: [clusterReview({ findings })] })]);
      return reviewSarif(outcome({ review: given })).match(/"eksAccess\/v1": "\w+:\d"/g);
    };
    expect(ids(1)).toEqual(ids(99));
    expect(new Set(Object.values(ids(1) ?? {})).size).toBe(2);
  });
});

describe("reviewJunit", () => {
  test("fails what refuses, passes the rest, and passes a plan without findings", () => {
    const xml = reviewJunit(outcome());
    expect(xml).toContain('<testsuites name="eks-access review" tests="4" failures="1">');
    expect(xml).toContain('<testsuite name="demo.json" tests="3" failures="1">');
    expect(xml).toContain('<failure type="danger" message="role ops loses `developers`');
    expect(xml).toContain(`<testcase classname="b.json" name="nobody's access changes"/>`);
    expect(xml).toContain("accepted until 2027-01-31: moved");
  });
});

describe("reviewJunit with an allowance", () => {
  const findings = [reviewFinding({ code: "mode-irreversible", severity: "irreversible" })];
  const given = review([planReview({ clusters: [clusterReview({ findings })] })]);

  test.each([
    [[], 1],
    [["irreversible" as const], 0],
  ])("allowed %p", (allowed, failures) => {
    expect(reviewJunit(outcome({ review: given, allowed }))).toContain(
      `<testsuites name="eks-access review" tests="1" failures="${failures}">`,
    );
  });
});

describe("reviewGitlabTerraform", () => {
  test("sums up what plans do", () => {
    const plans = [planReview({ counts: { create: 2, update: 3, delete: 1 } }), safePlan("b.json")];
    const given = review([...plans, planReview({ counts: { create: 1, update: 0, delete: 0 } })]);
    expect(JSON.parse(reviewGitlabTerraform(outcome({ review: given })))).toEqual({ create: 3, update: 3, delete: 1 });
  });
});

describe("reviewGitlabCodeQuality", () => {
  test("has what GitLab asks for, of open findings alone, each with a fingerprint of its own", () => {
    const same = [reviewFinding({ at: AT }), reviewFinding({ at: AT })];
    const given = review([
      planReview({ clusters: [clusterReview({ findings: [...same, reviewFinding({ accepted })] })] }),
    ]);
    const issues: unknown = JSON.parse(reviewGitlabCodeQuality(outcome({ review: given })));
    expect(issues).toEqual([
      {
        description: expect.stringMatching(/^aws_eks_access_entry\.ops: role ops loses/),
        check_name: "access-lost",
        fingerprint: expect.stringMatching(/^\w{64}$/),
        severity: "blocker",
        location: { path: "clusters/demo.yaml", lines: { begin: 44 } },
      },
      expect.objectContaining({ check_name: "access-lost" }),
    ]);
    expect(new Set(JSON.stringify(issues).match(/"fingerprint":"\w+"/g)).size).toBe(2);
  });

  test.each([
    ["danger", "blocker"],
    ["irreversible", "major"],
    ["warning", "minor"],
    ["note", "info"],
  ] as const)("calls %s %s", (severity, called) => {
    const given = review([planReview({ clusters: [clusterReview({ findings: [reviewFinding({ severity })] })] })]);
    expect(JSON.parse(reviewGitlabCodeQuality(outcome({ review: given })))).toMatchObject([{ severity: called }]);
  });

  test("calls what is unknown critical", () => {
    const findings = [reviewFinding({ severity: "blocker", isUnknown: true })];
    const given = review([planReview({ clusters: [clusterReview({ findings })] })]);
    expect(JSON.parse(reviewGitlabCodeQuality(outcome({ review: given })))).toMatchObject([{ severity: "critical" }]);
  });
});
